"""Calendar arithmetic: intervals of whole days, and how to move between them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.records.model import Granularity

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Interval:
    """First and last day, both inclusive, and the unit in which the expression counts."""

    start: date
    end: date
    granularity: Granularity

    def gap(self, day: date) -> int:
        """Days between a day and the interval: negative when it is over, positive when it is ahead, 0 inside."""
        if self.end < day:
            return (self.end - day).days
        return max((self.start - day).days, 0)


def day(of: date) -> Interval:
    """The day itself."""
    return Interval(of, of, "day")


def week(of: date) -> Interval:
    """Monday to Sunday around a day."""
    monday = of - of.weekday() * ONE_DAY
    return Interval(monday, monday + 6 * ONE_DAY, "week")


def weekend(of: date) -> Interval:
    """Saturday and Sunday of the week around a day."""
    sunday = week(of).end
    return Interval(sunday - ONE_DAY, sunday, "day")


def month(year_: int, number: int) -> Interval:
    """A month; numbers beyond 1 to 12 run into the years around."""
    return months(year_, number, 1, "month")


def months(year_: int, first: int, count: int, granularity: Granularity) -> Interval:
    """`count` months from the first one on; raises ValueError outside the years 1 to 9999."""
    year_, first = year_ + (first - 1) // 12, (first - 1) % 12 + 1
    last_year, last = year_ + (first + count - 2) // 12, (first + count - 2) % 12 + 1
    return Interval(date(year_, first, 1), date(last_year, last, monthrange(last_year, last)[1]), granularity)


def quarter(year_: int, number: int) -> Interval:
    """A quarter, 1 to 4; numbers beyond run into the years around."""
    return months(year_, 3 * number - 2, 3, "quarter")


def half(year_: int, number: int) -> Interval:
    """The first or second half of a year."""
    return months(year_, 6 * number - 5, 6, "year")


def year(number: int) -> Interval:
    """A calendar year."""
    return years(number, number)


def years(first: int, last: int) -> Interval:
    """Calendar years from the first to the last."""
    return Interval(date(first, 1, 1), date(last, 12, 31), "year" if first == last else "longer")


def century(number: int) -> Interval:
    """The 19th century is 1801 to 1900."""
    return years(100 * number - 99, 100 * number)


def around(of: date, unit: str) -> Interval:
    """The calendar unit that a day lies in; raises KeyError for an unknown unit."""
    return _AROUND[unit](of)


def moved(of: date, count: int, unit: str) -> date:
    """A day so many units later (earlier if negative); the 31st becomes the last of a shorter month."""
    if unit in _DAYS:
        return of + count * _DAYS[unit] * ONE_DAY
    there = month(of.year, of.month + count * _MONTHS[unit])
    return there.start.replace(day=min(of.day, there.end.day))


def spanning(start: date, end: date) -> Interval:
    """From one day to another, with the finest granularity that holds that many days."""
    length = (end - start).days + 1
    for granularity, most in _LENGTHS:
        if length <= most:
            return Interval(start, end, granularity)
    return Interval(start, end, "longer")


def weekday_of(number: int, year_: int, month_: int, which: int) -> date:
    """The first (1), second… or last (-1) Monday (0) to Sunday (6) of a month."""
    whole = month(year_, month_)
    if which < 0:
        return whole.end - (whole.end.weekday() - number) % 7 * ONE_DAY
    return whole.start + ((number - whole.start.weekday()) % 7 + 7 * (which - 1)) * ONE_DAY


def easter(year_: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus)."""
    golden, (hundreds, rest) = year_ % 19, divmod(year_, 100)
    leaps, skipped = divmod(hundreds, 4)
    lunar = (hundreds - (hundreds - (hundreds + 8) // 25 + 1) // 3 - leaps + 19 * golden + 15) % 30
    weekday = (32 + 2 * skipped + 2 * (rest // 4) - lunar - rest % 4) % 7
    late = (golden + 11 * lunar + 22 * weekday) // 451
    month_, day_ = divmod(lunar + weekday - 7 * late + 114, 31)
    return date(year_, month_, day_ + 1)


def latest(candidates: Iterable[Interval], on: date) -> Interval:
    """The last candidate that has begun on a day; raises ValueError if none has."""
    return max((c for c in candidates if c.start <= on), key=lambda c: c.start)


def earliest(candidates: Iterable[Interval], on: date) -> Interval:
    """The first candidate that is not over on a day; raises ValueError if all are."""
    return min((c for c in candidates if c.end >= on), key=lambda c: c.start)


_DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_AROUND: dict[str, Callable[[date], Interval]] = {
    "day": day,
    "week": week,
    "weekend": weekend,
    "fortnight": week,
    "month": lambda of: month(of.year, of.month),
    "quarter": lambda of: quarter(of.year, (of.month + 2) // 3),
    "year": lambda of: year(of.year),
    "decade": lambda of: years(of.year // 10 * 10, of.year // 10 * 10 + 9),
    "century": lambda of: century((of.year + 99) // 100),
}
_LENGTHS: tuple[tuple[Granularity, int], ...] = (("day", 1), ("week", 7), ("month", 31), ("quarter", 92), ("year", 366))

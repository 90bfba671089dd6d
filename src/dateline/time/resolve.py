"""From the parts of a time expression to the interval that it names, one function for each form of the grammar."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from re import Match

from dateline.records.model import Granularity
from dateline.time import words
from dateline.time.intervals import (
    ONE_DAY,
    Interval,
    around,
    century,
    day,
    earliest,
    easter,
    half,
    latest,
    month,
    months,
    moved,
    quarter,
    spanning,
    week,
    weekday_of,
    weekend,
    year,
    years,
)
from dateline.time.tense import Tense

SLACK = 3
"""Days by which a date without a year may belie the tense: reports cross the date line and are printed a day late."""

TOO_FAR = 330
"""Days ahead beyond which a date without a year is not the coming one: in March "Feb. 28" is two weeks ago."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a relative expression is relative to: the document's day, the tense, and the interval told just before."""

    date: datetime.date | None
    tense: Tense
    previous: Interval | None = None

    @property
    def today(self) -> datetime.date:
        """The document's day; raises ValueError if it has none."""
        if self.date is None:
            raise ValueError("the document has no date")
        return self.date


Resolver = Callable[[Match[str], Anchor], Interval]


def choose(candidates: Iterable[Interval], anchor: Anchor, slack: int = 0) -> Interval:
    """Of the same expression in neighbouring years or weeks, the one that the tense means."""
    found = list(candidates)
    if anchor.tense == "future":
        ahead = earliest(found, anchor.today - slack * ONE_DAY)
        if ahead.gap(anchor.today) <= TOO_FAR:
            return ahead
    if anchor.tense == "past":
        return latest(found, anchor.today + ONE_DAY * slack)
    return min(found, key=lambda c: _distance(c.gap(anchor.today)))


def picked(candidates: Iterable[Interval], which: str | None, anchor: Anchor, slack: int = 0) -> Interval:
    """As `choose`, with "last", "next" or "this" before the name, which say it without the tense."""
    which = (which or "").lower()
    if which in ("last", "past", "previous"):
        return max((c for c in candidates if c.end < anchor.today), key=lambda c: c.start)
    if which in ("next", "coming"):
        return min((c for c in candidates if c.start > anchor.today), key=lambda c: c.start)
    return choose(candidates, anchor, slack)


def _distance(gap: int) -> int:
    # News looks back more often than ahead: an undecided month is taken as coming only if that is much nearer.
    return -gap if gap <= 0 else 3 * gap


def _neighbours(anchor: Anchor) -> range:
    return range(anchor.today.year - 1, anchor.today.year + 2)


def _step(which: str | None) -> int:
    lower = (which or "").lower()
    return {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}.get(
        lower.split()[-1] if lower else "", 0
    )


def _year(match: Match[str], anchor: Anchor) -> int | None:
    """The year that an expression tells: in digits, or as "last year", or nothing."""
    digits, relative = match["year"], match["relative"]
    if digits:
        return int(digits)
    return anchor.today.year + _step(relative) if relative else None


def iso_date(match: Match[str], anchor: Anchor) -> Interval:
    """2025-08-23."""
    return day(datetime.date.fromisoformat(match[0]))


def month_day(match: Match[str], anchor: Anchor) -> Interval:
    """Aug. 7; Friday, May 25, 2022; 3-5 March."""
    first = _month(match["month"])
    last = _month(match["month2"]) if match["month2"] else first
    from_, to = words.number(match["day"]), words.number(match["day2"] or match["day"])
    told = _year(match, anchor) or (int(match["later"]) if match["later"] else None)
    if told is not None:
        return _days(told, first, from_, last, to)
    weekday = words.WEEKDAYS.get((match["weekday"] or "").lower().rstrip("."))
    candidates = [_days(y, first, from_, last, to) for y in _neighbours(anchor) if _exists(y, first, from_)]
    fitting = [c for c in candidates if c.start.weekday() == weekday]
    if fitting:
        return min(fitting, key=lambda c: abs(c.gap(anchor.today)))
    return choose(candidates, anchor, SLACK)


def _exists(year_: int, month_: int, day_: int) -> bool:
    return day_ <= month(year_, month_).end.day


def _days(year_: int, first: int, from_: int, last: int, to: int) -> Interval:
    start, end = datetime.date(year_, first, from_), datetime.date(year_ + (last < first), last, to)
    if end < start:
        raise ValueError("a range that ends before it starts")
    return spanning(start, end)


def _month(name: str) -> int:
    return words.MONTHS[name.lower().rstrip(".")]


def named_month(match: Match[str], anchor: Anchor) -> Interval:
    """June; last June; June 2019; June last year; March-May 2020."""
    first = _month(match["month"])
    count = (_month(match["month2"]) - first) % 12 + 1 if match["month2"] else 1
    told = _year(match, anchor) or (int(match["later"]) if match["later"] else None)
    granularity: Granularity = "month" if count == 1 else "quarter" if count == 3 else "year"
    if told is not None:
        return months(told, first, count, granularity)
    if (match["which"] or "").lower() == "this":
        return months(anchor.today.year, first, count, granularity)
    return picked([months(y, first, count, granularity) for y in _neighbours(anchor)], match["which"], anchor)


def year_range(match: Match[str], anchor: Anchor) -> Interval:
    """1910–45; 2019-2021."""
    first, last = match["first"], match["last"] or match["next"]
    found = years(int(first), int(first[: 4 - len(last)] + last))
    if found.end < found.start:
        raise ValueError("a range that ends before it starts")
    return found


def single_year(match: Match[str], anchor: Anchor) -> Interval:
    """2019."""
    return year(int(match["year"]))


def short_year(match: Match[str], anchor: Anchor) -> Interval:
    """'98: of the hundred years that end twenty after the document's."""
    return year(_full_year(int(match["short"]), anchor))


def _full_year(short: int, anchor: Anchor) -> int:
    latest_year = anchor.date.year + 20 if anchor.date else 2050
    return latest_year - (latest_year - short) % 100


def decade(match: Match[str], anchor: Anchor) -> Interval:
    """The 1990s; the '90s."""
    first = int(match["decade"]) if match["decade"] else _full_year(int(match["short"]), anchor)
    # "the 1800s" are a century, "the 2000s" so far a decade
    return years(first, first + (99 if first % 100 == 0 and 1000 <= first < 2000 else 9))


def numbered_century(match: Match[str], anchor: Anchor) -> Interval:
    """The 19th century."""
    return century(words.number(match["n"]))


def weekday(match: Match[str], anchor: Anchor) -> Interval:
    """Friday; last Friday; next Monday; Friday of last week."""
    number, today = words.WEEKDAYS[match["weekday"].lower().rstrip(".")], anchor.today
    if match["relative"]:
        return day(week(moved(today, _step(match["relative"]), "week")).start + number * ONE_DAY)
    back = today - (today.weekday() - number) % 7 * ONE_DAY
    which = (match["which"] or "").lower().split()
    if which and which[-1] in ("last", "past", "previous"):
        return day(back if back < today else back - 7 * ONE_DAY)
    ahead = today + (number - today.weekday()) % 7 * ONE_DAY
    if which and which[-1] in ("next", "coming"):
        return day(ahead if ahead > today else ahead + 7 * ONE_DAY)
    return day(ahead if anchor.tense in ("future", "coming") else back)


def near_day(match: Match[str], anchor: Anchor) -> Interval:
    """Today; tomorrow; yesterday; tonight; this morning; last night; the day after tomorrow."""
    word = match["word"].lower()
    offset = {"tomorrow": 1, "yesterday": -1}.get(word, -1 if word.startswith("last") else 0)
    offset += {"after": 1, "before": -1}.get((match["side"] or "").lower(), 0)
    return day(anchor.today + offset * ONE_DAY)


def near_unit(match: Match[str], anchor: Anchor) -> Interval:
    """Last week; this month; earlier this year; next quarter; the end of the year."""
    unit, which = match["unit"].lower(), match["which"]
    if unit == "weekend":
        return _weekend(which, anchor)
    return around(moved(around(anchor.today, unit).start, _step(which), unit), unit)


def narrowed(match: Match[str], whole: Interval, anchor: Anchor) -> Interval:
    """Of "this year" what "earlier this year" and "later this year" mean: up to the document's day, or from it on."""
    part = (match.groupdict().get("part") or "").lower()
    if part not in ("earlier", "later") or not whole.start <= anchor.today <= whole.end:
        return whole
    if part == "earlier":
        return Interval(whole.start, anchor.today, whole.granularity)
    return Interval(anchor.today, whole.end, whole.granularity)


def _weekend(which: str | None, anchor: Anchor) -> Interval:
    around_today = [weekend(moved(anchor.today, n, "week")) for n in (-1, 0, 1)]
    if which and which.lower() == "this" and anchor.tense != "past":
        return around_today[1]
    return picked(around_today, which, anchor)


def season(match: Match[str], anchor: Anchor) -> Interval:
    """Last fall; in spring; the summer of 2019. Winter goes by the year in which it begins."""
    first = words.SEASONS[match["season"].lower()]
    told = _year(match, anchor)
    if told is not None:
        return months(told, first, 3, "quarter")
    return picked([months(y, first, 3, "quarter") for y in _neighbours(anchor)], match["which"], anchor)


def holiday(match: Match[str], anchor: Anchor) -> Interval:
    """Christmas; last Thanksgiving; Easter 2019."""
    name = match["holiday"].lower().replace("’", "'")
    told = _year(match, anchor)
    if told is not None:
        return day(_holiday(name, told))
    return picked([day(_holiday(name, y)) for y in _neighbours(anchor)], match["which"], anchor)


def _holiday(name: str, year_: int) -> datetime.date:
    if name in words.FIXED_HOLIDAYS:
        return datetime.date(year_, *words.FIXED_HOLIDAYS[name])
    if name in words.COUNTED_HOLIDAYS:
        number, weekday_, which = words.COUNTED_HOLIDAYS[name]
        return weekday_of(weekday_, year_, number, which)
    return easter(year_) + words.EASTER_HOLIDAYS[name] * ONE_DAY


def part_of_year(match: Match[str], anchor: Anchor) -> Interval:
    """The third quarter of 2019; Q3; the first half of the year."""
    number = words.number(match["n"] or match["q"])
    build = quarter if match["q"] or match["part"].lower() == "quarter" else half
    told = _year(match, anchor)
    if told is not None:
        return build(told, number)
    return choose([build(y, number) for y in _neighbours(anchor)], anchor)


def ago(match: Match[str], anchor: Anchor) -> Interval:
    """Three days ago; a year ago; two weeks from now."""
    count = words.number(match["n"]) * (-1 if match["way"].lower() == "ago" else 1)
    unit = match["unit"].lower()
    there = moved(anchor.today, count, unit)
    return around(there, "year" if unit == "decade" else unit)


def stretch(match: Match[str], anchor: Anchor) -> Interval:
    """In the past week; over the last three years; in the next two weeks: counted in days from the document's."""
    unit, today = match["unit"].lower(), anchor.today
    count = words.number(match["n"] or "1")
    if unit == "hour":
        unit, count = "day", max(count // 24, 1)
    if (match["way"] or match.groupdict().get("way2") or "").lower() in ("next", "coming"):
        return spanning(today, moved(today, count, unit))
    past = moved(today, -count, unit)
    return spanning(past + ONE_DAY if unit in ("day", "week", "fortnight") else past, today)


def that_unit(match: Match[str], anchor: Anchor) -> Interval:
    """That day; the same year; the following month: by the interval told before; raises ValueError without one."""
    unit = "day" if match["unit"].lower() in _DAYTIMES else match["unit"].lower()
    step = _STEPS_FROM.get(match["which"].lower().split()[-1], 0)
    return around(moved(_told(anchor, unit).start, step, unit), unit)


def unit_beside(match: Match[str], anchor: Anchor) -> Interval:
    """The day after, the year before, told of nothing else: by the interval told before."""
    unit = match["unit"].lower()
    return around(moved(_told(anchor, unit).start, 1 if match["side"].lower() == "after" else -1, unit), unit)


def shifted(match: Match[str], anchor: Anchor) -> Interval:
    """Two days later; a year earlier: by the interval told before; raises ValueError without one."""
    unit = match["unit"].lower()
    count = words.number(match["n"]) * (-1 if match["way"].lower() in ("earlier", "before", "previously") else 1)
    there = moved(_told(anchor, unit).start, count, unit)
    return around(there, "year" if unit == "decade" else unit)


def week_of(match: Match[str], anchor: Anchor) -> Interval:
    """The week of March 6."""
    return week(month_day(match, anchor).start)


def _told(anchor: Anchor, unit: str) -> Interval:
    told = anchor.previous
    if told is None or _FINENESS[told.granularity] > _FINENESS.get(unit, 1):
        raise ValueError("nothing told before is fine enough")
    return told


_DAYTIMES = frozenset(("morning", "afternoon", "evening", "night"))
_STEPS_FROM = {"following": 1, "next": 1, "previous": -1}
_FINENESS = {
    "day": 0,
    "week": 1,
    "weekend": 1,
    "fortnight": 1,
    "month": 2,
    "quarter": 3,
    "year": 4,
    "decade": 4,
    "longer": 5,
}

"""The day a report was published: from metadata, else from a date line at the head of its text, never today's."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from babel.dates import get_day_names, get_month_names

MONTHS: dict[str, int] = {
    name.lower().rstrip("."): number
    for width in ("wide", "abbreviated")
    for number, name in get_month_names(width, locale="en").items()
} | {"sept": 9}
DAYS: dict[str, int] = {
    name.lower(): number
    for width in ("wide", "abbreviated")
    for number, name in get_day_names(width, locale="en").items()
}
PREPOSITIONS = frozenset(("On", "In", "By", "Since", "Until", "Before", "After", "From", "For", "The"))

_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = r"(?:(?:" + "|".join(sorted(DAYS, key=len, reverse=True)) + r")\.?,?\s+)?"

ISO = re.compile(
    r"(?<!\d)(?P<year>(?:1[6-9]|2[01])\d\d)(?P<mark>[-/.])(?P<month>[01]?\d)(?P=mark)(?P<day>[0-3]?\d)(?!\d)"
)
MONTH_FIRST = re.compile(rf"\b{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}\b", re.IGNORECASE)
DAY_FIRST = re.compile(rf"\b{_WEEKDAY}{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b", re.IGNORECASE)
FULL = (ISO, MONTH_FIRST, DAY_FIRST)
MONTH_YEAR = re.compile(rf"\b{_MONTH},?\s+{_YEAR}\b", re.IGNORECASE)
NO_YEAR = re.compile(
    rf"{_WEEKDAY}(?:{_MONTH}\s+{_DAY}|{_DAY.replace('day', 'day2')}\s+{_MONTH.replace('month', 'month2')})\b",
    re.IGNORECASE,
)

COMPACT = re.compile(r"(?P<year>(?:1[6-9]|2[01])\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?:T?\d{4,6}Z?)?")
CRAWL_DATE = re.compile(r"\A\s*date (\d{4}-\d\d-\d\d)(?=\s)")

# What stands before the dash (or the agency's bracket) of a wire report that opens with a place in capitals.
DATELINE = re.compile(
    r"^\s*(?=[A-ZÀ-Þ][A-ZÀ-Þ'’.\-]+)(?P<opening>[^\n]{3,90}?)(?:\s*(?:—|–|--)|\s-\s|\))", re.MULTILINE
)
CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?(?:\s+\(?[A-Z]{2,5}\)?)?,?\s+(?=\S)", re.IGNORECASE)
SINCE = re.compile(r"\b(?:since|from|until|till|by|before|after|between)\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE)
YEAR = re.compile(r"(?<![\d.,$€£-])(?:19|20)\d\d(?![\d%]|[.,]\d|-\d)")
COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\D{0,30}((?:19|20)\d\d)", re.IGNORECASE)

HEAD = 600
"""Characters in which a date line stands, if there is one."""

LINES = 8
"""Lines of the head that may be a date line: headline, byline, agency, places and the like come before it."""

# What may stand beside the date in a date line: such words, times of day, and names (of places, agencies, persons).
ABOUT_DATES = re.compile(
    r"\b(?:(?:first\s+|last\s+)?(?:published|posted|updated|modified|issued|released|dated?|delivered|filed)(?:\s+on|\s+at)?"
    r"|press\s+release|for\s+immediate\s+release|statement|by|at|[ap]\.?m\.?)(?!\w)",
    re.IGNORECASE,
)
UPDATED = re.compile(r"\b(?:updated|modified)\b", re.IGNORECASE)
MOST_NAMES = 6

HALF_A_YEAR = 183


@dataclass(frozen=True, slots=True)
class Dated:
    """A date found in a text: the day (ISO 8601) and the words that say so."""

    day: str
    text: str


def day_of(value: str) -> str | None:
    """The day (ISO 8601) that a date of metadata names, as written there: no time zone is moved; None if none.

    Takes ISO 8601 with or without time, `20250823` and `20250823T101500Z`, RFC 2822, and English dates.
    """
    value = value.strip()
    match = COMPACT.fullmatch(value)
    if match:
        return _day(match)
    for pattern in FULL:
        match = pattern.search(value)
        if match:
            return _day(match)
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def find_date(text: str) -> Dated | None:
    """The date line at the head of a text, or None."""
    crawl = CRAWL_DATE.match(text)
    if crawl and day_of(crawl[1]):
        return Dated(crawl[1], crawl[1])
    head = text[:HEAD]
    return _date_line(head) or _dateline(head, text) or _clock_date(head)


def _date_line(head: str) -> Dated | None:
    """A line that is a date and little else: `Friday, January 4, 2019`, `Published: 23 August 2025 10:15 GMT`."""
    updated = None
    for line in [line for line in head.splitlines() if line.strip()][:LINES]:
        dated = next(_full_dates(line), None)
        if dated and not _is_prose(line.replace(dated.text, " ", 1)):
            if not UPDATED.search(line):
                return dated
            updated = updated or dated
    return updated


def _is_prose(rest: str) -> bool:
    """Whether the rest of a line with a date is more than names and words about dates."""
    words = re.findall(r"[^\W\d_]+", ABOUT_DATES.sub(" ", rest))
    return len(words) > MOST_NAMES or any(word[0].islower() or word in PREPOSITIONS for word in words)


def _dateline(head: str, text: str) -> Dated | None:
    """A wire dateline: `TOKYO, Aug 23 (Reuters) —`, its year perhaps elsewhere in the report."""
    for match in DATELINE.finditer(head):
        full = next(_full_dates(match["opening"]), None)
        if full:
            return full
        short = NO_YEAR.search(match["opening"])
        if short:
            day = _with_year(_month(short), int(short["day"] or short["day2"]), text, match.end())
            return Dated(day, short[0]) if day else None
    return None


def _clock_date(head: str) -> Dated | None:
    """A time of day and a date, as in `14:48 JST, June 26, 2025`."""
    for clock in CLOCK.finditer(head):
        for pattern in FULL:
            match = pattern.match(head, clock.end())
            day = _day(match) if match else None
            if match and day:
                return Dated(day, match[0])
    return None


def _full_dates(text: str) -> Iterator[Dated]:
    """The dates with day, month and year, in the order of the patterns."""
    for pattern in FULL:
        for match in pattern.finditer(text):
            day = _day(match)
            if day:
                yield Dated(day, match[0])


def _with_year(month: int, day: int, text: str, after: int) -> str | None:
    """The day of a dateline without a year, where the rest of the report tells the year; else None.

    A copyright line tells it, else the latest full date, else the latest year told otherwise than with "since" or
    "by"; a date of that year that is told with its month may put the dateline in the year before or after ("KYIV, Dec
    31 — … on January 5, 2026"). If weekdays are told, that day or the day before must be among them, as they are in a
    report of that day.
    """
    mark = COPYRIGHT.search(text)
    if mark:
        date = _date(int(mark[1]), month, day)
        return date.isoformat() if date else None
    years = [
        int(y[0]) for y in YEAR.finditer(text, after) if not SINCE.search(text[max(0, y.start() - 30) : y.start()])
    ]
    if not years:
        return None
    told_days = (datetime.date.fromisoformat(dated.day) for dated in _full_dates(text))
    recent = [date for date in told_days if max(years) - 2 <= date.year <= max(years)]
    known = max(recent, default=None) or max(_months(text, max(years)), default=None)
    around = known.year if known else max(years)
    near = [date for year in range(around - 1, around + 2) if (date := _date(year, month, day))]
    if known:
        date = next((d for d in near if abs((d - known).days) <= HALF_A_YEAR), None)
    else:
        date = next((d for d in near if d.year == max(years)), None)
    told = {number for name, number in DAYS.items() if len(name) > 4 and re.search(rf"\b{name.title()}\b", text)}
    if date and (not told or {date.weekday(), (date.weekday() - 1) % 7} & told):
        return date.isoformat()
    return None


def _months(text: str, year: int) -> Iterator[datetime.date]:
    """The days and months (as their 15th) of one year that a text names."""
    for dated in _full_dates(text):
        date = datetime.date.fromisoformat(dated.day)
        if date.year == year:
            yield date
    for match in MONTH_YEAR.finditer(text):
        if int(match["year"]) == year:
            yield datetime.date(year, _month(match), 15)


def _month(match: re.Match[str]) -> int:
    names = match.groupdict()
    return MONTHS[str(names["month"] or names["month2"]).lower()]


def _day(match: re.Match[str]) -> str | None:
    """The day of a match of year, month and day; None if the calendar has no such day."""
    month = int(match["month"]) if match["month"].isdigit() else MONTHS[match["month"].lower()]
    date = _date(int(match["year"]), month, int(match["day"]))
    return date.isoformat() if date else None


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None

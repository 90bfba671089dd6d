"""The grammar of time expressions: one pattern for each form, in the order in which they are tried."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from re import Match, Pattern

from dateline.time import resolve, words
from dateline.time.resolve import Resolver

# White space inside an expression may wrap a line but never leaves the paragraph.
# Possessive, so that a million blanks cost one pass.
W = r"(?:[ \t\xa0]++(?:\r?\n[ \t]*+)?+|\r?\n[ \t]*+(?!\r?\n))"
DASH = r"\s?[-–—]\s?"


def _any(names: Iterable[str]) -> str:
    longest_first = sorted(names, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(n).replace(r"\ ", W).replace("'", "['’]") for n in longest_first) + ")"


MONTH_NAME = _any([*words.MONTH_NAMES, *(n.upper() for n in words.MONTH_NAMES)])
MONTH = rf"(?:{MONTH_NAME}\b|{_any([*words.MONTH_SHORT, *(n.upper() for n in words.MONTH_SHORT)])}\b\.?)"
WEEKDAY = (
    rf"(?:{_any([*words.WEEKDAY_NAMES, *(n.upper() for n in words.WEEKDAY_NAMES)])}\b|{_any(words.WEEKDAY_SHORT)}\.)"
)
YEAR = r"(?:1\d|20)\d\d(?![\d%]|[.,]\d|[ ]?(?:percent|km|kg)\b)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)"
NUMBER = (
    rf"(?i:[1-9]\d{{0,2}}(?![\d.,])|{_any(words.NUMBERS)}(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?\b)"
)
ORDINAL = rf"(?i:{_any(words.ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
UNIT = r"(?i:week|weekend|fortnight|month|quarter|year|decade|century)"
# "a quarter later" and "three quarters ago" are left to those who count in them
COUNTED = r"(?i:day|week|fortnight|month|year|decade)"
SPAN = r"(?i:week|month|year|decade|century)"
SEASON = rf"(?i:{_any(words.SEASONS)})"
DAYTIME = r"(?i:morning|afternoon|evening|night)"
WHICH = r"(?i:last|next|previous|(?:this|the)\ (?:past|coming)|this|coming)"
OF_YEAR = rf"(?:,?{W}(?:(?i:of|in){W})?(?:(?P<year>{YEAR})|(?P<relative>(?i:last|this|next|the)){W}(?i:year)\b))"
YEAR_FAR = rf"(?:,?{W}(?:of{W})?(?:(?P<year>{YEAR})|(?P<relative>(?i:last|this|next)){W}(?i:year)\b))"
# "March and April 2020", "from 28 May to 3 June 2019": the year of the second is that of the first
YEAR_LATER = (
    rf"(?=(?:,{W}|{W}(?:and|or|to|through|until){W}|{DASH})(?:{DAY}{W})?{MONTH}(?:{W}{DAY})?,?{W}(?P<later>{YEAR}))?"
)
CLOCK = rf"\d{{1,2}}(?::\d\d)?\s?[ap]\.?m\.?(?:{W}[A-Z]{{2,4}}\b)?,?"
EDGE = (
    rf"(?:(?i:(?:very{W})?(?:early|late|mid))(?:-|{W})(?:(?i:on|in|of|last|this)(?={W}(?:the\b|{MONTH}|{WEEKDAY}|\d)){W})?"
    rf"|(?i:beginning|end|start|middle){W}of{W})(?:the{W})?"
)

_NAMED_PREFIX = rf"(?:(?P<weekday>{WEEKDAY}),?{W})?"
_DAY_OF_MONTH = rf"(?P<month>{MONTH}){W}(?P<day>{DAY})(?:{DASH}(?:(?P<month2>{MONTH}){W})?(?P<day2>{DAY}))?"
_MONTH_OF_DAY = rf"(?:the{W})?(?P<day>{DAY})(?:{DASH}(?P<day2>{DAY}))?{W}(?:of{W})?(?P<month>{MONTH})(?P<month2>)"


@dataclass(frozen=True, slots=True)
class Form:
    """One form of expression: its name, its pattern, and how its parts become an interval."""

    name: str
    pattern: Pattern[str]
    resolve: Resolver


def _form(name: str, pattern: str, resolver: Resolver) -> Form:
    return Form(name, re.compile(rf"{pattern}(?!\w|[-.@][a-z])"), resolver)


FORMS: tuple[Form, ...] = (
    _form("iso", r"(?:1\d|20)\d\d-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])", resolve.iso_date),
    _form(
        "week_of",
        rf"(?i:the{W})?(?i:week){W}of{W}{_NAMED_PREFIX}{_DAY_OF_MONTH}{YEAR_FAR}?(?P<later>)",
        resolve.week_of,
    ),
    _form("month_day", rf"{_NAMED_PREFIX}{_DAY_OF_MONTH}(?:{YEAR_FAR}|{YEAR_LATER})", resolve.month_day),
    _form("day_month", rf"{_NAMED_PREFIX}{_MONTH_OF_DAY}(?:{YEAR_FAR}|{YEAR_LATER})", resolve.month_day),
    _form(
        "dated_month",
        rf"(?P<which>)(?P<month>{MONTH})(?:{DASH}(?P<month2>{MONTH}))?{YEAR_FAR}(?P<later>)",
        resolve.named_month,
    ),
    _form(
        "month",
        rf"(?:(?P<which>{WHICH}){W})?(?P<month>{MONTH_NAME})(?:{DASH}(?P<month2>{MONTH_NAME}))?"
        rf"(?P<year>)(?P<relative>){YEAR_LATER}",
        resolve.named_month,
    ),
    _form(
        "years",
        r"(?P<first>(?:1\d|20)\d\d)(?:[-–—](?P<last>(?:1\d|20)\d\d|\d\d)|/(?P<next>\d\d))(?![-–—/.,]?\d)",
        resolve.year_range,
    ),
    _form(
        "decade",
        r"(?:(?i:the)\s['’‘]?(?P<short>[2-9]0)|(?:(?i:the)\s)?(?P<decade>(?:1\d|20)\d0))['’]?s",
        resolve.decade,
    ),
    _form("short_year", r"(?<!\w)['’‘](?P<short>\d\d)(?!['’\d])", resolve.short_year),
    _form("year", rf"(?P<year>{YEAR})", resolve.single_year),
    _form("century", rf"(?:(?i:the){W})?(?P<n>{ORDINAL})(?:-|{W})(?i:century)", resolve.numbered_century),
    _form(
        "weekday",
        rf"(?:(?P<which>{WHICH}){W})?(?P<weekday>{WEEKDAY})(?:(?:{W}(?:of|in))?{W}(?P<relative>(?i:last|next|this)){W}(?i:week)\b)?"
        rf"(?:{W}{DAYTIME}\b)?",
        resolve.weekday,
    ),
    _form(
        "near_day",
        rf"(?:(?i:the){W})?(?:(?i:day){W}(?P<side>(?i:before|after)){W})?(?P<word>(?i:tomorrow|yesterday))(?:{W}{DAYTIME}\b)?",
        resolve.near_day,
    ),
    _form(
        "near_time",
        rf"(?P<word>(?i:today|tonight|overnight|last{W}night|this{W}(?:morning|afternoon|evening)))(?P<side>)",
        resolve.near_day,
    ),
    _form(
        "part_of_year",
        rf"(?:(?i:the|this|its){W})?(?:(?P<n>{ORDINAL})(?:-|{W})(?:fiscal{W})?(?P<part>(?i:quarter|half))|Q(?P<q>[1-4]))\b{OF_YEAR}",
        resolve.part_of_year,
    ),
    _form(
        "quarter",
        rf"(?:(?i:the){W})?(?:(?P<n>{ORDINAL})(?:-|{W})(?P<part>(?i:quarter))|Q(?P<q>[1-4]))(?P<year>)(?P<relative>)",
        resolve.part_of_year,
    ),
    _form(
        "season_of_year",
        rf"(?:(?i:the){W})?(?P<season>{SEASON})\b{YEAR_FAR}(?P<which>)",
        resolve.season,
    ),
    _form(
        "season",
        rf"(?:(?P<which>(?i:last|next|this{W}past|this{W}coming|this)){W}|(?<=\b[IiBb][ny]\s)|(?i:the){W})"
        rf"(?P<season>{SEASON})(?P<year>)(?P<relative>)(?!{W}of\b)",
        resolve.season,
    ),
    _form(
        "holiday",
        rf"(?:(?P<which>{WHICH}){W})?(?P<holiday>{_any(words.HOLIDAY_NAMES)})\b(?:{YEAR_FAR}|(?P<none>))",
        resolve.holiday,
    ),
    _form(
        "stretch",
        rf"(?:(?i:the|this){W})?(?P<way>(?i:past|last|next|coming)){W}(?P<n>{NUMBER}){W}"
        rf"(?P<unit>(?i:hour|day|week|month|year|decade))s?(?!{W}of\b)",
        resolve.stretch,
    ),
    _form(
        "stretch_of_one",
        rf"(?i:the|this){W}(?:(?P<way>(?i:past)|(?<=\bthe\s)(?i:last))|(?<=\b(?i:in)\sthe\s)(?P<way2>(?i:next|coming))){W}"
        rf"(?P<unit>(?i:week|month|year|decade))(?P<n>)(?!{W}of\b)",
        resolve.stretch,
    ),
    _form(
        "that_unit",
        rf"(?:(?i:earlier|later){W})?(?P<which>(?i:that(?:{W}same)?|the{W}(?:same|following|next|previous))){W}"
        rf"(?P<unit>(?i:day|week|month|year|{DAYTIME}))",
        resolve.that_unit,
    ),
    _form(
        "unit_beside",
        rf"(?i:the{W}(?P<unit>day|week|month|year){W}(?P<side>after|before))(?={W}?[.,;:!?”\"']|\Z)",
        resolve.unit_beside,
    ),
    _form(
        "near_unit",
        rf"(?:(?P<part>(?i:earlier|later)){W})?(?:(?i:the){W})?(?P<which>{WHICH}){W}"
        rf"(?:(?i:same|fiscal|calendar|academic){W})?(?P<unit>{UNIT})",
        resolve.near_unit,
    ),
    _form("weekend", rf"(?i:the){W}(?P<unit>(?i:weekend))(?P<which>)(?P<part>)", resolve.near_unit),
    _form(
        "end_of",
        rf"(?i:the{W})?(?i:end|start|beginning|middle){W}of{W}the{W}(?P<unit>{SPAN})(?P<which>)(?P<part>)",
        resolve.near_unit,
    ),
    _form(
        "earlier_in",
        rf"(?P<part>(?i:earlier|later)){W}in{W}the{W}(?P<unit>{SPAN})(?P<which>)",
        resolve.near_unit,
    ),
    _form(
        "ago",
        rf"(?P<n>{NUMBER}){W}(?P<unit>{COUNTED})s?{W}(?P<way>(?i:ago|from{W}(?:now|today)))",
        resolve.ago,
    ),
    _form("shifted", rf"(?P<n>{NUMBER}){W}(?P<unit>{COUNTED})s?{W}(?P<way>(?i:earlier|later))", resolve.shifted),
)
_BY_NAME = {form.name: form for form in FORMS}
_ANY_FORM = re.compile(
    r"(?<![\w$€£¥/#@-])(?<!\d[,.:])(?<!\bwww\.)(?:(?<=\b)(?:mid|post|pre|late|early)-)?"
    + f"(?:{CLOCK}{W}(?={WEEKDAY})|{EDGE})?"
    + "(?:"
    + "|".join(f"(?P<{form.name}>{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', form.pattern.pattern)})" for form in FORMS)
    + ")"
)
# Another day of the same month: "April 24 and 25".
_MORE_DAYS = re.compile(rf"(?:,{W}|,?{W}and{W})(?P<day>{DAY})(?=[.,;:)]|$|{W}(?:in|at|for|to|with|on|when|the)\b)")


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression found in the text: its form, its parts, and where it stands, "early" and "late" included."""

    form: Form
    parts: Match[str]
    start: int
    end: int


def expressions(text: str) -> Iterator[Expression]:
    """All that has a form of the grammar, left to right, without overlap; the same text may still be no time."""
    for match in _ANY_FORM.finditer(text):
        form = _BY_NAME[match.lastgroup or ""]
        parts = form.pattern.match(text, match.start(form.name))
        if parts is not None:
            yield Expression(form, parts, match.start(), match.end())


def more_days(text: str, at: int) -> Iterator[tuple[int, int, int]]:
    """Further days that share the month of the date ending at an offset: (number, start, end)."""
    match = _MORE_DAYS.match(text, at)
    while match is not None:
        yield words.number(match["day"]), match.start("day"), match.end("day")
        match = _MORE_DAYS.match(text, match.end())

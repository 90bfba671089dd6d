"""Records in words: dates, numbers, countries, and text made safe to show."""

from __future__ import annotations

import datetime
import re
from functools import cache

import pycountry
from babel import Locale

from dateline.records import Actor, Figure, When

ENGLISH = Locale("en")

# Controls that a terminal obeys, and marks that turn the order of characters around: a hostile report could hide with
# them what it says. One character for one, so that offsets hold. Tabs and line ends stay, and so do the
# left-to-right and right-to-left marks, which Hebrew and Arabic names need.
HOSTILE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]")
SHOWN_INSTEAD = "\ufffd"

MAGNITUDES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
COUNTED = (None, "count", "persons")
"""Units of things that are counted: "40 miners" needs no more."""
QUALIFIERS = {"about": "about ", "at-least": "at least ", "at-most": "at most "}


def visible(text: str) -> str:
    """The text with characters that would act instead of being seen replaced, at the same length."""
    return HOSTILE.sub(SHOWN_INSTEAD, text)


def one_line(text: str) -> str:
    """The text, fit to be seen, with all white space made single spaces."""
    return " ".join(visible(text).split())


@cache
def country_name(code: str) -> str:
    """The English name of an ISO 3166-1 alpha-3 country; the code itself where there is none."""
    country = pycountry.countries.get(alpha_3=code)
    if country is None:
        return code
    return str(ENGLISH.territories.get(country.alpha_2, country.name))


def actor_name(actor: Actor) -> str:
    """The actor's name, with its country where the name does not tell it: `Wanja Odera (Kenya)`."""
    name = one_line(actor.name)
    country = country_name(actor.country) if actor.country else ""
    if not country or actor.kind == "country" or country in name:
        return name
    return f"{name} ({country})"


def joined(names: list[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def date_in_words(day: str) -> str:
    """`Sat 23 Aug 2025`."""
    date = datetime.date.fromisoformat(day)
    return f"{date:%a} {date.day} {date:%b %Y}"


def when_in_words(when: When | None) -> str:
    """A day, a month, a quarter, a year or a range of days in words; empty if no time is told."""
    if when is None:
        return ""
    start, end = datetime.date.fromisoformat(when.start), datetime.date.fromisoformat(when.end)
    if start == end:
        return date_in_words(when.start)
    whole_months = start.day == 1 and (end + datetime.timedelta(days=1)).day == 1
    if whole_months and (start.month, end.month) == (1, 12):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    if whole_months and (start.year, start.month) == (end.year, end.month):
        return f"{start:%b %Y}"
    if whole_months:
        return f"{start:%b %Y} – {end:%b %Y}" if start.year != end.year else f"{start:%b} – {end:%b %Y}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end.day} {end:%b %Y}"
    first = f"{start.day} {start:%b}" if start.year == end.year else f"{start.day} {start:%b %Y}"
    return f"{first} – {end.day} {end:%b %Y}"


def number_in_words(value: float) -> str:
    """`80,000`, `350 billion`, `2.5`."""
    for magnitude, name in MAGNITUDES:
        if abs(value) >= magnitude:
            return f"{value / magnitude:,.3f}".rstrip("0").rstrip(".") + f" {name}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def figure_in_words(figure: Figure, told: str) -> str:
    """The number with its unit; `told` is what the report says, for a number that is only told in words."""
    if figure.value is None:
        return one_line(told)
    number = number_in_words(figure.value)
    if figure.upper is not None:
        number = f"{number} to {number_in_words(figure.upper)}"
    number = QUALIFIERS.get(figure.qualifier, "") + number
    return number if figure.unit in COUNTED else f"{number} {figure.unit}"

"""What templates say: codes, dates and numbers in real words. All text from reports passes through `visible`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Final
from urllib.parse import quote, urlsplit

from dateline.analyse.parties import name_of
from dateline.ontology import QUADS, SECTORS
from dateline.render import words as told
from dateline.render.story import acts

# Codes of bases that are no countries, as PLOVER has them.
BODIES: Final = {
    "EUR": "European Union",
    "UNO": "United Nations",
    "IGO": "international bodies",
    "NGO": "aid and rights groups",
    "MNC": "multinational companies",
    "IMG": "armed groups across borders",
    "ISM": "religious movements",
}


def shown(text: object) -> str:
    """Text from a report, fit to be seen: controls and bidi overrides replaced."""
    return told.one_line(str(text)) if text is not None else ""


@cache
def place_name(code: str) -> str:
    """The name of a country or body by its code."""
    name = BODIES.get(code) or told.country_name(code)
    # Kosovo has a code that ISO leaves to users.
    return name if name != code else name_of(code)


def day(value: date | datetime | str | None) -> str:
    """A day in words: `14 March 2026`."""
    if value is None:
        return "undated"
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    return f"{value.day} {value:%B %Y}"


def deed(type: str, mode: str | None = None) -> str:
    """What a type of event, or a mode of it, is called: `met or talked`."""
    known = acts()
    return known.get(f"{type} {mode}", known.get(type, {"past": type.lower()}))["past"]


def quad(number: int) -> str:
    """The name of a quad class."""
    return QUADS[number]


def sector(code: str | None) -> str:
    """The name of a sector."""
    return SECTORS.get(code or "", code or "")


def number(value: float | None) -> str:
    """A number for reading: `1,250`, `2.5`."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0").rstrip(".")


def safe_url(url: str | None) -> str | None:
    """An address that may be linked: http and https only, since feeds may bring `javascript:`."""
    try:
        scheme = urlsplit(url or "").scheme
    except ValueError:
        return None
    return url if scheme.lower() in ("http", "https") else None


def segment(value: object) -> str:
    """A value as one part of an address."""
    return quote(str(value), safe="")


FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "shown": shown,
    "place_name": place_name,
    "day": day,
    "deed": deed,
    "quad": quad,
    "sector": sector,
    "number": number,
    "safe_url": safe_url,
    "segment": segment,
}

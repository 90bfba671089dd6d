"""Whom a question names: a state or body by code or name, else an actor by the name that reports give."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import pycountry
from babel import Locale

from dateline.actors.lexicon import rows
from dateline.errors import UsageError

BASES: Final = ("EUR", "UNO", "IGO", "NGO", "ISM", "MNC", "IMG")
"""PLOVER's codes for actors without a state; the coding manual's `base`."""


@dataclass(frozen=True, slots=True)
class Party:
    """A state or body with its `code`; or an actor that only has a name, and no code."""

    name: str
    code: str | None = None

    @classmethod
    def of(cls, text: str) -> Party:
        """Whom a text names: a country's or body's name or code ("Japan", "jpn", "UNO"), else a name as it stands."""
        code = code_of(text)
        return cls(name_of(code), code) if code else cls(text.strip())


def code_of(text: str) -> str | None:
    """The code of a country's or body's name or code, or None if it is neither."""
    return _codes().get(_folded(text))


def code_or_error(text: str) -> str:
    """Like `code_of`; raises `UsageError` for what is neither."""
    code = code_of(text)
    if code is None:
        raise UsageError(
            f"{text!r} is no country; write an ISO code (JPN), a usual English name, or {', '.join(BASES)}"
        )
    return code


def name_of(code: str) -> str:
    """A state's usual English name, or the code itself for a body."""
    if code in _names():
        return _names()[code]
    country = pycountry.countries.get(alpha_3=code)
    return str(country.name) if country else code


@cache
def _names() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("states")}


@cache
def _codes() -> dict[str, str]:
    english = Locale("en").territories
    found: dict[str, str] = {}
    for country in pycountry.countries:
        names = [country.alpha_3, country.alpha_2, country.name, english.get(country.alpha_2, "")]
        names += [getattr(country, "common_name", ""), getattr(country, "official_name", "")]
        found.update({_folded(name): country.alpha_3 for name in names if name})
    # The gazetteer's own names are those of English-language news ("Ivory Coast", "Kosovo"); they go first.
    for iso3, name, *further in rows("states"):
        names = [iso3, name, *(further[0].split("|") if further else [])]
        found.update({_folded(name): iso3 for name in names if name})
    found.update({base.lower(): base for base in BASES})
    return found


def _folded(name: str) -> str:
    return name.strip().casefold().replace("’", "'").removeprefix("the ")

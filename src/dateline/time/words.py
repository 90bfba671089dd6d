"""The words of time expressions, from `words.toml`."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any, Literal

Relation = Literal["at", "since", "until", "before", "after", "by"]

_WORDS: dict[str, Any] = tomllib.loads((files("dateline.time") / "words.toml").read_text(encoding="utf-8"))


def _numbered(table: dict[str, list[str]], first: int) -> dict[str, int]:
    return {
        name.lower(): number for number, (full, short) in enumerate(table.items(), first) for name in (full, *short)
    }


MONTH_NAMES: list[str] = list(_WORDS["months"])
MONTH_SHORT: list[str] = [name for short in _WORDS["months"].values() for name in short]
MONTHS = _numbered(_WORDS["months"], 1)
WEEKDAY_NAMES: list[str] = list(_WORDS["weekdays"])
WEEKDAY_SHORT: list[str] = [name for short in _WORDS["weekdays"].values() for name in short]
WEEKDAYS = _numbered(_WORDS["weekdays"], 0)

NUMBERS: dict[str, int] = _WORDS["numbers"]
ORDINALS: dict[str, int] = _WORDS["ordinals"]
SEASONS: dict[str, int] = _WORDS["seasons"]
FIXED_HOLIDAYS: dict[str, list[int]] = {k.lower(): v for k, v in _WORDS["fixed_holidays"].items()}
COUNTED_HOLIDAYS: dict[str, list[int]] = {k.lower(): v for k, v in _WORDS["counted_holidays"].items()}
EASTER_HOLIDAYS: dict[str, int] = {k.lower(): v for k, v in _WORDS["easter_holidays"].items()}
HOLIDAY_NAMES: list[str] = [
    *_WORDS["fixed_holidays"],
    *_WORDS["counted_holidays"],
    *_WORDS["easter_holidays"],
]
RELATIONS: dict[str, Relation] = _WORDS["relations"]

FUTURE_AUXILIARIES = frozenset(_WORDS["tense"]["future_auxiliaries"])
SCHEDULED = frozenset(_WORDS["tense"]["scheduled"])
LEADING = frozenset(_WORDS["tense"]["leading"])
OCCASIONS = frozenset(_WORDS["tense"]["occasions"])
EXTENDING = frozenset(_WORDS["tense"]["extending"])
PAST_WHEN_NEGATED = frozenset(_WORDS["tense"]["past_when_negated"])
SAYING = frozenset(_WORDS["tense"]["saying"])

BEFORE_WEEKDAY = frozenset(_WORDS["names"]["before_weekday"])
AFTER_WEEKDAY = frozenset(_WORDS["names"]["after_weekday"])
BEFORE_NUMBER = frozenset(_WORDS["names"]["before_year"])
BEFORE_YEAR = frozenset(_WORDS["names"]["before_known_year"])
AFTER_CLOCK = frozenset(_WORDS["names"]["after_clock"])
SETS = frozenset(_WORDS["names"]["sets"])
VAGUE = frozenset(_WORDS["names"]["vague"])


def number(text: str) -> int:
    """The value of a number word, an ordinal or digits; raises ValueError for anything else."""
    lower = text.lower()
    if lower in NUMBERS:
        return NUMBERS[lower]
    if lower in ORDINALS:
        return ORDINALS[lower]
    tens, _, ones = lower.replace(" ", "-").partition("-")
    if ones in NUMBERS and tens in NUMBERS:
        return NUMBERS[tens] + NUMBERS[ones]
    return int(lower.rstrip("stndrh"))

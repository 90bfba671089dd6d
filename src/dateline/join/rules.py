"""The rules of joining as data: `rules.toml` for acts told twice, `outcomes.toml` for what became of plans."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Any

Pair = frozenset[str]


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


_RULES = _load("rules.toml")

POINTS: Mapping[str, float] = MappingProxyType(_RULES["points"])
"""What each kind of evidence counts, for (+) or against (-) one act."""

COMMON: Mapping[str, float] = MappingProxyType(_RULES["common"])
"""How much evidence a type asks for before anything speaks for one act: the more often states do it, the more."""

ALIKE: Mapping[Pair, float] = MappingProxyType(
    {frozenset(pair.split()): cost for pair, cost in _RULES["types"].items()}
)
"""Pairs of types under which reports, or the coder, tell one act, and what the difference costs."""

MODES: frozenset[Pair] = frozenset(frozenset(pair.split()) for pair in _RULES["modes"]["alike"])
"""Pairs of modes of one type that tell one act."""

MUTUAL: frozenset[str] = frozenset(_RULES["mutual"])
"""Types whose sides are one: whom the text names first is chance."""

VAGUE_BASES: frozenset[str] = frozenset(_RULES["vague_bases"])
"""Bases that many bodies share, so that a body's name must tell it apart."""

STATE: frozenset[str] = frozenset(_RULES["state_sectors"])
"""Sectors that act for a state."""

STATUSES: Mapping[str, str] = MappingProxyType(_RULES["statuses"])
"""Status -> the group of statuses under which two reports can tell one act."""

STOP: frozenset[str] = frozenset(_RULES["words"]["stop"].split())
"""Words that say nothing of which act it is."""

AGAIN: frozenset[str] = frozenset(_RULES["words"]["again"].split())
"""Words that tell an act as one more of its kind."""

SAME: tuple[str, ...] = tuple(_RULES["words"]["same"])
"""Words of one meaning, a group a line."""


@dataclass(frozen=True, slots=True)
class Follows:
    """Which later act says what became of a plan, promise or threat.

    `plan` and `act` are (type, statuses, modes; none given: any). `days` is how long after the plan's day or report
    the act may come; `sides` how the participants must agree; `words` the least likeness of words, 0 to 1, unless
    both tell the same dyad and it is not asked `always`; `points` count for or against the rule.
    """

    name: str
    outcome: str
    plan_types: frozenset[str]
    plan_status: frozenset[str]
    plan_modes: frozenset[str]
    plan_about: str | None
    act_types: frozenset[str]
    act_status: frozenset[str]
    act_modes: frozenset[str]
    days: int
    sides: str
    time: str
    words: float
    always: bool
    points: float
    because: str


def _follows(row: dict[str, Any]) -> Follows:
    def listed(name: str) -> frozenset[str]:
        return frozenset(row.get(name, "").split())

    return Follows(
        name=row["name"],
        outcome=row["outcome"],
        plan_types=listed("plan"),
        plan_status=listed("plan_status"),
        plan_modes=listed("plan_modes"),
        plan_about=row.get("plan_about"),
        act_types=listed("act"),
        act_status=listed("act_status"),
        act_modes=listed("act_modes"),
        days=row["days"],
        sides=row["sides"],
        time=row.get("time", "after"),
        words=row.get("words", 0.0),
        always=row.get("always", False),
        points=row.get("points", 0.0),
        because=row["because"],
    )


_OUTCOMES = _load("outcomes.toml")
FOLLOWS: tuple[Follows, ...] = tuple(_follows(row) for row in _OUTCOMES["follows"])
"""All rules of outcomes, in the order in which they win a tie."""

ABOUT: Mapping[str, str] = MappingProxyType(_OUTCOMES["about"])
"""Words that tell what a promise is about."""

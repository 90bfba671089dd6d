"""PLOVER's types and modes, their scores and quads, and its rule for acts that have not happened yet."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from dateline.errors import UsageError


@dataclass(frozen=True, slots=True)
class Mode:
    """How an act of a type was done: its PLOVER score, and the CAMEO code that stands for it."""

    name: str
    score: float
    cameo: str


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER type: quad 1 to 4, what it means, its score and CAMEO code without a mode, and its modes by name.

    `future` is the type into which PLOVER folds a planned act of this type, or None where it has no such rule.
    """

    name: str
    quad: int
    meaning: str
    score: float
    cameo: str
    future: str | None
    modes: Mapping[str, Mode]


def _event_type(name: str, row: dict[str, Any]) -> EventType:
    modes = {mode: Mode(mode, told["score"], told["cameo"]) for mode, told in row.get("modes", {}).items()}
    return EventType(
        name=name,
        quad=row["quad"],
        meaning=row["meaning"],
        score=row["score"],
        cameo=row["cameo"],
        future=row.get("future"),
        modes=MappingProxyType(modes),
    )


_DATA = tomllib.loads(files(__package__).joinpath("plover.toml").read_text(encoding="utf-8"))

TYPES: Mapping[str, EventType] = MappingProxyType(
    {name: _event_type(name, row) for name, row in _DATA["types"].items()}
)
"""The 16 types by name, from verbal cooperation to material conflict."""

QUADS: Mapping[int, str] = MappingProxyType(dict(enumerate(_DATA["quads"], start=1)))
"""The plain names of quads 1 to 4."""

CONTEXTS: tuple[str, ...] = tuple(_DATA["contexts"])
"""The 37 contexts; an event may have several."""

SECTORS: Mapping[str, str] = MappingProxyType(_DATA["sectors"])
"""The plain names of the actor sectors by their code."""


def _type(name: str) -> EventType:
    try:
        return TYPES[name]
    except KeyError:
        raise UsageError(f"PLOVER has no type {name!r}") from None


def _mode(type: str, mode: str) -> Mode:
    try:
        return _type(type).modes[mode]
    except KeyError:
        raise UsageError(f"PLOVER's {type} has no mode {mode!r}") from None


def quad_of(type: str) -> int:
    """The quad, 1 to 4, of a type; raises `UsageError` for an unknown one."""
    return _type(type).quad


def is_mode(type: str, mode: str) -> bool:
    """Whether a mode belongs to a type: several names belong to more than one type, with another sense in each."""
    return type in TYPES and mode in TYPES[type].modes


def score_of(type: str, mode: str | None = None) -> float:
    """PLOVER's score, -10 (conflict) to +10 (cooperation); raises `UsageError` for an unknown type or mode."""
    return _type(type).score if mode is None else _mode(type, mode).score


def fold_future(type: str, status: str) -> str | None:
    """The type that an act has in PLOVER's own terms, or None where PLOVER's rules leave the act out.

    What happened keeps its type. A planned act folds where PLOVER has a rule for it (a visit to come is AGREE). Other
    planned acts, and possible and denied ones, are no events of PLOVER, ICEWS or GDELT.
    """
    told = _type(type)
    if status == "happened":
        return type
    return told.future if status == "planned" else None


def cameo_of(type: str, mode: str | None = None) -> str:
    """The one CAMEO code that stands for a type and mode; raises `UsageError` for an unknown type or mode."""
    return _type(type).cameo if mode is None else _mode(type, mode).cameo

"""Correlates of War state numbers, by which most data sets on wars, alliances and trade are joined."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType


def _read() -> Mapping[str, int]:
    lines = files(__package__).joinpath("cow.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return MappingProxyType({iso3: int(number) for iso3, number in rows})


COW: Mapping[str, int] = _read()
"""The Correlates of War number of each state by its ISO 3166-1 alpha-3 code; states outside that list have none."""


def cow_of(code: str | None) -> int | None:
    """A state's Correlates of War number, or None for what is no member of its list (bodies, Hong Kong, Palestine)."""
    return COW.get(code or "")

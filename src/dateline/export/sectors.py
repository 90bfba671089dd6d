"""PLOVER's sectors and bases in the terms of ICEWS and CAMEO, both ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from dateline.export.countries import countries
from dateline.export.tables import read_rows

ARMED = frozenset({"REB", "UAF"})
"""Whoever has one of these sectors and a state's code comes from that land and does not act for it: `base`."""


@dataclass(frozen=True, slots=True)
class Base:
    """Where a GDELT actor without a state is told from, and the sector that ICEWS gives it."""

    country: str
    group: str
    type: str
    icews: str


@cache
def bases() -> Mapping[str, Base]:
    """Bases that are no states, by PLOVER's code."""
    return {base: Base(*columns) for base, *columns in read_rows("bases.tsv")}


@cache
def _rows() -> list[list[str]]:
    return list(read_rows("sectors.tsv"))


@cache
def _cameo() -> Mapping[str, str]:
    """A sector's role code: that of its first row that has one."""
    return {sector: cameo for sector, cameo, icews in reversed(_rows()) if cameo}


@cache
def _icews() -> Mapping[str, str]:
    return {sector: icews for sector, cameo, icews in reversed(_rows()) if cameo}


def cameo_role(sector: str | None) -> str:
    """CAMEO's role code of a sector; empty for none."""
    return _cameo().get(sector or "", "")


def sector_of_role(role: str) -> str | None:
    """PLOVER's sector of a CAMEO role code: the one that is written so, else the first that is read so."""
    return _roles().get(role)


@cache
def _roles() -> Mapping[str, str]:
    read = {cameo: sector for sector, cameo, _ in reversed(_rows()) if cameo}
    same = {sector: sector for sector, cameo in _cameo().items() if sector == cameo}
    return {**read, **same}


def icews_sectors(sector: str | None, base: str | None) -> str:
    """ICEWS's sectors, separated by commas."""
    body = bases().get(base or "")
    told = [_icews().get(sector or "", ""), body.icews if body else ""]
    return ",".join(filter(None, told))


def sector_of_icews(sectors: Iterable[str]) -> str | None:
    """PLOVER's sector of an ICEWS actor; None where none of its sectors says."""
    told = set(sectors)
    return next((sector for sector, _, icews in _rows() if icews.split(",")[0] in told), None)


def base_of_icews(sectors: Iterable[str], name: str) -> str | None:
    """PLOVER's base of an ICEWS actor without a country."""
    told = set(sectors)
    if bases()["IGO"].icews in told:
        if name.startswith("United Nations"):
            return "UNO"
        return "EUR" if name.startswith("European") else "IGO"
    return next((base for base, row in bases().items() if row.icews in told), None)


def country_and_base(code: str | None, sector: str | None) -> tuple[str | None, str | None]:
    """What a code that may be a state or a base says of an actor: its `country` and its `base`."""
    if not code:
        return None, None
    if code in countries() and sector not in ARMED:
        return code, None
    return (None, code) if code in countries() or code in bases() else (None, None)

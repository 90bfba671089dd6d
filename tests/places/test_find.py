"""Places: what is found, and which of several namesakes is meant."""

import pytest

from dateline.language import Engine
from dateline.places import PlaceMention, find_places
from dateline.places.gazetteer import cities, countries, regions


def places(engine: Engine, text: str) -> list[PlaceMention]:
    return find_places(engine.parse(text))


RESOLVED = [
    ("Officials met in Nairobi on Monday.", "Nairobi", "KEN", "city"),
    ("Rebels seized Goma, eastern Congo, at dawn.", "Goma", "COD", "city"),
    ("The factory opened in Paris, Texas, last week.", "Paris", "USA", "city"),
    ("The ministers gathered in Paris for talks.", "Paris", "FRA", "city"),
    ("The court sits in Geneva.", "Geneva", "CHE", "city"),
    ("Lawmakers in Washington passed the bill.", "Washington", "USA", "city"),
    ("Floods hit Kansas and Georgia.", "Georgia", "USA", "province"),
    ("Troops left Georgia and Armenia.", "Georgia", "GEO", "country"),
    ("The ship sank in the Black Sea.", "Black Sea", None, "region"),
    ("Drought spread across the Horn of Africa.", "Horn of Africa", None, "region"),
    ("The minister flew to Peru.", "Peru", "PER", "country"),
    ("Aid reached the Democratic Republic of the Congo.", "Democratic Republic of the Congo", "COD", "country"),
    ("Shelling went on in southern Lebanon.", "Lebanon", "LBN", "country"),
]


@pytest.mark.parametrize(("text", "name", "country", "precision"), RESOLVED)
def test_resolved(engine: Engine, text: str, name: str, country: str | None, precision: str) -> None:
    found = {m.where.name: (m.where.country, m.where.precision) for m in places(engine, text)}
    assert found.get(name) == (country, precision)


def test_the_reports_other_countries_decide(engine: Engine) -> None:
    told = places(engine, "Cuba sent a protest. The police in Santiago arrested nine people. Cuba denied it.")
    (town,) = [m for m in told if m.where.name == "Santiago"]
    assert town.where.country in ("CHL", "CUB")
    (alone,) = [
        m for m in places(engine, "The police in Valencia, Venezuela, arrested nine.") if m.where.name == "Valencia"
    ]
    assert alone.where.country == "VEN"


def test_a_district_is_told_by_its_word(engine: Engine) -> None:
    (place,) = places(engine, "Gunmen fired at a bus in Kalat district.")
    assert (place.where.name, place.where.precision, place.where.country) == ("Kalat district", "district", "PAK")


def test_unknown_place_keeps_its_name(engine: Engine) -> None:
    (place,) = places(engine, "The convoy stopped near Umzimbala.")
    assert (place.where.name, place.where.lat, place.where.geonames) == ("Umzimbala", None, None)


def test_a_countrys_point_is_its_capitals() -> None:
    (nairobi,) = cities("nairobi")
    kenya = countries()["kenya"]
    assert (kenya.lat, kenya.lon) == (nairobi.lat, nairobi.lon)


def test_every_region_has_a_point() -> None:
    for region in regions().values():
        assert -90 <= (region.lat or 0) <= 90
        assert -180 <= (region.lon or 0) <= 180
        assert (region.lat, region.lon) != (None, None)

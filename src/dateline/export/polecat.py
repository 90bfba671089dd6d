"""POLECAT: 40 columns, tabs, header row; one row for each event, its actors and recipients joined by `;`.

- Acts are told in PLOVER's terms first (`terms.act_of`); possible, denied and other planned acts are left out.
- Who took part are lists, as PLOVER has them: the n-th name, country, COW number, sector and title belong together.
- Countries are ISO3; bodies and armed groups have their base in the country's place, as PLOVER writes it.
- Quad Code is in words, contexts are joined by `|`, what is not known is `None`.
- Event ID is the report's id and the event's, joined by `_`. Publication Date is the report's day.
- City, District and Province hold the place by its precision. We know no Wikipedia ids; Story People, Organizations and
  Locations stay `None`: they are of the story, not of the event.

Read back: headers are found by name (`Event Intensity` is Intensity), in whatever order; countries by English name too.
An event's report is what stands before the first `_` of its id.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.errors import InputError
from dateline.export.coded import Coded, Interval, Party, Place, Story
from dateline.export.countries import iso3_of_name
from dateline.export.output import Options
from dateline.export.sectors import bases, country_and_base
from dateline.export.tabs import (
    MISSING,
    MOST_IDS,
    Row,
    TabFormat,
    day_of,
    degrees,
    number_of,
    problems_of,
    whole,
    written,
)
from dateline.export.terms import act_of
from dateline.ontology import CONTEXTS, QUADS, SECTORS, TYPES, is_mode, quad_of, score_of
from dateline.ontology.cow import cow_of
from dateline.version import VERSION

PARTY = ("{} Name", "{} Country", "{} COW", "Primary {} Sector", "{} Sectors", "{} Title", "{} Name Raw",
         "Wikipedia {} ID")  # fmt: skip
COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *(column.format(role) for role in ("Actor", "Recipient") for column in PARTY),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename"),
    *("Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations"),
    *("Language", "Version"),
)
LEVELS = {"address": "City", "city": "City", "district": "District", "province": "Province"}
# GeoNames' feature codes of places by precision.
FEATURES = {"city": "PPL", "address": "PPL", "district": "ADM2", "province": "ADM1", "country": "PCLI", "region": "RGN"}
JOINT, NONE = ";", "None"


def _rows(coded: Coded, options: Options) -> Iterator[list[str]]:
    act = act_of(coded)
    place = coded.place or Place("")
    towns = [
        place.name if LEVELS.get(place.precision or "") == level else "" for level in ("City", "District", "Province")
    ]
    yield [
        f"{coded.story.id.replace('_', '-')}_{coded.id}",
        str(act.day),
        act.type,
        act.mode or "",
        written(score_of(act.type, act.mode)),
        QUADS[quad_of(act.type)].upper(),
        "|".join(coded.contexts),
        *_parties(coded.actors),
        *_parties(coded.recipients),
        place.name,
        *towns,
        place.country or "",
        written(place.lat),
        written(place.lon),
        str(place.geonames or ""),
        place.name,
        FEATURES.get(place.precision or "", ""),
        coded.story.source or "",
        str(coded.story.date or ""),
        *("", "", ""),
        coded.story.language or "",
        f"dateline-{VERSION}",
    ]


def _parties(parties: tuple[Party, ...]) -> list[str]:
    """The eight columns of actors or recipients."""
    names = _joined(party.name for party in parties)
    sectors = _joined(party.sector for party in parties)
    return [
        names,
        _joined(party.code for party in parties),
        _joined(str(cow_of(party.code) or "") for party in parties),
        sectors,
        sectors,
        _joined(party.office for party in parties),
        names,
        "",
    ]


def _joined(values: Iterator[str | None]) -> str:
    told = [(value or NONE).replace(JOINT, ",") for value in values]
    return JOINT.join(told) if any(value != NONE for value in told) else ""


def _coded(row: Row) -> Coded:
    type, mode = row["Event Type"].upper(), row["Event Mode"].lower() or None
    if type not in TYPES:
        raise InputError(f"PLOVER has no type {row['Event Type']!r}")
    day = day_of(row["Event Date"])
    published = row["Publication Date"]
    contexts = {context.strip().lower() for context in row["Contexts"].replace(JOINT, "|").split("|")}
    return Coded(
        id=row["Event ID"],
        story=Story(
            row["Event ID"].partition("_")[0],
            day_of(published) if published else day,
            source=row["Source"] or None,
            language=row["Language"] or None,
        ),
        type=type,
        # Files of 2023 still have modes that PLOVER has since retired.
        mode=mode if mode and is_mode(type, mode) else None,
        contexts=tuple(context for context in CONTEXTS if context in contexts),
        actors=_read_parties(row, "Actor"),
        recipients=_read_parties(row, "Recipient"),
        when=Interval(day, day),
        place=_place(row),
        origin="polecat",
    )


def _read_parties(row: Row, role: str) -> tuple[Party, ...]:
    columns = [row[f"{role} Name"] or row[f"{role} Name Raw"], row[f"{role} Country"], row[f"Primary {role} Sector"],
               row[f"{role} Title"]]  # fmt: skip
    names, *others = (column.split(JOINT) for column in columns)
    told = []
    for number, name in enumerate(names):
        country, sector, office = (_field(column, number) for column in others)
        code = iso3_of_name(country) or (country if country in bases() else None)
        if not (name.strip() or code):
            continue
        sector = sector if sector in SECTORS else ""
        state, base = country_and_base(code, sector)
        label = name.strip() if name.strip() not in MISSING else code
        told.append(
            Party(label or "unknown", country=state, base=base, sector=sector or None, office=office or None)
        )  # fmt: skip
    return tuple(told)


def _field(column: list[str], number: int) -> str:
    value = column[number].strip() if number < len(column) else ""
    return "" if value in MISSING else value


def _place(row: Row) -> Place | None:
    name = row["Placename"] or row["City"] or row["District"] or row["Province"] or row["Country"]
    if not name:
        return None
    lat, lon = degrees(row, "Latitude", "Longitude")
    geonames = whole(number_of(row["GeoNames ID"]), MOST_IDS) or None
    level = next((level for level in ("City", "District", "Province") if row[level]), None)
    feature = row["Feature Type"]
    precision = level.lower() if level else {"PCLI": "country", "RGN": "region"}.get(feature)
    return Place(name, iso3_of_name(row["Country"]), lat, lon, geonames, precision)


def _problems(row: Row) -> Iterator[str]:
    type, mode = row["Event Type"], row["Event Mode"]
    yield from problems_of(
        row,
        {
            "Event ID": bool,
            "Event Date": day_of,
            "Event Type": lambda value: value in TYPES,
            "Event Mode": lambda value: not value or is_mode(type, mode),
            "Intensity": lambda value: -10 <= (number_of(value) or 0) <= 10,
            "Quad Code": lambda value: value.lower() in QUADS.values(),
            "Contexts": lambda value: all(context in CONTEXTS for context in value.split("|") if context),
            "Actor Country": _are_codes,
            "Recipient Country": _are_codes,
            "Primary Actor Sector": _are_sectors,
            "Primary Recipient Sector": _are_sectors,
            "Country": lambda value: not value or iso3_of_name(value) is not None,
            "Latitude": lambda value: -90 <= (number_of(value) or 0) <= 90,
            "Longitude": lambda value: -180 <= (number_of(value) or 0) <= 180,
            "Publication Date": lambda value: not value or day_of(value) is not None,
        },
    )


def _are_codes(value: str) -> bool:
    return all(code in MISSING or iso3_of_name(code) or code in bases() for code in value.split(JOINT))


def _are_sectors(value: str) -> bool:
    return all(sector in MISSING or sector in SECTORS for sector in value.split(JOINT))


POLECAT = TabFormat(
    "polecat", COLUMNS, True, _rows, _coded, _problems, missing=NONE, renamed={"Event Intensity": "Intensity"}
)

"""ICEWS: 20 columns, tabs, header row; one row for each actor and recipient.

- Acts are told in PLOVER's terms first (`terms.act_of`): a planned visit is an agreement told on the report's day.
  Possible, denied and other planned acts are left out.
- Mutual acts (no recipients) are written twice for each pair, source and target swapped.
- CAMEO Code is the one that `ontology` chose for type and mode, Event Text its title, Intensity Goldstein's weight.
- Event Date is the first day of the act, whatever its granularity.
- Event ID and Story ID are numbers (48 bits of a hash), since ICEWS's loaders read them so.
- Country columns hold English names: of the state, else of the land that an armed group comes from. International
  bodies have none, and say what they are by their sector.
- City, District and Province hold the place by its precision; Sentence Number counts from 1.

Read back: hosts and visitors (043) change places, since our visitor is the actor; statements and appeals (01, 02) come
in without a type. A row is an event: pairs written twice stay two.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.export.cameo import codes
from dateline.export.coded import Coded, Interval, Party, Place, Story
from dateline.export.countries import iso3_of_name, name_of
from dateline.export.ids import number_id
from dateline.export.output import Options
from dateline.export.sectors import base_of_icews, country_and_base, icews_sectors, sector_of_icews
from dateline.export.tabs import Row, TabFormat, day_of, degrees, number_of, problems_of, whole, written
from dateline.export.terms import act_of, dyads, told_by
from dateline.ontology import CAMEO

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City",
    "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip

# The place's column by its precision.
LEVELS = {"address": "City", "city": "City", "district": "District", "province": "Province"}


def _rows(coded: Coded, options: Options) -> Iterator[list[str]]:
    act = act_of(coded)
    code = codes()[act.cameo]
    place = coded.place or Place("")
    towns = [
        place.name if LEVELS.get(place.precision or "") == level else "" for level in ("City", "District", "Province")
    ]
    for number, (source, target) in enumerate(dyads(act.coded, twice=True)):
        yield [
            number_id(coded.story.id, coded.id, number),
            str(act.day),
            *_party(source),
            code.name,
            act.cameo,
            code.goldstein,
            *_party(target),
            number_id(coded.story.id),
            str(coded.sentence or ""),
            coded.story.source or "",
            *towns,
            name_of(place.country),
            written(place.lat),
            written(place.lon),
        ]


def _party(party: Party | None) -> list[str]:
    if party is None:
        return ["", "", ""]
    return [party.name, icews_sectors(party.sector, party.base), name_of(party.code)]


def _coded(row: Row) -> Coded:
    told = told_by(row["CAMEO Code"])
    source, target = _read_party(row, "Source"), _read_party(row, "Target")
    if told and told.reverse:
        source, target = target, source
    day = day_of(row["Event Date"])
    return Coded(
        id=row["Event ID"],
        story=Story(row["Story ID"], day, source=row["Publisher"] or None),
        type=told.type if told else None,
        mode=told.mode if told else None,
        contexts=told.contexts if told else (),
        actors=source,
        recipients=target,
        when=Interval(day, day),
        place=_place(row),
        sentence=whole(number_of(row["Sentence Number"])) or None,
        origin="icews",
    )


def _read_party(row: Row, role: str) -> tuple[Party, ...]:
    name, sectors = row[f"{role} Name"], [sector.strip() for sector in row[f"{role} Sectors"].split(",")]
    if not name:
        return ()
    iso3 = iso3_of_name(row[f"{role} Country"])
    sector = sector_of_icews(sectors)
    country, base = country_and_base(iso3 or base_of_icews(sectors, name), sector)
    return (Party(name, kind="country" if iso3 and iso3 == iso3_of_name(name) else "unknown",
                  country=country, base=base, sector=sector),)  # fmt: skip


def _place(row: Row) -> Place | None:
    country = iso3_of_name(row["Country"])
    lat, lon = degrees(row, "Latitude", "Longitude")
    for level in ("City", "District", "Province"):
        if row[level]:
            return Place(row[level], country, lat, lon, precision=level.lower())
    return Place(row["Country"], country, lat, lon, precision="country") if row["Country"] else None


def _problems(row: Row) -> Iterator[str]:
    yield from problems_of(
        row,
        {
            "Event ID": str.isdigit,
            "Event Date": day_of,
            "CAMEO Code": lambda code: code in CAMEO,
            "Intensity": lambda value: -10 <= (number_of(value) or 0) <= 10,
            "Source Country": _is_country,
            "Target Country": _is_country,
            "Country": _is_country,
            "Story ID": str.isdigit,
            "Sentence Number": number_of,
            "Latitude": lambda value: -90 <= (number_of(value) or 0) <= 90,
            "Longitude": lambda value: -180 <= (number_of(value) or 0) <= 180,
        },
    )


def _is_country(name: str) -> bool:
    return not name or iso3_of_name(name) is not None


ICEWS = TabFormat("icews", COLUMNS, True, _rows, _coded, _problems)

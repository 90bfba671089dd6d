"""Phoenix: 26 columns, tabs, no header; one row for each actor and recipient.

- Acts are told in PLOVER's terms first (`terms.act_of`); possible, denied and other planned acts are left out.
- EventID is the event's number and our version (`123_v0.2.0`); Date is the first day of the act.
- Actors are codes: Entity the state (CAMEO's code) or body, Role one of Phoenix's 13, Attribute any other role; Full is
  all of them. Phoenix has no names.
- PentaClass is 0 to 4 of the CAMEO code; Phoenix counts reduced relations (16) as verbal conflict.
- Issues are PLOVER's contexts, each counted once. CountryCode is ISO3, as in Phoenix's own files.
- SentenceID, URLs and NewsSources list all reports of the act, joined by `;`.

Read back: an event's report is its list of URLs (else of sentences) on its day.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.export.cameo import codes, penta_class
from dateline.export.coded import Coded, Interval, Party, Place, Story, Telling
from dateline.export.countries import cameo_country, iso3_of_cameo, name_of
from dateline.export.ids import digest, number_id
from dateline.export.output import Options
from dateline.export.sectors import bases, cameo_role, country_and_base, sector_of_role
from dateline.export.tabs import Row, TabFormat, day_of, degrees, number_of, problems_of, written
from dateline.export.terms import act_of, dyads, told_by
from dateline.ontology import CAMEO, CONTEXTS
from dateline.version import VERSION

PARTS = ("Full", "Entity", "Role", "Attribute")
COLUMNS = (
    *("EventID", "Date", "Year", "Month", "Day"),
    *(f"{actor}Actor{part}" for actor in ("Source", "Target") for part in PARTS),
    *("EventCode", "EventRootCode", "PentaClass", "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName"),
    *("StateName", "CountryCode", "SentenceID", "URLs", "NewsSources"),
)
ROLES = ("GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "SPY", "MED", "EDU", "BUS", "CRM", "CVL")
JOINT = ";"


def _rows(coded: Coded, options: Options) -> Iterator[list[str]]:
    act = act_of(coded)
    code, place = act.cameo, coded.place or Place("")
    tellings = coded.tellings or (Telling(coded.story, coded.trigger, coded.sentence),)
    state = place.precision == "province"
    for number, (source, target) in enumerate(dyads(act.coded, twice=False)):
        yield [
            f"{number_id(coded.story.id, coded.id, number)}_v{VERSION}",
            f"{act.day:%Y%m%d}",
            f"{act.day:%Y}",
            f"{act.day:%m}",
            f"{act.day:%d}",
            *_party(source),
            *_party(target),
            code,
            code[:2],
            str(penta_class(code)),
            codes()[code].goldstein,
            JOINT.join(f"{context},1" for context in coded.contexts),
            written(place.lat),
            written(place.lon),
            "" if state else place.name,
            place.name if state else "",
            place.country or "",
            _joined(f"{telling.story.id}_{telling.sentence or 1}" for telling in tellings),
            _joined(telling.story.url or "" for telling in tellings),
            _joined(telling.story.source or "" for telling in tellings),
        ]


def _joined(values: Iterator[str]) -> str:
    """Values in one column; their own joints are written as in addresses."""
    return JOINT.join(dict.fromkeys(value.replace(JOINT, "%3B") for value in values if value))


def _party(party: Party | None) -> list[str]:
    if party is None:
        return [""] * len(PARTS)
    entity = cameo_country(party.code) or (party.base or "")
    role = cameo_role(party.sector)
    known = role in ROLES
    return [f"{entity}{role}", entity, role if known else "", "" if known else role]


def _coded(row: Row) -> Coded:
    told = told_by(row["EventCode"])
    actors, recipients = _read_party(row, "Source"), _read_party(row, "Target")
    if told and told.reverse:
        actors, recipients = recipients, actors
    day = day_of(row["Date"])
    urls, sentences = row["URLs"].split(JOINT), row["SentenceID"].split(JOINT)
    url = urls[0].replace("%3B", JOINT)
    source = row["NewsSources"].split(JOINT)[0].replace("%3B", JOINT)
    issues = [issue.split(",")[0] for issue in row["Issues"].split(JOINT)]
    return Coded(
        # Phoenix counts its events from 0 in each day's file, and again in each run of a day.
        id=digest(*row.values()),
        story=Story(row["URLs"] or row["SentenceID"] or row["EventID"], day, source=source or None, url=url or None),
        type=told.type if told else None,
        mode=told.mode if told else None,
        contexts=tuple(context for context in CONTEXTS if context in issues or (told and context in told.contexts)),
        actors=actors,
        recipients=recipients,
        when=Interval(day, day),
        place=_place(row),
        reports=len(sentences),
        origin="phoenix",
    )


def _read_party(row: Row, actor: str) -> tuple[Party, ...]:
    full, entity, role, attribute = (row[f"{actor}Actor{part}"] for part in PARTS)
    if not full:
        return ()
    codes = [role, *(attribute[start : start + 3] for start in range(0, len(attribute), 3))]
    sector = next(filter(None, map(sector_of_role, codes)), None)
    code = iso3_of_cameo(entity) or (entity if entity in bases() else None)
    country, base = country_and_base(code, sector)
    return (Party(name_of(country or base) or full, country=country, base=base, sector=sector),)


def _place(row: Row) -> Place | None:
    name = row["LocationName"] or row["StateName"]
    country = row["CountryCode"] or None
    lat, lon = degrees(row, "Lat", "Lon")
    if not name:
        return None
    precision = "city" if row["LocationName"] else "province"
    return Place(name, country, lat, lon, precision="country" if name == name_of(country) else precision)


def _problems(row: Row) -> Iterator[str]:
    yield from problems_of(
        row,
        {
            "EventID": bool,
            "Date": lambda value: len(value) == 8 and day_of(value) is not None,
            "EventCode": lambda code: code in CAMEO,
            "EventRootCode": lambda code: code in CAMEO and len(code) == 2,
            "PentaClass": lambda penta: penta in ("0", "1", "2", "3", "4"),
            "GoldsteinScore": lambda value: -10 <= (number_of(value) or 0) <= 10,
            "SourceActorRole": lambda role: not role or role in ROLES,
            "TargetActorRole": lambda role: not role or role in ROLES,
            "Lat": lambda value: -90 <= (number_of(value) or 0) <= 90,
            "Lon": lambda value: -180 <= (number_of(value) or 0) <= 180,
        },
    )


PHOENIX = TabFormat("phoenix", COLUMNS, False, _rows, _coded, _problems)

"""GDELT 2.0: events in 61 columns, and beside them (`….mentions.CSV`) where each is told in 16; tabs, no header.

- Acts are told in PLOVER's terms first (`terms.act_of`); possible, denied and other planned acts are left out.
- One row for each actor and recipient; of those who did a thing together one row for each pair, in the order told.
- GLOBALEVENTID is a number of 48 bits. SQLDATE is the act's first day, DATEADDED the report's day at midnight.
- Actor codes are CAMEO's: state, known group, role. Type1Code is the role, or what kind of body it is (IGO, NGO, MNC).
- IsRootEvent is 1 for the news of the report, 0 for its background.
- QuadClass is GDELT's reading of the CAMEO code (16 is material conflict); GoldsteinScale the weight of the code.
- NumArticles counts the reports of the act, near-duplicates too; NumMentions those that tell it in words of their own,
  NumSources their papers. AvgTone and the tones of mentions are empty: we measure none.
- Places are told of the act only. Country codes are FIPS 10-4 (GeoNames' table), ADM1Code is the country's alone.
  FeatureID is empty: GDELT's are of GNS and GNIS, ours of GeoNames.
- SOURCEURL is the report's address, else its id.

Read back: an event's report is its SOURCEURL on the day of DATEADDED. A mentions file is checked, but not read: it has
no events of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dateline.errors import InputError
from dateline.export.cameo import codes, quad_class
from dateline.export.coded import Coded, Interval, Party, Place, Story, Telling
from dateline.export.countries import cameo_country, fips_of, iso3_of_cameo, iso3_of_fips, name_of
from dateline.export.ids import number_id
from dateline.export.output import Options
from dateline.export.sectors import Base, bases, cameo_role, country_and_base, sector_of_role
from dateline.export.tabs import Row, TabFormat, day_of, degrees, number_of, problems_of, whole, written
from dateline.export.terms import Act, act_of, dyads, told_by
from dateline.ontology import CAMEO

ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
         "Type2Code", "Type3Code")  # fmt: skip
GEO = ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{number}{column}" for number in (1, 2) for column in ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{place}Geo_{column}" for place in ("Actor1", "Actor2", "Action") for column in GEO),
    *("DATEADDED", "SOURCEURL"),
)
MENTION_COLUMNS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip

NO_PLACE = ["0", "", "", "", "", "", "", ""]
COUNTRY, US_STATE, US_CITY, CITY, STATE = "1", "2", "3", "4", "5"
PRECISIONS = {COUNTRY: "country", US_STATE: "province", US_CITY: "city", CITY: "city", STATE: "province"}
WEB, NO_OFFSET = "1", "-1"


def _rows(coded: Coded, options: Options) -> Iterator[list[str]]:
    act = act_of(coded)
    day, code = act.day, act.cameo
    added = coded.story.date or day
    for number, (source, target) in enumerate(dyads(act.coded, twice=False)):
        yield [
            number_id(coded.story.id, coded.id, number),
            f"{day:%Y%m%d}",
            f"{day:%Y%m}",
            f"{day:%Y}",
            _fraction(day),
            *_party(source),
            *_party(target),
            "1" if coded.focus == "news" else "0",
            code,
            code[:3],
            code[:2],
            str(quad_class(code)),
            codes()[code].goldstein,
            str(max(1, len(coded.tellings))),
            str(len({telling.story.source for telling in coded.tellings}) or 1),
            str(coded.reports),
            "",
            *NO_PLACE,
            *NO_PLACE,
            *_place(coded.place),
            f"{added:%Y%m%d}000000",
            coded.story.url or coded.story.id,
        ]


def _fraction(day: date) -> str:
    """The codebook's rough part of the year: (month * 30 + day) / 365."""
    return f"{day.year + (day.month * 30 + day.day) / 365:.4f}"


def _party(party: Party | None) -> list[str]:
    if party is None:
        return [""] * len(ACTOR)
    base = bases().get(party.base or "", Base("", "", "", ""))
    country = cameo_country(party.code) or base.country
    roles = list(filter(None, [base.type, cameo_role(party.sector)]))
    code = "".join([country, base.group, *roles])
    return [code, party.name, country, base.group, "", "", "", *(roles + [""] * 3)[:3]]


def _place(place: Place | None) -> list[str]:
    if place is None:
        return NO_PLACE
    fips = fips_of(place.country)
    kind = {"country": COUNTRY, "city": CITY, "address": CITY, "province": STATE, "district": STATE}.get(
        place.precision or "", "0"
    )
    if place.country == "USA":
        kind = {CITY: US_CITY, STATE: US_STATE}.get(kind, kind)
    return [kind, place.name, fips, fips, "", written(place.lat), written(place.lon), ""]


def _coded(row: Row) -> Coded:
    told = told_by(row["EventCode"])
    actors, recipients = _read_party(row, "Actor1"), _read_party(row, "Actor2")
    if told and told.reverse:
        actors, recipients = recipients, actors
    day, added = day_of(row["SQLDATE"]), day_of(row["DATEADDED"][:8])
    url = row["SOURCEURL"]
    return Coded(
        id=row["GLOBALEVENTID"],
        story=Story(url or row["GLOBALEVENTID"], added, url=url if "://" in url else None),
        type=told.type if told else None,
        mode=told.mode if told else None,
        contexts=told.contexts if told else (),
        focus="background" if row["IsRootEvent"] == "0" else "news",
        actors=actors,
        recipients=recipients,
        when=Interval(day, day),
        place=_read_place(row),
        reports=whole(number_of(row["NumArticles"])) or 1,
        origin="gdelt",
    )


def _read_party(row: Row, actor: str) -> tuple[Party, ...]:
    code, name = row[f"{actor}Code"], row[f"{actor}Name"]
    if not (code or name):
        return ()
    state, group = row[f"{actor}CountryCode"], row[f"{actor}KnownGroupCode"]
    roles = [row[f"{actor}Type{number}Code"] for number in (1, 2, 3)]
    sector = next(filter(None, map(sector_of_role, roles)), None)
    country, base = country_and_base(iso3_of_cameo(state) or _base(state, group, roles), sector)
    return (Party(name or name_of(country or base) or code, country=country, base=base, sector=sector),)


def _base(state: str, group: str, roles: list[str]) -> str | None:
    """The body of which group or kind an actor without a state is."""
    for base, told in bases().items():
        if (told.country and told.country == state) or (told.group and told.group == group):
            return base
    return next((base for base, told in bases().items() if not told.group and told.type and told.type in roles), None)


def _read_place(row: Row) -> Place | None:
    name = row["ActionGeo_Fullname"]
    if not name:
        return None
    country = iso3_of_fips(row["ActionGeo_CountryCode"])
    lat, lon = degrees(row, "ActionGeo_Lat", "ActionGeo_Long")
    return Place(name, country, lat, lon, precision=PRECISIONS.get(row["ActionGeo_Type"]))


def _problems(row: Row) -> Iterator[str]:
    places = {
        f"{place}Geo_{column}": check
        for place in ("Actor1", "Actor2", "Action")
        for column, check in {
            "Type": lambda kind: kind in ("0", "1", "2", "3", "4", "5"),
            "CountryCode": lambda fips: not fips or iso3_of_fips(fips) is not None,
            "Lat": lambda value: -90 <= (number_of(value) or 0) <= 90,
            "Long": lambda value: -180 <= (number_of(value) or 0) <= 180,
        }.items()
    }
    yield from problems_of(
        row,
        {
            "GLOBALEVENTID": str.isdigit,
            "SQLDATE": _is_day,
            "FractionDate": number_of,
            "EventCode": lambda code: code in CAMEO,
            "QuadClass": lambda quad: quad in ("1", "2", "3", "4"),
            "GoldsteinScale": lambda value: -10 <= (number_of(value) or 0) <= 10,
            "IsRootEvent": lambda root: root in ("0", "1"),
            "NumMentions": str.isdigit,
            "DATEADDED": _is_moment,
            **places,
        },
    )


def _is_day(value: str) -> bool:
    return len(value) == 8 and day_of(value) is not None


def _is_moment(value: str) -> bool:
    return len(value) == 14 and value.isdigit() and day_of(value[:8]) is not None


def _mention_rows(coded: Coded, options: Options) -> Iterator[list[str]]:
    act = act_of(coded)
    tellings = coded.tellings or (Telling(coded.story, coded.trigger, coded.sentence, coded.confidence),)
    for number, (source, target) in enumerate(dyads(act.coded, twice=False)):
        event = number_id(coded.story.id, coded.id, number)
        for telling in tellings:
            yield _mention(event, act, telling, source, target)


def _mention(event: str, act: Act, telling: Telling, source: Party | None, target: Party | None) -> list[str]:
    story = telling.story
    own = story.id == act.coded.story.id
    told = act.coded.story.date or act.day
    return [
        event,
        f"{told:%Y%m%d}000000",
        f"{story.date or told:%Y%m%d}000000",
        WEB,
        story.source or "",
        story.url or story.id,
        str(telling.sentence or 1),
        _offset(source) if own else NO_OFFSET,
        _offset(target) if own else NO_OFFSET,
        str(telling.trigger[0]) if telling.trigger else NO_OFFSET,
        "1",
        "" if telling.confidence is None else str(round(telling.confidence * 10) * 10),
        str(story.length or ""),
        "",
        "",
        "",
    ]


def _offset(party: Party | None) -> str:
    return str(party.mentions[0][0]) if party and party.mentions else NO_OFFSET


def _mention_coded(row: Row) -> Coded:
    raise InputError("a line of a mentions file, which has no events of its own; import the events file")


def _mention_problems(row: Row) -> Iterator[str]:
    offsets = ("Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset")
    yield from problems_of(
        row,
        {
            "GLOBALEVENTID": str.isdigit,
            "EventTimeDate": _is_moment,
            "MentionTimeDate": _is_moment,
            "MentionType": lambda kind: kind in ("1", "2", "3", "4", "5", "6"),
            "MentionIdentifier": bool,
            "SentenceID": str.isdigit,
            "Confidence": lambda value: not value or (value.isdigit() and int(value) <= 100),
            **{column: lambda value: number_of(value) is not None for column in offsets},
        },
    )


MENTIONS = TabFormat("gdelt mentions", MENTION_COLUMNS, False, _mention_rows, _mention_coded, _mention_problems)
GDELT = TabFormat("gdelt", COLUMNS, False, _rows, _coded, _problems, beside=(".mentions.CSV", MENTIONS))

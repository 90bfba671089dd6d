"""PLOVER JSON lines (manual, chapter 5): one object for each event, actors and recipients as lists.

- A planned act folds where PLOVER has a rule for it: a planned visit is AGREE, without mode, on the report's day. What
  has no fold stays with PLOVER's auxiliary modes: `future` (planned), `hypothetical` (possible), `negation` (denied).
  Background has `historical`. What a CAMEO file told and PLOVER has no type for is left out.
- `date` and `enddate` are the act's first and last day; of an act without time the report's day. PLOVER needs a date:
  acts with neither are left out, and background without time, which is not of the report's day.
- An actor's `code` is its state's ISO3, else its base; `identifier_text` its name.
- `link` is the act's id, which its other reports share; `size` the dead, injured and arrested of its figures.
- `event_text` is the evidence in the report's words (not with `--no-text`); `text` is never written. `text_info` has
  the sentence's number from 1 and the offsets of the first evidence. `cite_info.citation` is the report's id.
- Fields of our own, as chapter 5 allows: `confidence`, `count`, `reports`.

Read back: `source` counts as `actor`, as in older manuals; of an event with several types each is an event.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dateline.errors import InputError
from dateline.export.coded import Coded, Interval, Number, Party, Place, Story
from dateline.export.input import read_lines
from dateline.export.output import Log, Options, replacing
from dateline.export.sectors import country_and_base
from dateline.export.tabs import day_of
from dateline.export.terms import LeftOut
from dateline.ontology import CONTEXTS, SECTORS, TYPES, fold_future, is_mode, quad_of, score_of
from dateline.read import Issue
from dateline.store.rows import GAP
from dateline.version import MANUAL, VERSION

AUXILIARY = {"planned": "future", "possible": "hypothetical", "denied": "negation"}
"""PLOVER's auxiliary modes of acts that have not happened."""
HISTORICAL = "historical"

MEASURES = {"killed": "dead", "injured": "injured", "arrested": "arrested"}
"""Our measures, and PLOVER's sizes."""

# PLOVER's resolutions run from 1, the whole country, to 5, the exact place.
RESOLUTIONS = {"country": 1, "region": 1, "province": 2, "district": 3, "city": 4, "address": 5}
PRECISIONS = {1: "country", 2: "province", 3: "district", 4: "city", 5: "address"}

Object = dict[str, Any]


def write_plover(path: Path, events: Iterable[Coded], options: Options) -> Log:
    """Write events as they come; the file appears when all are written. Raises `UsageError`."""
    log = Log(files=[path])
    with replacing(path) as file:
        for coded in events:
            try:
                record = json.dumps(_record(coded, options), ensure_ascii=False)
            except LeftOut as reason:
                log.left_out[str(reason)] += 1
                continue
            file.write((record + "\n").encode("utf-8", "replace"))
            log.events += 1
            log.rows += 1
    return log


def _record(coded: Coded, options: Options) -> Object:
    if coded.type is None:
        raise LeftOut("no PLOVER type")
    folded = fold_future(coded.type, coded.status)
    type, mode, when = coded.type, coded.mode, coded.when
    auxiliary = AUXILIARY.get(coded.status)
    if folded and coded.status == "planned":
        type, mode, when, auxiliary = folded, None, None, None
    start, end = _days(coded, when)
    modes = [mode, auxiliary, HISTORICAL if coded.focus == "background" else None]
    return _told(
        id=f"{coded.story.id}_{coded.id}",
        has_event=True,
        date=str(start),
        enddate=str(end) if end != start else None,
        actor=[_entity(party) for party in coded.actors],
        recipient=[_entity(party) for party in coded.recipients],
        event=[type],
        event_loc=_location(coded.place),
        event_text=coded.words.split(GAP) if coded.words and options.text else None,
        quad_code=quad_of(type),
        event_scale=score_of(type, mode),
        mode=[name for name in modes if name],
        context=list(coded.contexts),
        link=coded.act or None,
        text_info=_text_info(coded),
        size=_size(coded),
        cite_info=_citation(coded, options),
        coder=f"dateline {VERSION}" if coded.origin == "dateline" else coded.origin,
        count=coded.count,
        reports=coded.reports,
        confidence=coded.confidence,
    )


def _days(coded: Coded, when: Interval | None) -> tuple[date, date]:
    if when:
        return when.start, when.end
    # A folded act is told on the report's day, even where the report is about the past.
    if coded.story.date is None or (coded.focus == "background" and coded.status != "planned"):
        raise LeftOut("no date")
    return coded.story.date, coded.story.date


def _told(**fields: object) -> Object:
    """The fields that say something; PLOVER's are optional but for id, date, actor and event."""
    return {name: value for name, value in fields.items() if value not in (None, [], {}) or name == "actor"}


def _entity(party: Party) -> Object:
    return _told(code=party.code, sector=party.sector, identifier_text=party.name, office=party.office)


def _location(place: Place | None) -> Object | None:
    if place is None:
        return None
    level = {place.precision: place.name} if place.precision in ("city", "district", "province") else {}
    return _told(
        resolved_place=place.name,
        geonameid=place.geonames,
        lat=place.lat,
        lon=place.lon,
        **level,
        country_code=place.country,
        resolution=RESOLUTIONS.get(place.precision or ""),
    )


def _text_info(coded: Coded) -> Object:
    start, end = coded.evidence[0] if coded.evidence else (None, None)
    return _told(sequence=coded.sentence, start=start, end=end)


def _size(coded: Coded) -> Object:
    """The largest number of each kind: a report may tell of the same dead in part and in all."""
    sizes: Object = {}
    for number in coded.figures:
        name = MEASURES.get(number.measure or "")
        if name and number.value is not None:
            sizes[name] = max(sizes.get(name, 0), _whole(number.value))
    return sizes


def _whole(value: float) -> float:
    return int(value) if float(value).is_integer() else value


def _citation(coded: Coded, options: Options) -> Object:
    story = coded.story
    return _told(
        citation=story.id,
        url=story.url,
        title=story.title if options.text else None,
        language=story.language,
        publication=story.source,
        coder=f"dateline {VERSION}",
        codebook=MANUAL,
        published=str(story.date) if story.date else None,
    )


def read_plover(path: Path) -> Iterator[tuple[int, Coded] | Issue]:
    """The events of a file with their line numbers, and what was wrong with its lines."""
    for number, line in read_lines(path):
        try:
            if isinstance(line, InputError):
                raise line
            if line.strip():
                for coded in _events(_parsed(line)):
                    yield number, coded
        except InputError as error:
            yield Issue(str(path), number, str(error))


def _parsed(line: str) -> Object:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"no JSON: {error}") from None
    if not isinstance(record, dict):
        raise InputError("no JSON object")
    return record


def _events(record: Object) -> Iterator[Coded]:
    if record.get("has_event") is False:
        return
    id, types = record.get("id"), _texts(record.get("event"))
    if not id or not types:
        raise InputError("no id, or no event")
    for number, type in enumerate(types):
        # Each type is an event of its own; the first has the record's id.
        yield _coded(record, f"{id}" if number == 0 else f"{id}_{number}", type)


def _coded(record: Object, id: str, type: str) -> Coded:
    if type not in TYPES:
        raise InputError(f"PLOVER has no type {type!r}")
    start = day_of(_text(record, "date") or "")
    end = day_of(_text(record, "enddate") or str(start))
    modes, contexts = _texts(record.get("mode")), _texts(record.get("context"))
    cited, info = _object(record, "cite_info"), _object(record, "text_info")
    published = _text(cited, "published")
    span = info.get("start"), info.get("end")
    return Coded(
        id=id,
        story=Story(
            _text(cited, "citation") or _text(cited, "url") or id,
            day_of(published) if published else start,
            title=_text(cited, "title"),
            source=_text(cited, "publication"),
            url=_text(cited, "url"),
            language=_text(cited, "language"),
        ),
        type=type,
        mode=next((mode for mode in modes if is_mode(type, mode)), None),
        status=next((status for status, mode in AUXILIARY.items() if mode in modes), "happened"),
        focus="background" if HISTORICAL in modes else "news",
        actors=_parties(record.get("actor", record.get("source"))),
        recipients=_parties(record.get("recipient")),
        when=Interval(start, end, "day" if start == end else "longer"),
        place=_place(_object(record, "event_loc")),
        contexts=tuple(context for context in CONTEXTS if context in contexts),
        count=_number(record, "count"),
        words=GAP.join(_texts(record.get("event_text"))) or None,
        evidence=((span[0], span[1]),) if isinstance(span[0], int) and isinstance(span[1], int) else (),
        sentence=int(_number(info, "sequence") or 0) or None,
        figures=_figures(_object(record, "size")),
        confidence=_number(record, "confidence"),
        reports=int(_number(record, "reports") or 1),
        origin="plover",
    )


def _parties(told: object) -> tuple[Party, ...]:
    parties = []
    for entity in told if isinstance(told, list) else []:
        if not isinstance(entity, dict):
            raise InputError("an actor that is no object")
        code, sector = _text(entity, "code"), _text(entity, "sector")
        sector = sector[:3] if sector and sector[:3] in SECTORS else None
        country, base = country_and_base(code, sector)
        name = _text(entity, "identifier_text") or _text(entity, "entity_text") or _text(entity, "actor_text") or code
        parties.append(
            Party(name or "unknown", country=country, base=base, sector=sector, office=_text(entity, "office"))
        )
    return tuple(parties)


def _place(told: Mapping[str, Any]) -> Place | None:
    name = next(
        filter(None, (_text(told, key) for key in ("resolved_place", "extracted_place", "city", "country"))), None
    )
    if name is None:
        return None
    geonames, resolution = _number(told, "geonameid"), _number(told, "resolution")
    precision = PRECISIONS.get(int(resolution or 0))
    return Place(
        name,
        _text(told, "country_code"),
        _number(told, "lat"),
        _number(told, "lon"),
        int(geonames) if geonames else None,
        precision,
    )


def _figures(size: Mapping[str, Any]) -> tuple[Number, ...]:
    told = ((measure, _number(size, name)) for measure, name in MEASURES.items())
    return tuple(Number(value, measure=measure) for measure, value in told if value is not None)


def _object(record: Mapping[str, Any], name: str) -> Object:
    value = record.get(name)
    return value if isinstance(value, dict) else {}


def _text(record: Mapping[str, Any], name: str) -> str | None:
    value = record.get(name)
    return value if isinstance(value, str) and value else None


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [told for told in values if isinstance(told, str)]


def _number(record: Mapping[str, Any], name: str) -> float | None:
    value = record.get(name)
    if value is None or value == "":
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        raise InputError(f"{name} {value!r} is no number") from None


def check_plover(path: Path) -> Iterator[Issue]:
    """What a file has that chapter 5 does not allow."""
    for number, line in read_lines(path):
        try:
            if isinstance(line, InputError):
                raise line
            record = _parsed(line)
            yield from (Issue(str(path), number, problem) for problem in _problems(record))
        except InputError as error:
            yield Issue(str(path), number, str(error))


def _problems(record: Object) -> Iterator[str]:
    yield from (f"no {name}" for name in ("id", "date", "actor", "event") if name not in record)
    for coded in _events(record):
        known = {*TYPES[coded.type or ""].modes, *AUXILIARY.values(), HISTORICAL}
        yield from (f"mode {mode!r} is not allowed" for mode in _texts(record.get("mode")) if mode not in known)
        if record.get("quad_code") not in (None, coded.quad):
            yield f"quad_code {record['quad_code']!r} is not that of {coded.type}"
    yield from (f"context {name!r} is not allowed" for name in _texts(record.get("context")) if name not in CONTEXTS)

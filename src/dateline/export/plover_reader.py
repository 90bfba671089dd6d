"""PLOVER JSON lines read back and checked; `plover` writes them and tells the choices."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dateline.errors import InputError
from dateline.export.coded import Coded, Interval, Number, Party, Place, Story
from dateline.export.contract import checked
from dateline.export.input import read_lines
from dateline.export.plover import AUXILIARY, HISTORICAL, MEASURES, Object
from dateline.export.sectors import country_and_base
from dateline.export.tabs import MOST_IDS, SHOWN, day_of, number_of, whole
from dateline.ontology import CONTEXTS, SECTORS, TYPES, is_mode
from dateline.read import Issue
from dateline.store.rows import GAP

PRECISIONS = {1: "country", 2: "province", 3: "district", 4: "city", 5: "address"}
"""What PLOVER's resolutions mean."""


def read_plover(path: Path) -> Iterator[tuple[int, Coded] | Issue]:
    """The events of a file with their line numbers, and what was wrong with its lines."""
    for number, line in read_lines(path):
        try:
            if isinstance(line, InputError):
                raise line
            if line.strip():
                for coded in _events(_parsed(line)):
                    yield number, checked(coded)
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
        sentence=whole(_number(info, "sequence")) or None,
        figures=_figures(_object(record, "size")),
        confidence=_number(record, "confidence"),
        reports=whole(_number(record, "reports")) or 1,
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
    precision = PRECISIONS.get(whole(_number(told, "resolution")) or 0)
    return Place(
        name,
        _text(told, "country_code"),
        _number(told, "lat"),
        _number(told, "lon"),
        whole(_number(told, "geonameid"), MOST_IDS) or None,
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
        return number_of(str(float(value)))
    except (InputError, TypeError, ValueError, OverflowError):
        raise InputError(f"{name} {str(value)[:SHOWN]!r} is no number") from None


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

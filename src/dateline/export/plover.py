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
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from dateline.export.coded import Coded, Interval, Party, Place
from dateline.export.output import Log, Options, replacing
from dateline.export.terms import LeftOut
from dateline.ontology import fold_future, quad_of, score_of
from dateline.store.rows import GAP
from dateline.version import MANUAL, VERSION

AUXILIARY = {"planned": "future", "possible": "hypothetical", "denied": "negation"}
"""PLOVER's auxiliary modes of acts that have not happened."""
HISTORICAL = "historical"

MEASURES = {"killed": "dead", "injured": "injured", "arrested": "arrested"}
"""Our measures, and PLOVER's sizes."""

# PLOVER's resolutions run from 1, the whole country, to 5, the exact place.
RESOLUTIONS = {"country": 1, "region": 1, "province": 2, "district": 3, "city": 4, "address": 5}

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

"""The events of a store, ready for export: one pass over the months, joined by DuckDB, in order of report and place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.export.coded import Coded, Interval, Number, Party, Place, Story, Telling
from dateline.export.corrections import Corrections
from dateline.records.model import Span
from dateline.store.rows import ORIGIN
from dateline.store.snapshot import Snapshot

ROWS = 1000
"""Events that are held in memory at a time, besides what DuckDB needs for one month."""

Row = dict[str, Any]

# What is read of a story, a telling and a span; DuckDB's structs become dicts.
STORY = """{
    'id': d.id, 'date': d.date, 'title': d.title, 'source': d.source, 'source_country': d.source_country,
    'url': d.url, 'language': d.language, 'length': length(d.text)
}"""
SPANS = "list({'start': \"start\", 'end': \"end\"} ORDER BY position)"

QUERY = """
WITH chosen AS (
    SELECT e.*, coalesce(j.act, e.id) AS act, coalesce(j.main, true) AS main, coalesce(j.reports, 1) AS reports,
        d.date AS day, d.sentences, {story} AS story
    FROM events e
    JOIN documents d ON d.id = e.document
    LEFT JOIN joins j ON j.document = e.document AND j.event = e.id AND j.month = '{month}'
    WHERE e.month = '{month}' AND d.month = '{month}' {where}
),
spans AS (
    SELECT document, record, role, {spans} AS spans FROM mentions
    WHERE month = '{month}' AND kind IN ('actor', 'event') GROUP BY ALL
),
taking AS (
    SELECT document, id, true AS doer, unnest(actors) AS actor, generate_subscripts(actors, 1) AS n FROM chosen
    UNION ALL
    SELECT document, id, false, unnest(recipients), generate_subscripts(recipients, 1) FROM chosen
),
parties AS (
    SELECT t.document, t.id, t.doer, list({{
        'id': a.id, 'kind': a.kind, 'name': coalesce(r.name, a.name), 'country': coalesce(a.country, r.country),
        'base': coalesce(a.base, r.base), 'sector': coalesce(a.sector, r.sector),
        'office': coalesce(a.office, r.office), 'mentions': s.spans
    }} ORDER BY t.n) AS parties
    FROM taking t
    JOIN actors a ON a.document = t.document AND a.id = t.actor AND a.month = '{month}'
    LEFT JOIN resolutions r ON r.document = a.document AND r.actor = a.id AND r.month = '{month}'
    LEFT JOIN spans s ON s.document = a.document AND s.record = a.id AND s.role = 'mention'
    GROUP BY ALL
),
numbers AS (
    SELECT document, event, list({{
        'value': "value", 'of': "of", 'measure': measure, 'upper': upper, 'unit': unit, 'qualifier': qualifier
    }} ORDER BY position) AS figures
    FROM figures WHERE month = '{month}' AND event IS NOT NULL GROUP BY ALL
),
tellings AS (
    SELECT j.act, list({{
        'story': {story}, 'confidence': e.confidence, 'trigger': m.spans, 'sentences': d.sentences
    }} ORDER BY d.date, d.id, e.position) AS tellings
    FROM joins j
    JOIN events e ON e.document = j.document AND e.id = j.event AND e.month IN ({months})
    JOIN documents d ON d.id = j.document AND d.month IN ({months})
    LEFT JOIN (
        SELECT document, record, {spans} AS spans FROM mentions
        WHERE month IN ({months}) AND role = 'trigger' GROUP BY ALL
    ) m ON m.document = j.document AND m.record = j.event
    WHERE j.month IN ({months}) AND j.act IN (SELECT act FROM chosen WHERE reports > 1)
    GROUP BY j.act
)
SELECT c.*, doers.parties AS doers, others.parties AS done_to, numbers.figures, tellings.tellings,
    evidence.spans AS evidence, trigger.spans AS trigger
FROM chosen c
LEFT JOIN parties doers ON doers.document = c.document AND doers.id = c.id AND doers.doer
LEFT JOIN parties others ON others.document = c.document AND others.id = c.id AND NOT others.doer
LEFT JOIN numbers ON numbers.document = c.document AND numbers.event = c.id
LEFT JOIN tellings ON tellings.act = c.act
LEFT JOIN spans evidence ON evidence.document = c.document AND evidence.record = c.id AND evidence.role = 'evidence'
LEFT JOIN spans trigger ON trigger.document = c.document AND trigger.record = c.id AND trigger.role = 'trigger'
ORDER BY c.day, c.document, c.position
"""

MONTHS = "SELECT DISTINCT month FROM events ORDER BY month"
TELLING_MONTHS = """
SELECT DISTINCT month FROM joins
WHERE act IN (SELECT act FROM joins WHERE month = ? AND reports > 1) ORDER BY month
"""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which events to export: first and last day (of the act, else of its report), a dyad (`JPN-KOR`, or one code).

    `acts`: one event for each act, the one that stands for it; else each report's own. `origin`: what dateline coded,
    or what was imported from a format (`icews`, …); None for all of them.
    """

    since: date | None = None
    until: date | None = None
    dyad: str | None = None
    acts: bool = True
    origin: str | None = ORIGIN


def coded_events(snapshot: Snapshot, selection: Selection | None = None) -> Iterator[Coded]:
    """The events of a store in order of report date, document and place; what a person rejected is not among them.

    An event that no `settle` has seen yet counts as an act of its own.

    Raises `StoreError` for a store that can't be read.
    """
    selection = selection or Selection()
    where, params = _where(selection)
    corrections = Corrections(snapshot)
    for month in snapshot.sql(MONTHS)["month"].to_pylist():
        told = snapshot.sql(TELLING_MONTHS, [month])["month"].to_pylist()
        months = ", ".join(f"'{name}'" for name in {month: None, **dict.fromkeys(told)})
        query = QUERY.format(month=month, months=months, where=where, story=STORY, spans=SPANS)
        for batch in snapshot.connect(query).sql(query, params=params).to_arrow_reader(ROWS):
            rows = (corrections.event(row) for row in batch.to_pylist())
            yield from (_coded(row) for row in rows if row)


def _where(selection: Selection) -> tuple[str, list[object]]:
    """The conditions of a selection, and their values."""
    conditions: list[tuple[str, object]] = []
    if selection.since:
        conditions.append(('coalesce(e."start", d.date) >= ?', selection.since))
    if selection.until:
        conditions.append(('coalesce(e."start", d.date) <= ?', selection.until))
    if selection.origin:
        conditions.append(("e.origin = ?", selection.origin))
    where = "".join(f" AND {condition}" for condition, _ in conditions) + (
        " AND coalesce(j.main, true)" if selection.acts else ""
    )
    params = [value for _, value in conditions]
    if selection.dyad:
        codes = sorted(selection.dyad.split("-"))
        one = len(codes) == 1
        chosen = "a = ? OR b = ?" if one else "dyad = ?"
        where += f" AND (e.document, e.id) IN (SELECT document, event FROM dyads WHERE {chosen})"
        params += codes * 2 if one else ["-".join(codes)]
    return where, params


def _coded(row: Row) -> Coded:
    story = Story(**row["story"])
    own = _telling(row)
    tellings = [_telling(told) for told in row["tellings"] or []]
    return Coded(
        id=row["id"],
        story=story,
        act=row["act"],
        main=row["main"],
        reports=row["reports"],
        tellings=tuple(tellings) or (own,),
        type=row["type"],
        mode=row["mode"],
        status=row["status"],
        focus=row["focus"],
        actors=tuple(_party(told) for told in row["doers"] or []),
        recipients=tuple(_party(told) for told in row["done_to"] or []),
        when=_when(row),
        place=_place(row),
        contexts=tuple(row["contexts"] or ()),
        count=row["count"],
        words=row["words"],
        evidence=_spans(row["evidence"]),
        trigger=own.trigger,
        sentence=own.sentence,
        figures=tuple(Number(**told) for told in row["figures"] or []),
        confidence=row["confidence"],
        origin=row["origin"],
    )


def _telling(row: Row) -> Telling:
    trigger = next(iter(_spans(row["trigger"])), None)
    sentence = None
    if trigger and row["sentences"]:
        sentence = bisect_right([span["start"] for span in row["sentences"]], trigger[0]) or None
    return Telling(Story(**row["story"]), trigger, sentence, row["confidence"])


def _party(row: Row) -> Party:
    return Party(**{**row, "mentions": _spans(row["mentions"])})


def _when(row: Row) -> Interval | None:
    if row["start"] is None:
        return None
    return Interval(row["start"], row["end"] or row["start"], row["granularity"] or "day", row["when_text"])


def _place(row: Row) -> Place | None:
    if row["place"] is None:
        return None
    return Place(row["place"], row["place_country"], row["lat"], row["lon"], row["geonames"], row["precision"])


def _spans(spans: list[dict[str, int]] | None) -> tuple[Span, ...]:
    return tuple((span["start"], span["end"]) for span in spans or [])

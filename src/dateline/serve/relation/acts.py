"""The acts of a relation: its numbers, a page of its list, and what is planned, in one pass over `dyads`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pyarrow as pa
import pyarrow.dataset as ds

from dateline.analyse.acts import tell
from dateline.analyse.scope import Condition
from dateline.serve.cursor import begin
from dateline.serve.relation.asked import Asked, Pair
from dateline.serve.relation.months import WithinMonths
from dateline.store import Snapshot

Row = dict[str, Any]

PLANS: Final = 8
"""Plans shown beside the list: the next ones."""

# An act of several participants stands in several rows of a dyad of named actors, or twice in one of states.
PAGE: Final = """
    WITH mine AS MATERIALIZED (SELECT {columns}, month, main, origin{sectors} FROM dyads WHERE {mine}),
    acts AS MATERIALIZED (
        SELECT DISTINCT ON (act) {columns}, month FROM mine WHERE {asked} ORDER BY act, document, event
    ),
    page AS (SELECT {columns} FROM acts WHERE {begin} ORDER BY start DESC NULLS LAST, act LIMIT ?),
    plans AS (
        SELECT DISTINCT ON (start, act) {columns} FROM mine
        WHERE status = 'planned' AND "end" >= ? ORDER BY start, act, document, event LIMIT ?
    )
    SELECT
        (SELECT count(DISTINCT act) FROM mine) AS known,
        (SELECT count(*) FROM acts) AS found,
        (SELECT count(*) FROM acts WHERE quad <= 2) AS cooperation,
        (SELECT min(start) FROM acts) AS first,
        (SELECT max(start) FROM acts) AS last,
        (SELECT list({{'type': type, 'count': n}} ORDER BY n DESC, type)
            FROM (SELECT type, count(DISTINCT act) AS n FROM mine GROUP BY type)) AS types,
        (SELECT list({{'status': status, 'count': n}} ORDER BY n DESC, status)
            FROM (SELECT status, count(DISTINCT act) AS n FROM mine GROUP BY status)) AS statuses,
        (SELECT list({{'period': period, 'cooperation': c, 'conflict': n - c}} ORDER BY period)
            FROM (SELECT date_trunc('{by}', start)::DATE AS period, count(*) AS n, count(*) FILTER (quad <= 2) AS c
                FROM acts WHERE {fits} GROUP BY ALL)) AS periods,
        (SELECT list(page ORDER BY start DESC NULLS LAST, act) FROM page) AS page,
        (SELECT list(plans ORDER BY start, act) FROM plans) AS plans
"""

COLUMNS: Final = (
    'act, event, document, reports, start, "end", granularity, type, mode, status, focus, quad, score, confidence'
)


@dataclass(frozen=True, slots=True)
class Acts:
    """Of `known` acts of a pair, the `found` ones; `page` and `plans` are told as by `analyse.acts.told`.

    `next` is day and id of the act that the next page begins with.
    """

    known: int
    found: int
    cooperation: int
    first: date | None
    last: date | None
    types: list[Row]
    statuses: list[Row]
    periods: list[Row]
    page: list[Row]
    plans: list[Row]
    next: tuple[date | None, str] | None


def acts_of(snap: Snapshot, pair: Pair, asked: Asked, by: str, fits: Condition, today: date | None) -> Acts:
    """The acts asked for, the newest first, and the plans for `today` or later.

    Acts of which `fits` holds are counted in periods of `by`, a unit of DuckDB's `date_trunc`.
    """
    row = snap.sql(*page_query(pair, asked, by, fits, today)).to_pylist()[0]
    page, plans = row.pop("page") or [], row.pop("plans") or []
    following = page.pop() if len(page) > asked.limit else None
    told = {row["id"]: row for row in told_acts(snap, [*page, *plans])}
    return Acts(
        **{
            name: [] if value is None and name in ("types", "statuses", "periods") else value
            for name, value in row.items()
        },
        # An act that was rejected since the store was settled is told no more.
        page=[told[act["act"]] for act in page if act["act"] in told],
        plans=[told[act["act"]] for act in plans if act["act"] in told],
        next=(following["start"], following["act"]) if following else None,
    )


def page_query(pair: Pair, asked: Asked, by: str, fits: Condition, today: date | None) -> tuple[str, list[object]]:
    """The one query that a page of a relation needs, and its parameters."""
    mine, wanted, place = pair.condition(), asked.condition(), _from(asked.cursor)
    sectors = ", b, a_sectors, b_sectors" if asked.scope.sector else ""
    text = PAGE.format(
        mine=mine.sql, asked=wanted.sql, begin=place.sql, columns=COLUMNS, sectors=sectors, by=by, fits=fits.sql
    )
    values = [*mine.values, *wanted.values, *place.values, asked.limit + 1, today or date.max, PLANS, *fits.values]
    return text, values


def told_acts(snap: Snapshot, acts: list[Row]) -> list[Row]:
    """`analyse.acts.tell`, reading only the months in which something was reported of these acts."""
    ids = pa.array(sorted({act["act"] for act in acts}), pa.string())
    joined = snap.dataset("joins").to_table(columns=["month"], filter=ds.field("act").isin(ids))
    unique = list({act["act"]: act for act in acts}.values())
    return tell(WithinMonths(snap, joined["month"].unique().to_pylist()), unique)


def _from(cursor: str) -> Condition:
    """The acts from one on, in the list's order."""
    place = begin(cursor)
    if place is None:
        return Condition("true", [])
    day, act = place
    if day is None:
        return Condition("start IS NULL AND act >= ?", [act])
    return Condition("(start IS NULL OR start < ? OR (start = ? AND act >= ?))", [day, day, act])

"""Cooperation and conflict between two states or actors, week by week or month by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from statistics import fmean
from typing import Any, Final

import pyarrow as pa

from dateline.analyse.acts import find_acts
from dateline.analyse.parties import Party
from dateline.analyse.periods import by_of, fits, period_of, reports_read, span_of
from dateline.analyse.scope import OURS, Day, Scope
from dateline.store.snapshot import Snapshot

CURVE: Final = pa.schema(
    [
        ("period", pa.date32()),
        ("cooperation", pa.int64()),
        ("cooperation_score", pa.float64()),
        ("conflict", pa.int64()),
        ("conflict_score", pa.float64()),
        ("reports_read", pa.int64()),
        ("cooperation_per_1000", pa.float64()),
        ("conflict_per_1000", pa.float64()),
    ]
)

COOPERATION: Final = (1, 2)
"""The quads of cooperation; 3 and 4 are conflict."""

LEFT_OUT: Final = b"left_out"
"""Metadata of the table: how many acts are in no period of the span; most have no time, or one that is too coarse."""


def curve(
    snap: Snapshot,
    a: str,
    b: str | None = None,
    by: str = "month",
    *,
    since: Day = None,
    until: Day = None,
    types: Iterable[str] = (),
    status: Iterable[str] = ("happened",),
    sector: str | None = None,
    focus: str | None = None,
    origin: str = OURS,
) -> pa.Table:
    """Acts between `a` and `b` (or `a` and anybody) counted by period, in the schema `CURVE`: every period of the span.

    `period` is its first day (weeks begin on Monday). `cooperation` and `conflict` are numbers of acts, by quad; their
    scores are means of PLOVER's (-10 to +10), null where there is no act; `reports_read` counts the reports published
    in the period, near-duplicates included, and `…_per_1000` is acts for a thousand of them, null where none was read.

    The span is that of the reports, unless `since` and `until` say otherwise. An act counts once, however many reports
    tell of it, at its own first day and never at that of its report: background without a time of its own is out, and
    so is an act whose time is coarser than the period. The table's metadata `left_out` counts both, and acts outside
    the span. Raises `UsageError` for an unknown word.
    """
    by = by_of(by)
    scope = Scope.of(since=since, until=until, types=types, status=status, sector=sector, focus=focus, origin=origin)
    acts = find_acts(snap, scope, Party.of(a), Party.of(b) if b else None).to_pylist()
    timed = [act for act in acts if act["start"] and fits(act["start"], act["end"], act["granularity"], by)]
    read = reports_read(snap, by, origin)
    scores: dict[tuple[date, bool], list[float]] = defaultdict(list)
    for act in timed:
        scores[period_of(act["start"], by), act["quad"] in COOPERATION].append(act["score"])
    span = list(span_of(scope, read, by))
    rows = [_row(period, scores[period, True], scores[period, False], read.get(period, 0)) for period in span]
    counted = sum(row["cooperation"] + row["conflict"] for row in rows)
    return pa.Table.from_pylist(rows, CURVE).replace_schema_metadata({LEFT_OUT: str(len(acts) - counted)})


def _row(period: date, cooperation: list[float], conflict: list[float], read: int) -> dict[str, Any]:
    return {
        "period": period,
        "cooperation": len(cooperation),
        "cooperation_score": fmean(cooperation) if cooperation else None,
        "conflict": len(conflict),
        "conflict_score": fmean(conflict) if conflict else None,
        "reports_read": read,
        "cooperation_per_1000": 1000 * len(cooperation) / read if read else None,
        "conflict_per_1000": 1000 * len(conflict) / read if read else None,
    }

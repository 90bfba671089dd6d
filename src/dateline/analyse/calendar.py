"""What is planned, and what became of what was planned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

import pyarrow as pa

from dateline.analyse.acts import COLUMNS, tell
from dateline.analyse.parties import code_or_error
from dateline.analyse.scope import OURS, Condition, Day, Scope, day
from dateline.store.snapshot import Snapshot

CALENDAR: Final = pa.schema(
    [
        ("start", pa.date32()),
        ("end", pa.date32()),
        ("granularity", pa.string()),
        ("when", pa.string()),
        ("when_text", pa.string()),
        ("type", pa.string()),
        ("mode", pa.string()),
        ("actors", pa.list_(pa.string())),
        ("actor_codes", pa.list_(pa.string())),
        ("recipients", pa.list_(pa.string())),
        ("recipient_codes", pa.list_(pa.string())),
        ("place", pa.string()),
        ("place_country", pa.string()),
        ("words", pa.string()),
        ("outcome", pa.string()),
        ("outcome_start", pa.date32()),
        ("outcome_act", pa.string()),
        ("reasons", pa.list_(pa.string())),
        ("reports", pa.int32()),
        ("sources", pa.list_(pa.string())),
        ("reported", pa.date32()),
        ("documents", pa.list_(pa.string())),
        ("id", pa.string()),
        ("confidence", pa.float64()),
    ]
)

AWAITED: Final = "awaited"
"""The outcome of a plan whose time has not passed yet."""
UNKNOWN: Final = "unknown"
"""The outcome of a plan whose time has passed without a report of what became of it."""


def calendar(
    snap: Snapshot,
    countries: Iterable[str] = (),
    *,
    since: Day = None,
    until: Day = None,
    on: Day = None,
    types: Iterable[str] = (),
    origin: str = OURS,
) -> pa.Table:
    """Planned acts by their day, in the schema `CALENDAR`, one row a plan; those without a told day are last.

    `countries` (codes or names) keeps plans in which any of them takes part. `when` is the time as exactly as it was
    told, and no more: `2026-03-14`, `2026-03` for a month, `2026-Q2`, `2026`, else first and last day; `when_text` are
    the report's words. `outcome` is kept, moved, cancelled, broken or withdrawn, with the act that made it so; else
    `awaited`, or `unknown` for a plan whose last day lies before `on` (by default the day of the newest report) or that
    has none. Raises `UsageError` for an unknown word.
    """
    scope = Scope.of(since=since, until=until, types=types, status=("planned",), origin=origin)
    codes = [code_or_error(text) for text in countries]
    where = scope.condition()
    if codes:
        where &= Condition("(list_contains(?, a) OR list_contains(?, b))", [codes, codes])
    columns = ", ".join(f'"{column}"' for column in COLUMNS)
    query = f"SELECT DISTINCT ON (act) {columns} FROM dyads WHERE {where.sql} ORDER BY act, document, event"
    acts = snap.sql(query, where.values).to_pylist()
    today = day(on) or newest(snap)
    outcomes = _outcomes(snap, [act["act"] for act in acts])
    rows = [_row(row, outcomes.get(row["act"]), today) for row in tell(snap, acts)]
    rows.sort(key=lambda row: (row["start"] or date.max, row["end"] or date.max, row["id"]))
    return pa.Table.from_pylist(rows, CALENDAR)


def newest(snap: Snapshot) -> date | None:
    """The day of the newest report, which stands for today: a store answers the same whenever it is asked."""
    found: date | None = snap.sql("SELECT max(date) AS day FROM documents")["day"][0].as_py()
    return found


def _outcomes(snap: Snapshot, plans: list[str]) -> dict[str, dict[str, Any]]:
    """The newest outcome of each plan that has one: a meeting that was moved may be held in the end."""
    query = (
        "SELECT plan, outcome, act, day, reasons FROM outcomes WHERE list_contains(?, plan)"
        " ORDER BY plan, day NULLS FIRST, outcome, act"
    )
    return {row["plan"]: row for row in snap.sql(query, [plans]).to_pylist()}


def _row(row: dict[str, Any], outcome: dict[str, Any] | None, today: date | None) -> dict[str, Any]:
    past = row["end"] is not None and today is not None and row["end"] < today
    told = {
        "outcome": outcome["outcome"] if outcome else UNKNOWN if past or row["end"] is None else AWAITED,
        "outcome_start": outcome["day"] if outcome else None,
        "outcome_act": outcome["act"] if outcome else None,
        "reasons": outcome["reasons"] if outcome else [],
        "when": when(row["start"], row["end"], row["granularity"]),
    }
    return {**row, **told}


def when(start: date | None, end: date | None, granularity: str | None) -> str | None:
    """A time as exactly as it was told: `2026-03-14`, `2026-03`, `2026-Q2`, `2026`, or `2026-03-02 to 2026-03-08`."""
    if start is None or end is None:
        return start.isoformat() if start else None
    whole = {
        "month": f"{start:%Y-%m}",
        "quarter": f"{start:%Y}-Q{(start.month + 2) // 3}",
        "year": f"{start:%Y}",
    }
    if granularity in whole and _is_whole(start, end, granularity):
        return whole[granularity]
    return start.isoformat() if start == end else f"{start} to {end}"


def _is_whole(start: date, end: date, granularity: str) -> bool:
    """Whether the days are one whole month, quarter or year: "in early March" has the granularity of a month, too."""
    months = {"month": 1, "quarter": 3, "year": 12}[granularity]
    last = start.month + months - 1
    following = date(start.year + last // 12, last % 12 + 1, 1)
    return start.day == 1 and (following - end).days == 1

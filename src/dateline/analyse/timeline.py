"""What passed between two states or actors, in order of time: acts, words about each other, agreements."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Final

import pyarrow as pa

from dateline.analyse.acts import find_acts, telling, told
from dateline.analyse.cast import cast_of
from dateline.analyse.parties import Party
from dateline.analyse.reports import library
from dateline.analyse.scope import OURS, Day, Scope
from dateline.analyse.words import agreement, statement, words_between
from dateline.store.snapshot import Snapshot

TIMELINE: Final = pa.schema(
    [
        ("kind", pa.string()),
        ("start", pa.date32()),
        ("end", pa.date32()),
        ("granularity", pa.string()),
        ("reported", pa.date32()),
        ("type", pa.string()),
        ("mode", pa.string()),
        ("status", pa.string()),
        ("focus", pa.string()),
        ("quad", pa.int8()),
        ("score", pa.float64()),
        ("actors", pa.list_(pa.string())),
        ("actor_codes", pa.list_(pa.string())),
        ("recipients", pa.list_(pa.string())),
        ("recipient_codes", pa.list_(pa.string())),
        ("name", pa.string()),
        ("stage", pa.string()),
        ("words", pa.string()),
        ("reports", pa.int32()),
        ("sources", pa.list_(pa.string())),
        ("documents", pa.list_(pa.string())),
        ("id", pa.string()),
        ("record", pa.string()),
        ("confidence", pa.float64()),
    ]
)


def timeline(
    snap: Snapshot,
    a: str,
    b: str | None = None,
    *,
    since: Day = None,
    until: Day = None,
    types: Iterable[str] = (),
    status: Iterable[str] = (),
    sector: str | None = None,
    focus: str | None = None,
    origin: str = OURS,
) -> pa.Table:
    """What passed between `a` and `b`, or between `a` and anybody, in the schema `TIMELINE`.

    `a` and `b` are states or bodies by code or English name, or actors by the name that reports give. Rows are sorted
    by first day; an act without one is last, and out if there is a bound. One row is

    - an `event`: one act, however many reports tell of it. `id` is the act's, `record` its main event's; `words` are
      those of its main report; `reports` counts near-duplicates, `documents` and `sources` name them, `reported` is
      the day of the first.
    - a `statement` of one about the other; `actors` has the speaker, `recipients` whom it is about or addressed to.
    - an `agreement` between them, with its `name` and `stage`; `actors` are its parties.

    Statements, and agreements without a day of their own, stand at the day of their report; `since` and `until` bound
    the report's day for both.

    `types`, `status` and `focus` are words of events: with one of them only events are listed. `sector` keeps the acts
    in which each side has a participant of that sector, and leaves statements and agreements out as well. Raises
    `UsageError` for an unknown word.
    """
    scope = Scope.of(since=since, until=until, types=types, status=status, sector=sector, focus=focus, origin=origin)
    first, second = Party.of(a), Party.of(b) if b else None
    # Acts and words lie in different tables; reading waits for files, not for Python.
    with ThreadPoolExecutor(1) as beside:
        words_found = None if scope.narrowed else beside.submit(words_between, snap, scope, first, second)
        acts = find_acts(snap, scope, first, second).to_pylist()
        known = telling(snap, acts)
        statements, agreements = words_found.result() if words_found else ([], [])
    documents = known.all_documents | {row["document"] for row in (*statements, *agreements)}
    months = known.months | {row["month"] for row in (*statements, *agreements)}
    cast, books = cast_of(snap, documents, months), library(snap, documents, months)
    words = [statement(row, cast, books) for row in statements] + [agreement(row, cast, books) for row in agreements]
    rows = [{**row, "kind": "event"} for row in told(acts, known, cast, books)]
    rows += [row for row in words if scope.spans(row["reported"])]
    rows.sort(key=lambda row: (row["start"] or date.max, row["kind"], row["id"], row["documents"]))
    return pa.Table.from_pylist(rows, TIMELINE)

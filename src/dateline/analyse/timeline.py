"""What passed between two states or actors, in order of time: acts, words about each other, agreements."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Final

import pyarrow as pa

from dateline.analyse.acts import dyad_of_codes, find_acts, of_codes, telling, told
from dateline.analyse.cast import cast_of
from dateline.analyse.parties import Party
from dateline.analyse.reports import library
from dateline.analyse.scope import OURS, Day, Scope
from dateline.analyse.words import words_between
from dateline.store.relations import told_agreement, told_statement
from dateline.store.schema import TABLES
from dateline.store.snapshot import Snapshot

TIMELINE: Final = pa.schema(
    [
        TABLES["relations"].schema.field(name)
        for name in (
            "kind", "start", "end", "granularity", "reported", "type", "mode", "status", "focus", "quad", "score",
            "actors", "actor_codes", "recipients", "recipient_codes", "name", "stage", "words", "reports", "sources",
            "documents", "id", "record", "confidence",
        )
    ]
)  # fmt: skip
"""The columns of a timeline; what each means, the table `relations` tells."""


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
    if first.code and (second is None or second.code):
        found = _kept(snap, scope, first, second)
        # A store that an older program made, or whose reports were never settled, has none.
        if found.num_rows or snap.files("relations"):
            return found
    return _gathered(snap, scope, first, second)


def _kept(snap: Snapshot, scope: Scope, first: Party, second: Party | None) -> pa.Table:
    """The timeline of codes: one reading of one table, in which the rows of a dyad stand together."""
    where = scope.relations() & of_codes(first, second)
    columns = ", ".join(f'"{name}"' for name in TIMELINE.names)
    # What has several parties stands in several dyads of one of them.
    once = "" if second else "DISTINCT ON (kind, document, record)"
    query = f"""
        SELECT {once} {columns} FROM relations WHERE {where.sql}
        ORDER BY start NULLS LAST, kind, id, documents"""
    return snap.sql(query, where.values, dyad=dyad_of_codes(first, second)).cast(TIMELINE)


def _gathered(snap: Snapshot, scope: Scope, first: Party, second: Party | None) -> pa.Table:
    """The timeline of anybody, from what each report tells."""
    # Acts and words lie in different tables; reading waits for files, not for Python.
    with ThreadPoolExecutor(1) as beside:
        words_found = None if scope.narrowed else beside.submit(words_between, snap, scope, first, second)
        acts = find_acts(snap, scope, first, second).to_pylist()
        known = telling(snap, acts)
        statements, agreements = words_found.result() if words_found else ([], [])
    documents = known.all_documents | {row["document"] for row in (*statements, *agreements)}
    months = known.months | {row["month"] for row in (*statements, *agreements)}
    cast, books = cast_of(snap, documents, months), library(snap, documents, months)
    words = [
        tell(row, cast, books.reports([row["document"]]))
        for tell, found in ((told_statement, statements), (told_agreement, agreements))
        for row in found
    ]
    rows = [{**row, "kind": "event"} for row in told(acts, known, cast, books)]
    rows += [row for row in words if scope.spans(row["reported"])]
    rows.sort(key=lambda row: (row["start"] or date.max, row["kind"], row["id"], row["documents"]))
    return pa.Table.from_pylist(rows, TIMELINE)

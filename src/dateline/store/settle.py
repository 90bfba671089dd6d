"""What follows from all reports together: who the open actors are, which events are one act, what became of plans.

The derived tables are a function of what the reports tell and of the edits, whatever the order in which documents came:
two adds in either order, or at once, settle to the same rows. Only months whose rows change are written.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import pyarrow as pa

from dateline.join import Act, Edits, Told, find_outcomes, join_acts, told_of
from dateline.store.dyads import dyad_rows
from dateline.store.edits import edits_of
from dateline.store.lake import Store
from dateline.store.months import Month, months_of, read_month
from dateline.store.offices import resolutions_of
from dateline.store.relations import relations_of
from dateline.store.reports import COLUMNS, Library
from dateline.store.rows import Row, month_of
from dateline.store.schema import TABLES
from dateline.store.snapshot import Snapshot
from dateline.store.transaction import Transaction

Key = tuple[str, str]
"""Document id and the id of a record in it."""


def settle(store: Store) -> None:
    """Bring the derived tables up to date with everything else, as one version; none if nothing changes.

    Reads the events of the whole store (`bench/store.py` tells how long that takes). Raises `StoreError`.
    """
    with store.writing("settle", "who is who, what is one act, what became of plans") as transaction:
        base = transaction.base
        edits = edits_of(base, "correct", "reject")
        resolutions = {(row["document"], row["actor"]): row for row in resolutions_of(base)}
        months = months_of(base)
        weights = _weights(base)
        read = (read_month(base, month, resolutions, edits) for month in months)
        acts = _acts((pair for month in read for pair in _told(month, weights)), _edits(base))
        joins = {(row["document"], row["event"]): row for told in acts for row in _joins(told)}
        told_by = {act.id: {told.document for told in act.told} for told in acts for act in told}
        library = _library(base)
        dyads, relations = [], []
        for month in (read_month(base, name, resolutions, edits) for name in months):
            seen = list(_dyads(month, joins))
            dyads.append(_table("dyads", seen))
            relations.append(_table("relations", relations_of(month, seen, told_by, library)))
        _replace(transaction, "resolutions", [_table("resolutions", resolutions.values())])
        _replace(transaction, "joins", [_table("joins", joins.values())])
        _replace(transaction, "outcomes", [_table("outcomes", (row for told in acts for row in _outcomes(told)))])
        _replace(transaction, "dyads", dyads)
        _replace(transaction, "relations", relations)


def _weights(base: Snapshot) -> Counter[str]:
    """How many reports a document stands for beyond itself: its near-duplicates."""
    duplicates = base.dataset("documents").to_table(columns=["duplicate_of"])["duplicate_of"].drop_null()
    return Counter(duplicates.to_pylist())


def _library(base: Snapshot) -> Library:
    rows = base.dataset("documents").to_table(columns=list(COLUMNS)).to_pylist()
    return Library(rows, {row["id"] for row in rows})


def _edits(base: Snapshot) -> Edits:
    return Edits.of({**edit, "change": json.dumps(edit["change"])} for edit in edits_of(base, "join", "split"))


def _acts(told: Iterable[tuple[str, Told]], edits: Edits) -> list[list[Act]]:
    """The acts of each origin: imported events stand beside ours, to be compared, not mixed."""
    by_origin: dict[str, list[Told]] = defaultdict(list)
    for origin, event in told:
        by_origin[origin].append(event)
    return [join_acts(events, edits) for _, events in sorted(by_origin.items())]


def _told(month: Month, weights: Mapping[str, int]) -> Iterator[tuple[str, Told]]:
    """The events of a month, each with its origin."""
    for event in month.events:
        document = event["document"]
        figures = month.figures.get(document, ())
        weight = 1 + weights[document]
        yield event["origin"], told_of(event, month.actors[document], month.documents[document], figures, weight)


def _joins(acts: Iterable[Act]) -> Iterator[Row]:
    for act in acts:
        for member in act.members:
            told = member.told
            yield {
                "event": told.event,
                "document": told.document,
                "month": month_of(told.reported),
                "act": act.id,
                "main": told.key == act.main.key,
                "reports": act.reports,
                "joined_by": member.by,
                "reasons": member.reasons,
            }


def _outcomes(acts: Sequence[Act]) -> Iterator[Row]:
    first: dict[str, date | None] = {act.id: act.told[0].reported for act in acts}
    for found in find_outcomes(acts):
        yield {
            "plan": found.plan,
            "month": month_of(first[found.plan]),
            "outcome": found.outcome,
            "act": found.act,
            "day": found.day,
            "reasons": found.reasons,
        }


def _dyads(month: Month, joins: Mapping[Key, Row]) -> Iterator[Row]:
    for event in month.events:
        document = event["document"]
        figures = month.figures.get(document, ())
        killed = [f["value"] for f in figures if f["event"] == event["id"] and f["measure"] == "killed" and f["value"]]
        join = joins[document, event["id"]]
        # The largest, not the sum: "12 killed, among them 4 children" are two figures.
        yield from dyad_rows(event, month.actors[document], join, max(killed, default=None))


# The order of rows in a file: what queries filter by stands together.
ORDER = {
    "resolutions": ("document", "actor"),
    "joins": ("document", "event"),
    "outcomes": ("plan", "act"),
    "dyads": ("dyad", "start", "document", "event"),
    "relations": ("dyad", "start", "kind", "id", "document"),
}


def _table(name: str, rows: Iterable[Row]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), TABLES[name].schema)


def _replace(transaction: Transaction, name: str, parts: Sequence[pa.Table]) -> None:
    """Put derived rows in place of those there are, in the months where they differ."""
    empty = TABLES[name].schema.empty_table()
    wanted = _by_month(pa.concat_tables([empty, *parts]), name)
    there = _by_month(transaction.base.table(name), name)
    changed = [m for m in sorted({*wanted, *there}) if not wanted.get(m, empty).equals(there.get(m, empty))]
    if changed:
        rows = [wanted[month] for month in changed if month in wanted]
        transaction.overwrite(name, pa.concat_tables([empty, *rows]), changed)


def _by_month(table: pa.Table, name: str) -> dict[str, pa.Table]:
    """The rows of each month, in order, as one chunk, so that equal rows make equal tables."""
    order = [(column, "ascending") for column in ("month", *ORDER[name])]
    table = table.sort_by(order).combine_chunks()
    lengths = Counter(table["month"].to_pylist())
    months: dict[str, pa.Table] = defaultdict(lambda: table.slice(0, 0))
    start = 0
    for month in sorted(lengths):
        months[month] = table.slice(start, lengths[month])
        start += lengths[month]
    return dict(months)

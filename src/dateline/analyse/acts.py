"""Which acts a question finds, and what the reports tell of them: one row an act, however many its reports."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa

from dateline.analyse.cast import Cast, Key, cast_of, fetch, members
from dateline.analyse.parties import Party
from dateline.analyse.reports import library
from dateline.analyse.scope import Condition, Scope
from dateline.store.dyads import dyad_of
from dateline.store.relations import told_act
from dateline.store.reports import Library
from dateline.store.snapshot import Snapshot

COLUMNS: Final = (
    "act", "event", "document", "reports", "start", "end", "granularity", "type", "mode", "status", "focus", "quad",
    "score", "confidence",
)  # fmt: skip

Row = dict[str, Any]


def find_acts(snap: Snapshot, scope: Scope, first: Party, second: Party | None = None) -> pa.Table:
    """The acts in scope between two parties, or of one with anybody: the `COLUMNS` of `dyads`, one row an act."""
    where = scope.condition() & of_codes(first, second)
    if first.code is None or (second and second.code is None):
        events = sorted(_events_of(snap, first, second))
        where &= Condition("list_contains(?, document || ' ' || event)", [[" ".join(key) for key in events]])
    columns = ", ".join(f'"{column}"' for column in COLUMNS)
    # An act of several states stands in several dyads.
    query = f"SELECT DISTINCT ON (act) {columns} FROM dyads WHERE {where.sql} ORDER BY act, document, event"
    return snap.sql(query, where.values, dyad=dyad_of_codes(first, second))


def dyad_of_codes(first: Party, second: Party | None) -> str | None:
    """The one dyad that two codes stand in; None for a party without a code, and for one with anybody."""
    return dyad_of(first.code, second.code) if second and first.code and second.code else None


def of_codes(first: Party, second: Party | None) -> Condition:
    """The dyads that two codes, or one, stand in; a party without a code leaves them open."""
    dyad = dyad_of_codes(first, second)
    if dyad:
        # The table is sorted by this column.
        return Condition("dyad = ?", [dyad])
    codes = [party.code for party in (first, second) if party and party.code]
    return Condition("(a = ? OR b = ?)", [*codes, *codes]) if codes else Condition("true", [])


def _events_of(snap: Snapshot, first: Party, second: Party | None) -> set[Key]:
    """The events in which someone of each party takes part as actor or recipient."""
    sides = members(snap, [party for party in (first, second) if party])
    documents = {document for document, _ in sides[0]}
    months = set(sides[0].values())
    found = set()
    for row in fetch(snap, "events", ("document", "id", "actors", "recipients"), "document", documents, months):
        taking_part = {(row["document"], actor) for actor in [*row["actors"], *row["recipients"]]}
        if all(side.keys() & taking_part for side in sides):
            found.add((row["document"], row["id"]))
    return found


@dataclass(frozen=True, slots=True)
class Telling:
    """The main event of each act by act id, and the documents that tell of the act (near-duplicates left out).

    `months` are those of all of the documents.
    """

    events: dict[str, Row]
    documents: dict[str, set[str]]
    months: set[str]

    @property
    def all_documents(self) -> set[str]:
        """The documents of all acts."""
        return set().union(*self.documents.values())


EVENT: Final = ("document", "id", "month", "actors", "recipients", "words", "when_text", "place", "place_country")


def telling(snap: Snapshot, acts: Sequence[Row]) -> Telling:
    """What is stored about acts; `acts` are rows with the `COLUMNS` of `dyads`."""
    main = {(act["document"], act["event"]): act["act"] for act in acts}
    documents = {act["act"]: {act["document"]} for act in acts}
    months = set()
    # The smallest of the tables tells in which months the others are to be opened.
    for row in fetch(snap, "joins", ("act", "document", "month"), "act", documents):
        documents[row["act"]].add(row["document"])
        months.add(row["month"])
    rows = fetch(snap, "events", EVENT, "id", {act["event"] for act in acts}, months)
    events = {main[key]: row for row in rows if (key := (row["document"], row["id"])) in main}
    return Telling(events, documents, months)


def told(acts: Sequence[Row], telling: Telling, cast: Cast, library: Library) -> list[Row]:
    """The rows of acts with what their main reports tell, and all their reports.

    Beside the columns of `acts`: `actors` and `recipients` (names), `actor_codes` and `recipient_codes`, `words`,
    `when_text`, `place`, `place_country`, `documents`, `sources`, `reported` (the first report's day), `id` (the
    act's) and `record` (its main event's).
    """
    rows = []
    for act in acts:
        event = telling.events.get(act["act"])
        if event is None:
            # Rejected since the last `settle`.
            continue
        reports = library.reports(telling.documents[act["act"]])
        rows.append({**told_act(act, event, cast, reports), "when_text": event["when_text"]})
    return rows


def tell(snap: Snapshot, acts: Sequence[Row]) -> list[Row]:
    """`told`, with all that it needs read from the store."""
    known = telling(snap, acts)
    documents: Collection[str] = known.all_documents
    return told(acts, known, cast_of(snap, documents, known.months), library(snap, documents, known.months))

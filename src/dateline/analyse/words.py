"""What two parties said about each other, and what they agreed."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from dateline.analyse.cast import Cast, Key, fetch, members
from dateline.analyse.parties import Party
from dateline.analyse.reports import Library
from dateline.analyse.scope import Scope
from dateline.store.snapshot import Snapshot

SAID: Final = ("document", "id", "month", "speaker", "about", "addressees", "words", "confidence")
AGREED: Final = (
    "document",
    "id",
    "month",
    "name",
    "parties",
    "stage",
    "start",
    "end",
    "granularity",
    "words",
    "confidence",
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sides:
    """The actors of two parties, or of one and anybody; the documents in which both (or it) occur, and their months."""

    first: Set[Key]
    second: Set[Key] | None
    documents: set[str]
    months: set[str]

    @classmethod
    def of(cls, snap: Snapshot, scope: Scope, first: Party, second: Party | None) -> Sides:
        """The sides in the documents of the scope's months."""
        sides = members(snap, [party for party in (first, second) if party], scope.months)
        shared = {document for document, _ in sides[0]}
        return cls(sides[0].keys(), sides[1].keys() if second else None, shared, set(sides[0].values()))

    def face(self, document: str, one: list[str], other: list[str]) -> bool:
        """Whether one side is among `one` and the other among `other`, either way round."""
        ones, others = {(document, actor) for actor in one}, {(document, actor) for actor in other}
        if self.second is None:
            return bool(self.first & (ones | others))
        return bool((self.first & ones and self.second & others) or (self.second & ones and self.first & others))


def words_between(snap: Snapshot, scope: Scope, first: Party, second: Party | None) -> tuple[list[Row], list[Row]]:
    """Statements of one party about the other, and agreements between them, as stored."""
    sides = Sides.of(snap, scope, first, second)
    statements = [
        row
        for row in fetch(snap, "statements", SAID, "document", sides.documents, sides.months)
        if row["speaker"] and sides.face(row["document"], [row["speaker"]], _towards(row))
    ]
    agreements = [
        row
        for row in fetch(snap, "agreements", AGREED, "document", sides.documents, sides.months)
        if sides.face(row["document"], row["parties"], row["parties"])
    ]
    return statements, agreements


def statement(row: Row, cast: Cast, library: Library) -> Row:
    """A stored statement as a row of a timeline."""
    document = row["document"]
    return {
        "kind": "statement",
        "actors": cast.names(document, [row["speaker"]]),
        "actor_codes": cast.codes(document, [row["speaker"]]),
        "recipients": cast.names(document, _towards(row)),
        "recipient_codes": cast.codes(document, _towards(row)),
        **_common(row, library),
    }


def agreement(row: Row, cast: Cast, library: Library) -> Row:
    """A stored agreement as a row of a timeline."""
    told = {
        "kind": "agreement",
        "name": row["name"],
        "stage": row["stage"],
        "actors": cast.names(row["document"], row["parties"]),
        "actor_codes": cast.codes(row["document"], row["parties"]),
        "recipients": [],
        "recipient_codes": [],
        **_common(row, library),
    }
    own = {name: row[name] for name in ("start", "end", "granularity")}
    return told | own if row["start"] else told


def _towards(row: Row) -> list[str]:
    return list(dict.fromkeys([*row["about"], *row["addressees"]]))


def _common(row: Row, library: Library) -> Row:
    reports = library.reports([row["document"]])
    day: date | None = reports.reported
    return {
        "id": row["id"],
        "record": row["id"],
        "words": row["words"],
        "confidence": row["confidence"],
        "documents": reports.documents,
        "sources": reports.sources,
        "reports": len(reports.documents),
        "reported": day,
        "start": day,
        "end": day,
        "granularity": "day" if day else None,
    }

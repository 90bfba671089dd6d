"""What two parties said about each other, and what they agreed."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Any, Final

from dateline.analyse.cast import Key, fetch, members
from dateline.analyse.parties import Party
from dateline.analyse.scope import Scope
from dateline.store.relations import towards_of
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
        if row["speaker"] and sides.face(row["document"], [row["speaker"]], towards_of(row))
    ]
    agreements = [
        row
        for row in fetch(snap, "agreements", AGREED, "document", sides.documents, sides.months)
        # Nobody agrees with himself.
        if any(sides.face(row["document"], [one], [id for id in row["parties"] if id != one]) for one in row["parties"])
    ]
    return statements, agreements

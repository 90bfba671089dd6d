"""What people decided about events and actors, applied to the rows of a selection as `settle` applies it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from dateline.store.edits import apply_edits, edits_of
from dateline.store.months import filled
from dateline.store.snapshot import Snapshot

Row = dict[str, Any]

SIDES = {"actors": "doers", "recipients": "done_to"}
"""Columns of an event, and what a selection calls the participants that they name."""


class Corrections:
    """The edits of a store, by record."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._edits: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for edit in edits_of(snapshot, "correct", "reject"):
            self._edits[edit["document"], edit["record"]].append(edit)

    def event(self, row: Row) -> Row | None:
        """An event's row, corrected, with its participants `doers` and `done_to` corrected too; None if rejected."""
        if not self._edits:
            return row
        edits = self._edits.get((row["document"], row["id"]), [])
        kept = apply_edits("events", [row], edits)
        if not kept:
            return None
        (row,) = kept
        changed = {side for edit in edits for side in SIDES if side in edit["change"]}
        told = {name: self._named(row, side) for side, name in SIDES.items() if side in changed}
        row |= told
        return row | {name: self._parties(row["document"], row[name] or []) for name in SIDES.values()}

    def _parties(self, document: str, parties: list[Row]) -> list[Row]:
        kept = []
        for party in parties:
            edits = self._edits.get((document, party["id"]), [])
            kept += apply_edits("actors", [{**party, "document": document}], edits)
        return [{name: value for name, value in party.items() if name != "document"} for party in kept]

    def _named(self, row: Row, side: str) -> list[Row]:
        """The participants that a correction names: the selection has joined those of the report."""
        key = [row["document"], row["month"]]
        actors = self._snapshot.sql("SELECT * FROM actors WHERE document = ? AND month = ?", key).to_pylist()
        told = self._snapshot.sql("SELECT * FROM resolutions WHERE document = ? AND month = ?", key).to_pylist()
        resolutions = {resolution["actor"]: resolution for resolution in told}
        by_id = {actor["id"]: filled(actor, resolutions.get(actor["id"])) for actor in actors}
        names = ("id", "kind", "name", "country", "base", "sector", "office")
        return [{**{name: by_id[id][name] for name in names}, "mentions": []} for id in row[side] if id in by_id]

"""Joining events to one act, parting them, and undoing it, by hand; decisions hold through later adds and recodings."""

from __future__ import annotations

import json
from collections.abc import Collection

import pyarrow.dataset as ds

from dateline.errors import UsageError
from dateline.join import EventKey, join_change, split_change
from dateline.store.edits import add_edit, edits_of
from dateline.store.lake import Store
from dateline.store.settle import settle
from dateline.store.snapshot import Snapshot


def join_events(store: Store, names: Collection[str], note: str | None = None) -> str:
    """Make events one act; each is named by the id of an event or of an act. The edit's id. Raises `UsageError`."""
    with store.writing("edit", f"{len(names)} events joined") as transaction:
        events = [key for name in sorted(set(names)) for key in _events(transaction.base, name)]
        edit = add_edit(transaction, "join", json.loads(join_change(events)), note=note)
    settle(store)
    return edit


def split_act(store: Store, name: str, documents: Collection[str], note: str | None = None) -> str:
    """Take the events of some documents out of an act, named by its id or by that of one of its events; the edit's id.

    Raises `UsageError` for an act that is not there, or if none or all of its reports are meant.
    """
    with store.writing("edit", f"an act parted from {len(documents)} reports") as transaction:
        members = _members(transaction.base, name)
        edit = add_edit(transaction, "split", json.loads(split_change(members, documents)), note=note)
    settle(store)
    return edit


def undo_edit(store: Store, name: str) -> None:
    """Undo an edit other than a takedown. Raises `UsageError` for one that is not there or was undone."""
    with store.writing("edit", f"{name} undone") as transaction:
        there = edits_of(transaction.base, "split", "join", "correct", "reject")
        if name not in {edit["id"] for edit in there}:
            raise UsageError(f"no edit {name!r} that could be undone: `dateline sql 'SELECT * FROM edits'` shows all")
        add_edit(transaction, "restore", {"edit": name})
    settle(store)


def _events(base: Snapshot, name: str) -> list[EventKey]:
    """One event of an act is enough to join it, and all of them keep together what is one act now."""
    return _members(base, name) if name.startswith("act") else _found(base, "event", name)


def _members(base: Snapshot, name: str) -> list[EventKey]:
    if not name.startswith("act"):
        rows = base.dataset("joins").to_table(columns=["act"], filter=ds.field("event") == name)
        name = rows["act"][0].as_py() if rows.num_rows else name
    return _found(base, "act", name)


def _found(base: Snapshot, column: str, name: str) -> list[EventKey]:
    rows = base.dataset("joins").to_table(columns=["document", "event"], filter=ds.field(column) == name).to_pylist()
    if not rows:
        raise UsageError(f"the store has no {column} {name!r}: `dateline timeline` shows the ids of acts and events")
    return sorted((row["document"], row["event"]) for row in rows)

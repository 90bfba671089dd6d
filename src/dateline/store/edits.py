"""What people decided about records: kept beside them, never written over them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import pyarrow as pa

from dateline.errors import UsageError
from dateline.store.rows import Row, columns_of
from dateline.store.schema import TABLES
from dateline.store.snapshot import Snapshot
from dateline.store.transaction import Transaction

KINDS: Final = ("split", "join", "correct", "reject", "restore", "remove")


def add_edit(
    transaction: Transaction,
    kind: str,
    change: Mapping[str, Any],
    *,
    record: str | None = None,
    document: str | None = None,
    note: str | None = None,
) -> str:
    """Keep an edit; its id. `change` says what is to be, for its kind:

    - `split`: `{"events": [[document id, event id], …], "others": […]}`: the ones are other acts than the others.
    - `join`: `{"events": [[document id, event id], …]}`: they tell of one act.
    - `correct`: `{"field": value, …}` of `record`, in the contract's names.
    - `reject`: `{}`; `record` is no record.
    - `restore`: `{"edit": edit id}` is undone.
    - `remove`: `{"text_hash": …}` of `document`, which must not come back.

    Raises `UsageError` for another kind.
    """
    if kind not in KINDS:
        raise UsageError(f"no edit is called {kind!r}: it is one of {', '.join(KINDS)}")
    at = datetime.now(UTC)
    told = json.dumps(change, sort_keys=True, ensure_ascii=False)
    key = "\n".join((at.isoformat(), kind, record or "", document or "", told))
    id = f"ed{hashlib.sha256(key.encode()).hexdigest()[:12]}"
    row = {"id": id, "at": at, "kind": kind, "record": record, "document": document, "change": told, "note": note}
    transaction.append("edits", pa.Table.from_pylist([row], TABLES["edits"].schema))
    return id


def edits_of(snapshot: Snapshot, *kinds: str) -> list[Row]:
    """The edits of some kinds that nobody undid, oldest first; `change` is a mapping."""
    rows: list[Row] = sorted(snapshot.table("edits").to_pylist(), key=lambda row: (row["at"], row["id"]))
    told = [{**row, "change": json.loads(row["change"])} for row in rows]
    undone = {row["change"]["edit"] for row in told if row["kind"] == "restore"}
    return [row for row in told if row["kind"] in kinds and row["id"] not in undone]


def apply_edits(table: str, rows: Iterable[Row], edits: Sequence[Row]) -> list[Row]:
    """Rows of a record table as corrected, without those rejected; `edits` are of the kinds `correct` and `reject`."""
    rejected = {(edit["document"], edit["record"]) for edit in edits if edit["kind"] == "reject"}
    changes: dict[tuple[str, str], Row] = {}
    for edit in edits:
        if edit["kind"] == "correct":
            changes.setdefault((edit["document"], edit["record"]), {}).update(edit["change"])
    kept = (row for row in rows if (row["document"], row["id"]) not in rejected)
    return [_corrected(table, row, changes.get((row["document"], row["id"]))) for row in kept]


def _corrected(table: str, row: Row, change: Row | None) -> Row:
    if change is None:
        return row
    fields = {"type": row.get("type"), "mode": row.get("mode"), **change} if {"type", "mode"} & set(change) else change
    told = {name: value for name, value in change.items() if name in TABLES[table].columns}
    return {**row, **told, **columns_of(table, fields)}

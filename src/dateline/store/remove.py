"""Takedown: a document and all that rests on it, out of the store and out of its earlier versions, to stay out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

import pyarrow.dataset as ds

from dateline.errors import UsageError
from dateline.store.edits import add_edit, edits_of
from dateline.store.lake import Store
from dateline.store.purge import purge
from dateline.store.rows import Row
from dateline.store.schema import TABLES
from dateline.store.settle import settle

KNOWN_BY: Final = ("id", "key", "text_hash", "month")


def remove(
    store: Store, names: Collection[str], note: str | None = None, progress: Callable[[str], None] | None = None
) -> list[str]:
    """Take documents out, named by id or address; their ids. What a killed call left undone is done as well.

    Their rows go from every table and every version; the id, the address and a hash of the text stay as an edit, so
    that the next add does not bring them back. Near-duplicates that they stood for are coded by the next `add`, or by
    `adopt`.
    Raises `UsageError` for a name that no document has, and `StoreError`.
    """
    removed = []
    if names:
        with store.writing("remove", f"{len(names)} documents taken out") as transaction:
            found = _find(transaction.base.dataset("documents"), names)
            removed = [row["id"] for row in found]
            for name, table in TABLES.items():
                if name == "documents":
                    transaction.delete(name, "id", removed, {row["month"] for row in found})
                elif "document" in table.columns and name != "edits":
                    transaction.delete(name, "document", removed)
            for row in found:
                change = {"key": row["key"], "text_hash": row["text_hash"]}
                add_edit(transaction, "remove", change, document=row["id"], note=note)
    # Before the past is purged, in which settling looks up what was there, also after a killed call.
    settle(store)
    with store.locked():
        gone = [edit["document"] for edit in edits_of(store.at(), "remove")]
        purge(store.uri, store.options, gone, progress)
    return removed


def _find(documents: ds.Dataset, names: Collection[str]) -> list[Row]:
    wanted = sorted(set(names))
    among = ds.field("id").isin(wanted) | ds.field("key").isin(wanted) | ds.field("url").isin(wanted)
    found: list[Row] = documents.to_table(columns=[*KNOWN_BY, "url"], filter=among).to_pylist()
    told = {value for row in found for value in (row["id"], row["key"], row["url"])}
    missing = [name for name in wanted if name not in told]
    if missing:
        raise UsageError(
            f"no document has the id or address {', '.join(missing)}: `dateline find` and `dateline sql` show ids"
        )
    return sorted(found, key=lambda row: row["id"])

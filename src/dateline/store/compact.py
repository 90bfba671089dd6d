"""Small files joined: each part of an add leaves a file in each table and month, and many files are slow to read."""

from __future__ import annotations

from collections import Counter
from typing import Final

from deltalake import DeltaTable

from dateline.store.lake import Store
from dateline.store.schema import TABLES

FILES: Final = 24
"""Files of a table in one month before they are joined: the parts of some 1,200 documents. Reading a month of that many
takes about twice the time of reading one; joining them more often would write the same rows again and again."""

SMALL: Final = 32 * 1024 * 1024
"""Bytes of a file that counts: larger ones are what joining makes."""


def compact(store: Store) -> list[str]:
    """Join the small files of all tables, as one version; the tables that had any. Raises `StoreError`."""
    return _compact(store, 1)


def compact_if_needed(store: Store) -> list[str]:
    """Join the files of the tables that have too many in one month; the tables. Raises `StoreError`."""
    return _compact(store, FILES)


def _compact(store: Store, most: int) -> list[str]:
    with store.writing("compact", "small files joined") as transaction:
        # `commits` is not of any version: it names them.
        names = [name for name in TABLES if name != "commits" and name in transaction.versions]
        crowded = [name for name in names if _files(store, name, transaction.versions[name]) > most]
        for name in crowded:
            transaction.compact(name)
    return crowded


def _files(store: Store, name: str, version: int) -> int:
    """The most small files that a month of the table has."""
    table = DeltaTable(f"{store.uri}/{name}", version=version, storage_options=store.options)
    actions = table.get_add_actions(flatten=True)
    months = actions["partition.month"].to_pylist() if TABLES[name].by_month else [""] * actions.num_rows
    sizes = actions["size_bytes"].to_pylist()
    counts = Counter(month for month, size in zip(months, sizes, strict=True) if size < SMALL)
    return max(counts.values(), default=0)

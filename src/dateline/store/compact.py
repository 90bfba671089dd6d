"""Small files joined: each part of an add leaves a file in each table and month, and many files are slow to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import pyarrow.dataset as ds

from dateline.store.derived import in_order
from dateline.store.lake import Store
from dateline.store.schema import SORTED, TABLES
from dateline.store.snapshot import Snapshot
from dateline.store.transaction import SORTED_BYTES, Transaction

FILES: Final = 24
"""Files of a table in one month before they are joined: the parts of some 1,200 documents. Reading a month of that many
takes about twice the time of reading one; joining them more often would write the same rows again and again."""

SMALL: Final = 32 * 1024 * 1024
"""Bytes of a file that counts: larger ones are what joining makes. Those of the sorted tables are smaller."""


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
        crowded = {name: months for name in names if (months := _crowded(transaction.base, name, most))}
        for name, months in crowded.items():
            if name in SORTED:
                _sort(transaction, name, months)
            else:
                transaction.compact(name)
    return list(crowded)


def _sort(transaction: Transaction, name: str, months: Sequence[str]) -> None:
    """Write months of a sorted table anew: joined as they are, rows of one dyad would lie in every group."""
    for month in months:
        rows = transaction.base.dataset(name).to_table(filter=ds.field("month") == month)
        transaction.overwrite(name, in_order(name, rows.select(TABLES[name].schema.names)), [month])


def _crowded(base: Snapshot, name: str, most: int) -> list[str]:
    """The months of which the table has more small files."""
    small = SORTED_BYTES // 2 if name in SORTED else SMALL
    counts = Counter(month for month, size in base.sizes(name) if size < small)
    return sorted(month for month, count in counts.items() if count > most)

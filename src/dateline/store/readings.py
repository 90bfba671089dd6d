"""The last reading of each source, kept so that a later run goes on from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

import pyarrow as pa

from dateline.fetch import Reading
from dateline.store.schema import TABLES
from dateline.store.snapshot import Snapshot
from dateline.store.transaction import Transaction


def readings_of(snapshot: Snapshot) -> dict[str, Reading]:
    """The readings by address."""
    return {row["url"]: Reading(**row) for row in snapshot.table("sources").to_pylist()}


def keep_readings(transaction: Transaction, readings: Iterable[Reading]) -> None:
    """Put readings in place of the earlier ones of the same addresses."""
    rows = sorted(map(asdict, readings), key=lambda row: str(row["url"]))
    transaction.delete("sources", "url", [str(row["url"]) for row in rows])
    transaction.append("sources", pa.Table.from_pylist(rows, TABLES["sources"].schema))

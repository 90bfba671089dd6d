"""The store, month by month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.dataset as ds

from bench.generate.columns import Ints, table
from bench.generate.derived import derived_tables, in_order
from bench.generate.documents import CODER, COPIES, RUN
from bench.generate.month import month_of
from bench.generate.relations import relations
from bench.generate.told import marks_of, told_tables
from bench.generate.world import World
from dateline.store import Store
from dateline.store.schema import RECORDS

MONTHS: Final = 60
FIRST: Final = np.datetime64("2021-01", "M")
GROWTH: Final = 2.0
"""How many times as many events the last month has as the first."""
ROWS: Final = {"dyads": 500_000, "relations": 250_000}
"""Rows of the tables that lie in other months than their report, and how many of them are in memory, about."""
AT: Final = datetime(2026, 1, 1, tzinfo=UTC)


def generate(store: Store, events: int, seed: int, months: int = MONTHS) -> Iterator[tuple[str, int]]:
    """Fill an empty store, a version for each month; yields what was written, month and number of events.

    Rows are a function of the arguments; only the versions have their moments.
    """
    world = World.of(seed)
    with TemporaryDirectory() as folder:
        waiting: dict[str, list[pa.Table]] = {name: [] for name in ROWS}
        for place, count in enumerate(_counts(events, months)):
            tables, copies = _month(world, seed, place, int(count))
            for name, parts in waiting.items():
                parts.append(tables.pop(name))
                if sum(rows.num_rows for rows in parts) >= ROWS[name] or place == months - 1:
                    _put_aside(Path(folder, name), place, pa.concat_tables(parts))
                    parts.clear()
            with store.writing("add", f"invented, seed {seed}") as transaction:
                for name, rows in tables.items():
                    transaction.append(name, rows)
                transaction.append("runs", _book(tables, copies))
            yield str(FIRST + place), int(count)
        for name in ROWS:
            _settle(store, name, Path(folder, name))


def one_month(events: int, seed: int, place: int) -> dict[str, pa.Table]:
    """The tables of a month alone; no record has an id of another place's."""
    return _month(World.of(seed), seed, place, events)[0]


def _put_aside(folder: Path, place: int, rows: pa.Table) -> None:
    """Keep rows by month: background and plans lie in other months than their report, which may not be made yet."""
    ds.write_dataset(
        rows,
        folder,
        format="parquet",
        partitioning=["month"],
        basename_template=f"{place:05}-{{i}}.parquet",
        existing_data_behavior="overwrite_or_ignore",
    )


def _counts(events: int, months: int) -> Ints:
    until = np.cumsum(np.linspace(1, GROWTH, months))
    counts: Ints = np.diff(np.rint(events * until / until[-1]).astype(np.int64), prepend=0)
    return counts


def _month(world: World, seed: int, place: int, events: int) -> tuple[dict[str, pa.Table], int]:
    """The tables of one month, and how many of its documents are near-duplicates."""
    rng = np.random.default_rng([seed, 1 + place])
    month = month_of(world, rng, FIRST + place, place, events)
    documents = len(month.document)
    copied = np.sort(rng.integers(0, documents, rng.binomial(documents, COPIES)))
    marks = marks_of(rng, month)
    told, derived = told_tables(rng, month, copied, marks), derived_tables(rng, month, copied)
    return {**told, **derived, "relations": relations(month, told, marks, derived, copied)}, len(copied)


def _book(tables: dict[str, pa.Table], copies: int) -> pa.Table:
    documents = tables["documents"].num_rows
    records = sum(tables[name].num_rows for name in RECORDS)
    counts = {
        "documents": documents,
        "coded": documents - copies,
        "duplicates": copies,
        "records": records,
        "changed": 0,
        "skipped": 0,
        "issues": 0,
    }
    return table(
        "runs",
        1,
        run=RUN,
        command="add",
        at=pa.array([AT]),
        coder=CODER,
        **{name: pa.array([count]) for name, count in counts.items()},
    )


def _settle(store: Store, name: str, folder: Path) -> None:
    """Write what was put aside, each month as one file in order; as many months at once as memory has room for."""
    waiting: list[pa.Table] = []
    for part in sorted(folder.iterdir()):
        rows = ds.dataset(part, partitioning=["month"], partition_base_dir=str(folder)).to_table()
        waiting.append(in_order(name, rows))
        if sum(table.num_rows for table in waiting) >= ROWS[name]:
            _write(store, name, waiting)
            waiting = []
    if waiting:
        _write(store, name, waiting)


def _write(store: Store, name: str, months: list[pa.Table]) -> None:
    with store.writing("settle", f"{name} of some months") as transaction:
        transaction.append(name, pa.concat_tables(months))

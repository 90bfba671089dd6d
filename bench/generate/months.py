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
from bench.generate.told import told_tables
from bench.generate.world import World
from dateline.store import Store
from dateline.store.schema import RECORDS

MONTHS: Final = 60
FIRST: Final = np.datetime64("2021-01", "M")
GROWTH: Final = 2.0
"""How many times as many events the last month has as the first."""
DYADS: Final = 500_000
"""Rows of dyads in memory, about."""
AT: Final = datetime(2026, 1, 1, tzinfo=UTC)


def generate(store: Store, events: int, seed: int, months: int = MONTHS) -> Iterator[tuple[str, int]]:
    """Fill an empty store, a version for each month; yields what was written, month and number of events.

    Rows are a function of the arguments; only the versions have their moments.
    """
    world = World.of(seed)
    with TemporaryDirectory() as folder:
        waiting: list[pa.Table] = []
        for place, count in enumerate(_counts(events, months)):
            tables, copies = _month(world, seed, place, int(count))
            waiting.append(tables.pop("dyads"))
            if sum(rows.num_rows for rows in waiting) >= DYADS or place == months - 1:
                _put_aside(Path(folder), place, pa.concat_tables(waiting))
                waiting = []
            with store.writing("add", f"invented, seed {seed}") as transaction:
                for name, rows in tables.items():
                    transaction.append(name, rows)
                transaction.append("runs", _book(tables, copies))
            yield str(FIRST + place), int(count)
        _settle(store, Path(folder))


def one_month(events: int, seed: int, place: int) -> dict[str, pa.Table]:
    """The tables of a month alone; no record has an id of another place's."""
    return _month(World.of(seed), seed, place, events)[0]


def _put_aside(folder: Path, place: int, dyads: pa.Table) -> None:
    """Keep dyads by month: background and plans lie in other months than their report, which may not be made yet."""
    ds.write_dataset(
        dyads,
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
    return {**told_tables(rng, month, copied), **derived_tables(rng, month, copied)}, len(copied)


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


def _settle(store: Store, folder: Path) -> None:
    """Write the dyads, each month as one file in order; as many months at once as memory has room for."""
    waiting: list[pa.Table] = []
    for part in sorted(folder.iterdir()):
        rows = ds.dataset(part, partitioning=["month"], partition_base_dir=str(folder)).to_table()
        waiting.append(in_order("dyads", rows))
        if sum(table.num_rows for table in waiting) >= DYADS:
            _write(store, waiting)
            waiting = []
    if waiting:
        _write(store, waiting)


def _write(store: Store, dyads: list[pa.Table]) -> None:
    with store.writing("settle", "dyads of some months") as transaction:
        transaction.append("dyads", pa.concat_tables(dyads))

"""Putting derived rows in place of those there are, where they differ, without holding them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from dateline.store.rows import Row
from dateline.store.schema import TABLES
from dateline.store.transaction import Transaction

ORDER: Final = {
    "resolutions": ("document", "actor"),
    "joins": ("document", "event"),
    "outcomes": ("plan", "act"),
    "dyads": ("dyad", "start", "document", "event"),
    "relations": ("dyad", "start", "kind", "id", "document"),
}
"""The order of rows in a file: what queries filter by stands together."""

AT_ONCE: Final = 100_000
"""Rows that are written together."""


class Derived:
    """The derived tables of a transaction: rows are gathered month by month, compared, and written by `write`."""

    def __init__(self, transaction: Transaction, folder: Path, whole: bool) -> None:
        self._transaction = transaction
        self._folder = folder
        self._whole = whole
        self._waiting: dict[str, dict[str, pa.Table]] = defaultdict(dict)
        self._replaced: dict[str, set[str]] = defaultdict(set)
        self._spooled: dict[tuple[str, str], list[Path]] = defaultdict(list)

    def months(self) -> set[str]:
        """The months of tables that lie by the month of the document."""
        return {month for name in ("resolutions", "joins", "outcomes") for month in self._transaction.base.files(name)}

    def month(self, name: str, month: str, rows: Iterable[Row]) -> set[str]:
        """Give all rows of a month of a table; the documents whose rows differ, but for reasons, from those there."""
        table = in_order(name, pa.Table.from_pylist(list(rows), TABLES[name].schema))
        there = self._there(name, month)
        if table.equals(there):
            return set()
        self._waiting[name][month] = table
        if sum(waiting.num_rows for waiting in self._waiting[name].values()) >= AT_ONCE:
            self._flush(name)
        return _differing(there, table) if "document" in table.column_names else set()

    def documents(self, name: str, replaced: Iterable[str], rows: Iterable[Row]) -> None:
        """Give rows of some documents, in whatever months they lie, in place of those that the `replaced` have now."""
        if not self._whole:
            self._replaced[name].update(replaced)
        table = pa.Table.from_pylist(list(rows), TABLES[name].schema)
        for month, part in by_month(table):
            path = self._folder / f"{name}-{month}-{len(self._spooled[name, month])}.parquet"
            pq.write_table(part, path)
            self._spooled[name, month].append(path)

    def write(self) -> None:
        """Write what differs from what is there."""
        for name in ("dyads", "relations"):
            months = {month for table, month in self._spooled if table == name}
            months |= self._months_there(name)
            added = []
            for month in sorted(months):
                wanted = self._given(name, month)
                there = self._there(name, month)
                gone = there.filter(self._is_replaced(name))
                if in_order(name, gone).equals(wanted):
                    continue
                if gone.num_rows == 0 and there.num_rows:
                    added.append(wanted)
                    continue
                kept = there.filter(~self._is_replaced(name))
                self._waiting[name][month] = in_order(name, pa.concat_tables([kept, wanted]))
                if self._waiting[name][month].num_rows >= AT_ONCE:
                    self._flush(name)
            if added:
                self._transaction.append(name, pa.concat_tables(added))
        for name in ORDER:
            self._flush(name)

    def _flush(self, name: str) -> None:
        waiting = self._waiting.pop(name, {})
        if waiting:
            self._transaction.overwrite(name, pa.concat_tables(waiting.values()), waiting)

    def _is_replaced(self, name: str) -> ds.Expression:
        return (
            ds.scalar(True)
            if self._whole
            else ds.field("document").isin(pa.array(sorted(self._replaced[name]), pa.string()))
        )

    def _there(self, name: str, month: str) -> pa.Table:
        table = self._transaction.base.dataset(name).to_table(filter=ds.field("month") == month)
        return in_order(name, table.select(TABLES[name].schema.names))

    def _given(self, name: str, month: str) -> pa.Table:
        schema = TABLES[name].schema
        return in_order(name, pa.concat_tables([schema.empty_table(), *map(pq.read_table, self._spooled[name, month])]))

    def _months_there(self, name: str) -> set[str]:
        """The months with rows of the documents whose rows are replaced."""
        if not self._whole and not self._replaced[name]:
            return set()
        found = self._transaction.base.dataset(name).to_table(columns=["month"], filter=self._is_replaced(name))
        return set(found["month"].unique().to_pylist())


@contextmanager
def deriving(transaction: Transaction, whole: bool) -> Iterator[Derived]:
    """Derived rows that are written at the end of the block; `whole`: all are given, and those that are not go."""
    with TemporaryDirectory(prefix="dateline-settle-") as folder:
        derived = Derived(transaction, Path(folder), whole)
        yield derived
        derived.write()


def in_order(name: str, table: pa.Table) -> pa.Table:
    """Rows of one month in their order, as one chunk, so that equal rows make equal tables."""
    return table.sort_by([(column, "ascending") for column in ORDER[name]]).combine_chunks()


def _differing(one: pa.Table, other: pa.Table) -> set[str]:
    """Nothing is derived from reasons."""
    rows: list[dict[str, list[Row]]] = [defaultdict(list), defaultdict(list)]
    for table, by_document in zip((one, other), rows, strict=True):
        for row in table.drop_columns(["reasons"]).to_pylist():
            by_document[row["document"]].append(row)
    a, b = rows
    return {document for document in {*a, *b} if a.get(document) != b.get(document)}


def by_month(table: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """The rows of each month."""
    for month in sorted(table["month"].unique().to_pylist()):
        yield month, table.filter(ds.field("month") == month)

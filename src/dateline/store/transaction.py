"""Changing tables of a store together; `Store.writing` makes the changes one version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import pyarrow as pa
import pyarrow.dataset as ds
from deltalake import ColumnProperties, CommitProperties, DeltaTable, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError

from dateline.errors import Overtaken
from dateline.store.room import require_room
from dateline.store.schema import SORTED, TABLES
from dateline.store.snapshot import Snapshot

IN_LIST = 500
"""Values in one SQL list: a longer one makes DataFusion's planning slow."""


CONFIGURATION = {
    # Every version stays citable: the log is never shortened.
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.enableExpiredLogCleanup": "false",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
    # Opening a table reads the log since the last checkpoint, and a question opens eight tables.
    "delta.checkpointInterval": "20",
}
# The columns that queries filter by. Others get no statistics: the log must not hold other people's words.
STATISTICS = ("month", "dyad", "start", "end", "date", "document", "event", "act", "version")

FILES = WriterProperties(compression="SNAPPY")
GROUP = 4096
"""Rows in a group of a sorted table's file: readers of one dyad read whole groups, and all groups stand in the foot."""
SORTED_FILES = WriterProperties(
    max_row_group_size=GROUP,
    compression="ZSTD",
    # Statistics of long lists and words would make the foot of a file, which is read each time, several times as long.
    default_column_properties=ColumnProperties(statistics_enabled="NONE"),
    column_properties={name: ColumnProperties(statistics_enabled="CHUNK") for name in (*STATISTICS, "a", "b")},
)

SORTED_BYTES = 4 * 1024 * 1024
"""Bytes of a sorted table's file, about: the log tells which dyads a file has, so that a reader of one dyad opens one
of each month, however many rows the month has, and its foot is small. Smaller files would make the log long."""

# Without a second try, a change fails where another writer has touched the table since it was opened here.
ONCE = CommitProperties(max_commit_retries=0)


class Transaction:
    """Changes on top of `base`, the newest version; each goes to its Delta table at once, unseen until committed."""

    def __init__(
        self,
        base: Snapshot,
        versions: Mapping[str, int],
        uri: str,
        options: Mapping[str, str],
    ) -> None:
        self.base = base
        self.versions = dict(versions)
        self.changed = False
        self._uri = uri
        self._options = dict(options)
        self._tables: dict[str, DeltaTable] = {}

    def append(self, name: str, rows: pa.Table) -> None:
        """Add rows, in the columns of `schema`."""
        if rows.num_rows:
            with self._change(name, rows.nbytes) as table:
                write_deltalake(
                    table,
                    _shaped(name, rows),
                    mode="append",
                    target_file_size=_bytes(name),
                    writer_properties=_files(name),
                    commit_properties=ONCE,
                )

    def delete(self, name: str, column: str, values: Iterable[str], months: Iterable[str] | None = None) -> None:
        """Delete the rows whose `column` is one of `values`; `months`, if known, keep other months' files unread."""
        values = sorted(set(values))
        schema = TABLES[name].schema
        among = ds.scalar(True) if months is None else ds.field("month").isin(sorted(months := set(months)))
        within = f"{_in('month', sorted(months))} AND " if months is not None else ""
        for first in range(0, len(values), IN_LIST):
            some = values[first : first + IN_LIST]
            rows = self._table(name).to_pyarrow_dataset(schema=schema)
            if rows.count_rows(filter=among & ds.field(column).isin(some)) == 0:
                continue
            # Delta's own DELETE writes the rows that stay with Arrow's view types, by which pyarrow can't filter.
            with self._change(name) as table:
                write_deltalake(
                    table,
                    schema.empty_table(),
                    mode="overwrite",
                    predicate=within + _in(column, some),
                    target_file_size=_bytes(name),
                    writer_properties=_files(name),
                    commit_properties=ONCE,
                )

    def overwrite(self, name: str, rows: pa.Table, months: Iterable[str] | None = None) -> None:
        """Put rows in place of those of some months, or of all rows. Raises `StoreError` for rows of other months."""
        where = None if months is None else _in("month", sorted(set(months)))
        with self._change(name, rows.nbytes) as table:
            if rows.num_rows == 0:
                table.delete(where, commit_properties=ONCE)
            else:
                rows = _shaped(name, rows)
                write_deltalake(
                    table,
                    rows,
                    mode="overwrite",
                    predicate=where,
                    target_file_size=_bytes(name),
                    writer_properties=_files(name),
                    commit_properties=ONCE,
                )

    def compact(self, name: str) -> None:
        """Join a table's small files; its rows stay the same."""
        with self._change(name) as table:
            table.optimize.compact(writer_properties=_files(name), commit_properties=ONCE)

    @contextmanager
    def _change(self, name: str, size: int = 0) -> Iterator[DeltaTable]:
        """The table, to be changed by about so many bytes."""
        require_room(self._uri, size)
        table = self._table(name)
        try:
            yield table
        except CommitFailedError as error:
            raise overtaken(self._uri) from error
        table.update_incremental()
        self.changed |= table.version() != self.versions.get(name)
        self.versions[name] = table.version()

    def _table(self, name: str) -> DeltaTable:
        """The table at its committed version: what a dead or slower writer left on top of it is rolled back."""
        if name not in self._tables:
            if name in self.versions:
                table = DeltaTable(f"{self._uri}/{name}", storage_options=self._options)
            else:
                # A store older than the table.
                table = create_table(self._uri, name, self._options)
            committed = self.versions.get(name, 0)
            if table.version() != committed:
                table.restore(committed, commit_properties=ONCE)
            self._tables[name] = table
        return self._tables[name]


def create_table(uri: str, name: str, options: Mapping[str, str]) -> DeltaTable:
    """Make an empty table of a store, or open the one that is there."""
    table = TABLES[name]
    statistics = [column for column in STATISTICS if column in table.schema.names]
    return DeltaTable.create(
        f"{uri}/{name}",
        schema=table.schema,
        mode="ignore",
        partition_by=["month"] if table.by_month else None,
        configuration={**CONFIGURATION, "delta.dataSkippingStatsColumns": ",".join(statistics)},
        storage_options=dict(options),
    )


def overtaken(uri: str) -> Overtaken:
    """The error of a writer that another one outran."""
    return Overtaken(f"another program wrote to {uri} at the same time; nothing was changed: try again")


def _files(name: str) -> WriterProperties:
    """How a table's files are written."""
    return SORTED_FILES if name in SORTED else FILES


def _bytes(name: str) -> int | None:
    """The size of a table's files, about; None for Delta's own."""
    return SORTED_BYTES if name in SORTED else None


def _shaped(name: str, rows: pa.Table) -> pa.Table:
    schema = TABLES[name].schema
    return rows.select(schema.names).cast(schema)


def _in(column: str, values: list[str]) -> str:
    quoted = ", ".join("'" + value.replace("'", "''") + "'" for value in values)
    return f"{column} IN ({quoted})"

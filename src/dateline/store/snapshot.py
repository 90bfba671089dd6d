"""Reading a store as of one version: Arrow data sets, and SQL over them by DuckDB."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.fs as fs
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from dateline.errors import StoreError
from dateline.store.schema import SORTED, TABLES

# DuckDB's own reader takes what it reads by name for a pattern if it has one of these in it.
PATTERN = frozenset("*?[]{}")


@dataclass(frozen=True, slots=True)
class File:
    """A file of a table sorted by dyad, and the first and last dyad in it, where the log tells them."""

    path: str
    first: str | None
    last: str | None

    def may_hold(self, dyad: str) -> bool:
        """Whether rows of a dyad may be in it."""
        return self.first is None or self.last is None or self.first <= dyad <= self.last


class Snapshot:
    """One version of a store, which never changes: `version`, when it was committed (`at`, UTC), and its tables."""

    def __init__(
        self, uri: str, options: Mapping[str, str], version: int, at: datetime, versions: Mapping[str, int]
    ) -> None:
        self.uri = uri
        self.version = version
        self.at = at
        self._options = dict(options)
        self._versions = versions
        self._datasets: dict[str, ds.Dataset] = {}
        self._ranges: dict[str, list[File]] = {}

    def dataset(self, name: str) -> ds.Dataset:
        """A table as an Arrow data set in the columns of `schema`. Raises `KeyError`, `StoreError`."""
        if name not in self._datasets:
            self._datasets[name] = self._open(name)
        return self._datasets[name]

    def files(self, name: str) -> dict[str, dict[str, int | None]]:
        """The files of a table split by month, each with its number of rows where the log tells it."""
        if name not in self._versions:
            return {}
        actions = self._delta(name).get_add_actions(flatten=True)
        found: dict[str, dict[str, int | None]] = {}
        if actions.num_rows:
            columns = (actions[column].to_pylist() for column in ("partition.month", "path", "num_records"))
            for month, path, rows in zip(*columns, strict=True):
                found.setdefault(month, {})[path] = rows
        return found

    def sizes(self, name: str) -> Iterator[tuple[str, int]]:
        """The month of each file of a table, empty if the table is not split, and its bytes."""
        if name in self._versions:
            actions = self._delta(name).get_add_actions(flatten=True)
            sizes = actions["size_bytes"].to_pylist()
            months = actions["partition.month"].to_pylist() if TABLES[name].by_month and sizes else [""] * len(sizes)
            yield from zip(months, sizes, strict=True)

    def read_files(self, name: str, paths: Collection[str], columns: Sequence[str]) -> pa.Table:
        """Columns of some of a table's files, by the names of `files`."""
        dataset = self.dataset(name)
        fragments = (fragment for fragment in dataset.get_fragments() if fragment.path in paths)
        tables = [fragment.to_table(schema=dataset.schema, columns=list(columns)) for fragment in fragments]
        return pa.concat_tables([dataset.schema.empty_table().select(list(columns)), *tables])

    def table(self, name: str) -> pa.Table:
        """A whole table in memory."""
        return self.dataset(name).to_table().select(TABLES[name].schema.names)

    def sql(self, query: str, params: Sequence[object] = (), *, dyad: str | None = None) -> pa.Table:
        """The answer to a DuckDB query in which the tables go by their names; `?` stand for `params`.

        A query of one `dyad` alone may name it, so that files that hold none of its rows are not opened. Raises
        `StoreError` for a store that can't be read, and DuckDB's own errors for a wrong query.
        """
        return self.connect(query, dyad).sql(query, params=list(params)).to_arrow_table()

    def connect(self, query: str, dyad: str | None = None) -> duckdb.DuckDBPyConnection:
        """A DuckDB cursor that knows the tables named in a query; of those sorted by dyad, the files of `dyad`."""
        cursor = self._duckdb.cursor()
        (plan,) = cursor.execute("SELECT json_serialize_sql(?)", [query]).fetchall()[0]
        # Columns are called like tables, too: a search for words in the query would open more of them.
        for name in sorted(set(_named(json.loads(plan))) & set(TABLES)):
            # Where few rows are asked of many, DuckDB's own reader takes a third of the time of Arrow's.
            files = self._files(name, dyad) if name in SORTED else []
            if files:
                cursor.execute(_view(name, files))
            else:
                cursor.register(name, self.dataset(name))
        return cursor

    @cached_property
    def _duckdb(self) -> duckdb.DuckDBPyConnection:
        # Extensions are downloads, and no query has business outside of the store.
        connection = duckdb.connect(
            # Else what a long-lived reader has read would pile up in its memory.
            config={"autoload_known_extensions": "false", "enable_external_file_cache": "false"}
        )
        # Both for all cursors. The foot of a file is needed to make a view of it, and then to read it.
        connection.execute("SET GLOBAL parquet_metadata_cache = true")
        # It would read a megabyte at once; the rows of a dyad in one file are a fifth of it.
        connection.execute("SET GLOBAL disable_parquet_prefetching = true")
        if "://" not in self.uri:
            connection.execute(f"SET allowed_directories = [{_quoted(str(Path(self.uri).absolute()))}]")
        connection.execute("SET enable_external_access = false")
        return connection

    def _files(self, name: str, dyad: str | None = None) -> list[str]:
        """The files of a local table that may hold a dyad; none if DuckDB can't read them by name."""
        if "://" in self.uri or name not in self._versions or PATTERN & set(str(Path(self.uri).absolute())):
            return []
        if name not in self._ranges:
            actions = self._delta(name).get_add_actions(flatten=True)
            told = (actions[column].to_pylist() for column in ("path", "min.dyad", "max.dyad"))
            # deltalake's own `file_uris` would escape the folder's name.
            folder = Path(self.uri, name).absolute()
            self._ranges[name] = [File(f"{folder / path}", *ends) for path, *ends in zip(*told, strict=True)]
        return [file.path for file in self._ranges[name] if dyad is None or file.may_hold(dyad)]

    def _open(self, name: str) -> ds.Dataset:
        schema = TABLES[name].schema
        try:
            if name == "commits":
                table = DeltaTable(f"{self.uri}/{name}", storage_options=self._options)
                rows = table.to_pyarrow_table(filters=[("version", "<=", self.version)])
                return ds.dataset(rows.sort_by("version"))
            if name not in self._versions:
                # A store older than the table: it has none of these rows.
                return ds.dataset(schema.empty_table())
            return self._delta(name).to_pyarrow_dataset(filesystem=self._filesystem(name), schema=schema)
        except (DeltaError, OSError) as error:
            raise self._unreadable(name, error) from error

    def _delta(self, name: str) -> DeltaTable:
        try:
            return DeltaTable(f"{self.uri}/{name}", version=self._versions[name], storage_options=self._options)
        except (DeltaError, OSError) as error:
            raise self._unreadable(name, error) from error

    def _unreadable(self, name: str, error: Exception) -> StoreError:
        return StoreError(f"can't read the table {name} of {self.uri}: {error}")

    def _filesystem(self, name: str) -> fs.FileSystem | None:
        """Where the files of a table lie; None: where deltalake finds them.

        Its own way goes through Python for each read, which on a local disk doubles the time of opening many files.
        """
        if "://" in self.uri:
            return None
        return fs.SubTreeFileSystem(str(Path(self.uri, name).absolute()), fs.LocalFileSystem())


def _named(node: Any) -> Iterator[str]:
    """The tables, and the common table expressions, that a parsed query reads."""
    if isinstance(node, dict):
        if node.get("type") == "BASE_TABLE":
            yield str(node["table_name"]).lower()
        for value in node.values():
            yield from _named(value)
    elif isinstance(node, list):
        for value in node:
            yield from _named(value)


def _view(name: str, files: Sequence[str]) -> str:
    """A view of a table's files; the folder tells the month."""
    columns = ", ".join(f'"{column}"' for column in TABLES[name].schema.names)
    listed = ", ".join(map(_quoted, files))
    return (
        f"CREATE TEMP VIEW {name} AS SELECT {columns} FROM read_parquet([{listed}],"
        " hive_partitioning = true, hive_types = {'month': VARCHAR})"
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

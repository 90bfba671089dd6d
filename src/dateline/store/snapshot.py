"""Reading a store as of one version: Arrow data sets, and SQL over them by DuckDB."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.fs as fs
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from dateline.errors import StoreError
from dateline.store.schema import TABLES

NAME = re.compile(r"[a-z_]+")


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

    def dataset(self, name: str) -> ds.Dataset:
        """A table as an Arrow data set in the columns of `schema`. Raises `KeyError`, `StoreError`."""
        if name not in self._datasets:
            self._datasets[name] = self._open(name)
        return self._datasets[name]

    def table(self, name: str) -> pa.Table:
        """A whole table in memory."""
        return self.dataset(name).to_table().select(TABLES[name].schema.names)

    def sql(self, query: str, params: Sequence[object] = ()) -> pa.Table:
        """The answer to a DuckDB query in which the tables go by their names; `?` stand for `params`.

        Raises `StoreError` for a store that can't be read, and DuckDB's own errors for a wrong query.
        """
        return self.connect(query).sql(query, params=list(params)).to_arrow_table()

    def connect(self, query: str) -> duckdb.DuckDBPyConnection:
        """A DuckDB cursor that knows the tables named in a query."""
        cursor = self._duckdb.cursor()
        for name in sorted(set(NAME.findall(query.lower())) & set(TABLES)):
            cursor.register(name, self.dataset(name))
        return cursor

    @cached_property
    def _duckdb(self) -> duckdb.DuckDBPyConnection:
        # Extensions are downloads, and a store is read by Arrow alone.
        return duckdb.connect(config={"enable_external_access": "false", "autoload_known_extensions": "false"})

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
            table = DeltaTable(f"{self.uri}/{name}", version=self._versions[name], storage_options=self._options)
            return table.to_pyarrow_dataset(filesystem=self._filesystem(name), schema=schema)
        except (DeltaError, OSError) as error:
            raise StoreError(f"can't read the table {name} of {self.uri}: {error}") from error

    def _filesystem(self, name: str) -> fs.FileSystem | None:
        """Where the files of a table lie; None: where deltalake finds them.

        Its own way goes through Python for each read, which on a local disk doubles the time of opening many files.
        """
        if "://" in self.uri:
            return None
        return fs.SubTreeFileSystem(str(Path(self.uri, name).absolute()), fs.LocalFileSystem())

"""The tables of a store as plain files, one each in a folder, CSV or Parquet; and such a folder into a store.

- `documents.csv`, `events.csv`, …: the columns of `store.schema`, as of the version that is exported; `commits` stays
  at home, since it names versions of the store's own files.
- In CSV (UTF-8, comma, header row) lists are JSON, bytes base 16; nothing and an empty text are the same.
- With `--no-text` the columns of `TEXTS` are empty.

Read back: reports that a store does not have come in with all that rests on them, marked by whom they were coded; edits
come as well. What follows from all reports together (joins, dyads, …) is settled anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from dateline.errors import InputError, Overtaken, UsageError
from dateline.export.incoming import TRIES, Imported
from dateline.export.output import Log, Options, replacing
from dateline.store.documents import removed_from
from dateline.store.lake import Store
from dateline.store.schema import TABLES, TOLD
from dateline.store.snapshot import Snapshot
from dateline.store.transaction import Transaction

Kind = Literal["csv", "parquet"]

EXPORTED: Final = tuple(name for name in TABLES if name != "commits")

TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "documents": ("text", "title", "signature"),
    "events": ("words", "when_text"),
    "statements": ("words",),
    "agreements": ("name", "words", "when_text"),
    "figures": ("of", "words"),
    "tenures": ("words",),
}
"""Columns that hold words of the reports, or (the signature) what lets one guess at them."""

ROWS: Final = 20_000
"""Rows that are read at a time."""


def write_folder(snapshot: Snapshot, path: Path, kind: Kind, options: Options) -> Log:
    """Write every table of a version. Raises `UsageError`, `StoreError`."""
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        raise UsageError(f"can't make the folder {path}: {error.strerror}") from error
    log = Log()
    for name in EXPORTED:
        file = path / f"{name}.{kind}"
        batches = _batches(snapshot, name, options)
        rows = _write_csv(file, name, batches) if kind == "csv" else _write_parquet(file, name, batches)
        log.files.append(file)
        log.rows += rows
        log.events += rows if name == "events" else 0
    return log


def _batches(snapshot: Snapshot, name: str, options: Options) -> Iterator[pa.RecordBatch]:
    schema = TABLES[name].schema
    order = ", ".join(f'"{column}"' for column in ("month", "document", "position", "id") if column in schema.names)
    query = f"SELECT * FROM {name} ORDER BY {order or 'ALL'}"
    for batch in snapshot.connect(query).sql(query).to_arrow_reader(ROWS):
        batch = batch.select(schema.names).cast(schema)
        for column in () if options.text else TEXTS.get(name, ()):
            place = schema.get_field_index(column)
            batch = batch.set_column(place, schema.field(column), pa.nulls(len(batch), schema.field(column).type))
        yield batch


def _write_parquet(path: Path, name: str, batches: Iterator[pa.RecordBatch]) -> int:
    rows = 0
    with replacing(path) as file, pq.ParquetWriter(file, TABLES[name].schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
            rows += len(batch)
    return rows


def _write_csv(path: Path, name: str, batches: Iterator[pa.RecordBatch]) -> int:
    rows = 0
    schema = pa.schema([(field.name, pa.string()) for field in TABLES[name].schema])
    with replacing(path) as file, pacsv.CSVWriter(file, schema) as writer:
        for batch in batches:
            columns = [_as_text(batch.column(place)) for place in range(batch.num_columns)]
            writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=schema))
            rows += len(batch)
    return rows


def _as_text(column: pa.Array) -> pa.Array:
    if pa.types.is_nested(column.type):
        told = column.to_pylist()
        return pa.array(
            [None if value is None else json.dumps(value, ensure_ascii=False) for value in told], pa.string()
        )
    if pa.types.is_binary(column.type):
        return pa.array([None if value is None else value.hex() for value in column.to_pylist()], pa.string())
    return pc.cast(column, pa.string())


def read_table(path: Path, name: str) -> Iterator[pa.Table]:
    """The rows of one file of a folder, in parts. Raises `InputError`."""
    schema = TABLES[name].schema
    try:
        if path.suffix == ".parquet":
            for batch in pq.ParquetFile(path).iter_batches(ROWS):
                yield _shaped(pa.Table.from_batches([batch]), schema, path, lambda column, type: pc.cast(column, type))
        else:
            types = {field.name: pa.string() for field in schema}
            convert = pacsv.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""])
            parse = pacsv.ParseOptions(newlines_in_values=True)
            for batch in pacsv.open_csv(path, parse_options=parse, convert_options=convert):
                yield _shaped(pa.Table.from_batches([batch]), schema, path, _of_text)
    except (pa.ArrowException, ValueError) as error:
        raise InputError(f"{path} is no table of {name}: {error}") from None
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror or error}") from None


def _shaped(table: pa.Table, schema: pa.Schema, path: Path, cast: Callable[[Any, pa.DataType], Any]) -> pa.Table:
    lacking = [name for name in schema.names if name not in table.schema.names]
    if lacking:
        raise InputError(f"{path} has no column {', '.join(lacking[:3])}")
    return pa.table([cast(table[field.name].combine_chunks(), field.type) for field in schema], schema)


def _of_text(column: pa.Array, type: pa.DataType) -> pa.Array:
    if pa.types.is_nested(type):
        return pa.array([None if value is None else json.loads(value) for value in column.to_pylist()], type)
    if pa.types.is_binary(type):
        return pa.array([None if value is None else bytes.fromhex(value) for value in column.to_pylist()], type)
    return pc.cast(column, type)


def add_folder(store: Store, path: Path, kind: Kind) -> Imported:
    """Take the reports of a folder that a store lacks into it, as one version. Raises `InputError`, `StoreError`."""
    for attempt in range(1, TRIES + 1):
        try:
            with store.writing("import", f"the tables of {path}") as transaction:
                return _add(transaction, path, kind)
        except Overtaken:
            if attempt == TRIES:
                raise
    raise AssertionError("the last try raised")


def _add(transaction: Transaction, path: Path, kind: Kind) -> Imported:
    done = Imported()
    base = transaction.base
    known = set(base.sql("SELECT id FROM documents")["id"].to_pylist()) | removed_from(base)
    new: set[str] = set()
    for name in ("documents", *(name for name in TOLD if name != "documents")):
        column = "id" if name == "documents" else "document"
        for table in read_table(path / f"{name}.{kind}", name):
            if name == "documents":
                new |= set(table["id"].to_pylist()) - known
            kept = table.filter(pc.is_in(table[column], pa.array(sorted(new), pa.string())))
            transaction.append(name, kept)
            done.events += len(kept) if name == "events" else 0
            done.skipped += len(table) - len(kept) if name == "events" else 0
    done.documents = len(new)
    edits = set(base.sql("SELECT id FROM edits")["id"].to_pylist())
    for table in read_table(path / f"edits.{kind}", "edits"):
        there = pc.is_in(table["id"], pa.array(sorted(edits), pa.string()))
        transaction.append("edits", table.filter(pc.invert(there)))
    return done

"""Parquet: one report a row, read a few rows at a time and only the columns that hold fields."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import BinaryIO, cast

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.errors import InputError, TooLong
from dateline.read.columns import find_columns

BATCH = 16
"""Rows in memory at once. A page of one long value repeated unpacks to the value times the rows of a batch; at this
size the batch costs a tenth of what checking one report's language does."""

MAX_PACKED = 2 * 1024**3
"""Bytes of a Parquet file that comes through a pipe or packed by gzip: it is read from its end, so it must be put on
disk first. Archives beyond this are split into parts."""

MAX_ROW_GROUP = 4 * 1024**3
"""Bytes of a row group, unpacked: writers make row groups of 128 MB to 1 GB."""

CHUNK = 1024 * 1024


def read_parquet(
    stream: BinaryIO, mapped: Mapping[str, str], groups: range | None = None
) -> Iterator[tuple[int | None, dict[str, object] | InputError]]:
    """The row numbers (from 1) and fields of a table's rows, or of some of its row groups.

    Raises `InputError` for the whole table.
    """
    with ExitStack() as stack:
        seekable = stream if stream.seekable() else stack.enter_context(_on_disk(stream))
        try:
            table = stack.enter_context(pq.ParquetFile(seekable))
            header = list(table.schema_arrow.names)
            columns = find_columns(header, mapped)
            _check(table.metadata)
            named = {mapped.get(field, field): header[place] for field, place in columns.items()}
            yield from _rows(table, named, groups or range(table.metadata.num_row_groups))
        except (pa.ArrowException, ValueError) as error:
            raise InputError(f"not Parquet that can be read: {_first_line(error)}") from error
        except OSError as error:  # what the library raises for broken pages; the disk's own errors have a number
            if error.errno is not None:
                raise
            raise InputError(f"not Parquet that can be read: {_first_line(error)}") from error


def _rows(
    table: pq.ParquetFile, columns: Mapping[str, str], groups: range
) -> Iterator[tuple[int, dict[str, object] | InputError]]:
    number = sum(table.metadata.row_group(group).num_rows for group in range(groups.start))
    names = sorted(set(columns.values()))
    for batch in table.iter_batches(batch_size=BATCH, row_groups=list(groups), columns=names):
        names = batch.schema.names
        cells = {name: batch.column(names.index(column)) for name, column in columns.items()}
        for place in range(batch.num_rows):
            number += 1
            yield number, _fields(cells, place)


def _fields(cells: Mapping[str, pa.Array], place: int) -> dict[str, object] | InputError:
    """The fields of a row, dates as text; what else is no text is left to the caller to refuse."""
    try:
        values = {name: column[place].as_py() for name, column in cells.items()}
    except (ValueError, OverflowError) as error:  # a text that is not UTF-8, a date that no calendar has
        return InputError(f"a cell that can't be read: {_first_line(error)}")
    return {name: v.isoformat() if isinstance(v, datetime.date) else v for name, v in values.items()}


def _check(metadata: pq.FileMetaData) -> None:
    """Raises `TooLong` for row groups that would not fit in memory.

    It asks nothing about their columns: for broken statistics pyarrow 26 then ends the process instead of raising.
    """
    for group in range(metadata.num_row_groups):
        size = metadata.row_group(group).total_byte_size
        if size > MAX_ROW_GROUP:
            raise TooLong(f"row group {group} has {size:,} bytes: it may have {MAX_ROW_GROUP:,}")


def _on_disk(stream: BinaryIO) -> BinaryIO:
    """The bytes of a stream in an unnamed temporary file."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    try:
        while chunk := stream.read(CHUNK):
            file.write(chunk)
            if file.tell() > MAX_PACKED:
                raise TooLong(f"too long: a Parquet file that is packed or piped may have {MAX_PACKED:,} bytes")
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return cast(BinaryIO, file)


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0][:200]

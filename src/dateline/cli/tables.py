"""Answers as people and programs read them: a table of the terminal, JSON, CSV or Parquet."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Literal

import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.parquet as pq
import typer
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from dateline.cli.status import PIPE_CLOSED, Finished
from dateline.errors import UsageError
from dateline.render.words import one_line

BETWEEN: Final = "; "
"""Between the parts of a list in CSV, which has no lists."""

WIDTH: Final = 160
"""Characters of a line that does not go to a terminal."""
WIDEST, NARROW = 28, 14
"""Most characters of a column that is not the last, on lines of `WIDTH` and on shorter ones."""


class Format(StrEnum):
    """The forms of an answer."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"


SUFFIXES: Final = {".json": Format.JSON, ".csv": Format.CSV, ".parquet": Format.PARQUET}


def write_table(
    answer: pa.Table,
    format: Format | None,
    output: Path | None,
    *,
    shown: Iterable[str] = (),
    nothing: str = "nothing found",
) -> None:
    """Write an answer to a file or standard output; without a format the file's suffix decides, else it is a table.

    A table for people has the columns `shown` (all, if there are none), each row on one line, cut to the width of the
    terminal. JSON is an array of objects, dates in ISO 8601. `nothing` goes to standard error where there are no rows.
    Raises `UsageError` for a file that can't be written, and for Parquet without a file.
    """
    if format is None:
        format = SUFFIXES.get(output.suffix.lower(), Format.TABLE) if output else Format.TABLE
    if format is Format.PARQUET and output is None:
        raise UsageError("Parquet is no text: name a file with --output FILE.parquet")
    if not answer.num_rows:
        typer.echo(f"dateline: {nothing}", err=True)
    as_bytes = WRITERS.get(format)
    told = as_bytes(answer) if as_bytes else as_text(answer, shown, _width(output)).encode()
    _put(told, output)


def as_json(answer: pa.Table) -> bytes:
    """An array of objects, one a line."""
    rows = (json.dumps(row, ensure_ascii=False, default=_iso) for row in answer.to_pylist())
    return ("[" + ",\n ".join(rows) + "]\n").encode()


def as_csv(answer: pa.Table) -> bytes:
    """Comma-separated values with a header; lists are joined by `BETWEEN`."""
    columns = [
        pa.array([_joined(value) for value in column.to_pylist()], pa.string()) if _nested(column.type) else column
        for column in answer.columns
    ]
    sink = io.BytesIO()
    csv.write_csv(pa.table(columns, names=answer.column_names), sink)
    return sink.getvalue()


def as_parquet(answer: pa.Table) -> bytes:
    """A Parquet file, types and lists as they are."""
    sink = io.BytesIO()
    pq.write_table(answer, sink)
    return sink.getvalue()


WRITERS: Final = {Format.JSON: as_json, Format.CSV: as_csv, Format.PARQUET: as_parquet}


def as_text(answer: pa.Table, shown: Iterable[str], width: int) -> str:
    """A table for people, cut to so many characters: the last column gets what room the others leave."""
    names = list(shown) or answer.column_names
    cells = {name: [_cell(value) for value in answer[name].to_pylist()] for name in names}
    # A column without any value tells nothing; SQL's own columns stay.
    names = [name for name in names if not shown or any(cells[name])]
    if not answer.num_rows or not names:
        return ""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    left = width
    for name in names:
        heading = name.replace("_", " ")
        number = _is_number(answer.schema.field(name).type)
        fitting = max(len(heading), *map(cell_len, cells[name]))
        most = max(left, NARROW) if name == names[-1] else WIDEST if width >= WIDTH else NARROW
        column = min(fitting, most)
        left -= column + 2
        justify: Literal["left", "right"] = "right" if number else "left"
        table.add_column(heading, justify=justify, overflow="ellipsis", no_wrap=True, width=column)
    for row in zip(*(cells[name] for name in names), strict=True):
        table.add_row(*row)
    stream = io.StringIO()
    # On a narrow terminal lines run over; cutting columns to nothing would tell less.
    Console(file=stream, width=max(width, width - left), markup=False, highlight=False, emoji=False).print(table)
    # Rich fills tables up with spaces to the right.
    return re.sub(r" +$", "", stream.getvalue(), flags=re.MULTILINE)


def _is_number(type: pa.DataType) -> bool:
    return bool(pa.types.is_floating(type) or pa.types.is_integer(type))


def _width(output: Path | None) -> int:
    return Console().width if output is None and sys.stdout.isatty() else WIDTH


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    if isinstance(value, (list, dict)):
        return one_line(_joined(value) or "")
    return one_line(str(value))


def _nested(type: pa.DataType) -> bool:
    return bool(pa.types.is_nested(type))


def _joined(value: Any) -> str | None:
    """A list of words joined; anything else that CSV has no form for as JSON."""
    if value is None:
        return None
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return BETWEEN.join(value)
    return json.dumps(value, ensure_ascii=False, default=_iso)


def _iso(value: Any) -> str:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


def _put(told: bytes, output: Path | None) -> None:
    """Write to standard output, or to a file that is put in place when all is written."""
    if output is None:
        try:
            sys.stdout.flush()
            sys.stdout.buffer.write(told)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            # Python flushes standard output once more at its end, and would complain.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise Finished(PIPE_CLOSED) from None
        return
    part = output.with_name(output.name + ".part")
    try:
        part.write_bytes(told)
        os.replace(part, output)
    except OSError as error:
        raise UsageError(f"can't write {output}: {error.strerror}") from error

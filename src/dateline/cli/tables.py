"""Answers as people and programs read them: a table of the terminal, JSON, CSV or Parquet."""

from __future__ import annotations

import io
import json
import os
import sys
import textwrap
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.parquet as pq
import typer
from rich.cells import cell_len, set_cell_size
from rich.console import Console

from dateline.cli.status import PIPE_CLOSED, Finished
from dateline.errors import UsageError
from dateline.render.words import one_line

BETWEEN: Final = "; "
"""Between the parts of a list in CSV, which has no lists."""

WIDTH: Final = 160
"""Characters of a line that does not go to a terminal."""
WIDEST, NARROW = 28, 14
"""Most characters of a column that is not the last, on lines of `WIDTH` and on shorter ones."""
LEAST: Final = 30
"""Characters that the last column, mostly a report's words, needs to tell anything."""
GAP, INDENT = "  ", "  "
"""Between columns; before what stands beneath."""
EXPLAINING: Final = frozenset({"reason", "reasons"})
"""Last columns that tell what to do or why: never cut on a terminal."""
IDS: Final = frozenset({"id", "document", "act", "event", "record"})


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
    format = form_of(format, output)
    if format is Format.PARQUET and output is None:
        raise UsageError("Parquet is no text: name a file with --output FILE.parquet")
    if not answer.num_rows:
        typer.echo(f"dateline: {nothing}", err=True)
    as_bytes = WRITERS.get(format)
    told = as_bytes(answer) if as_bytes else as_text(answer, shown, _width(output)).encode()
    _put(told, output)


def form_of(format: Format | None, output: Path | None) -> Format:
    """The form that an answer gets."""
    return format or (SUFFIXES.get(output.suffix.lower(), Format.TABLE) if output else Format.TABLE)


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
    """A table for people, cut to so many characters: the last column gets what room the others leave.

    Below `WIDTH`, the columns that do not fit stand beneath the others of their row, under headings of their own.
    """
    names = list(shown) or answer.column_names
    cells = {name: [_cell(value) for value in answer[name].to_pylist()] for name in names}
    # A column without any value tells nothing; SQL's own columns stay.
    names = [name for name in names if not shown or any(cells[name])]
    if not answer.num_rows or not names:
        return ""
    # SQL's names are what the next query needs.
    headings = {name: name.replace("_", " ") if shown else name for name in names}
    widths = {name: _fitting(name, headings[name], cells[name], width) for name in names[:-1]}
    last = max(cell_len(cell) for cell in (headings[names[-1]], *cells[names[-1]]))
    lines = _lines(names, widths, last, width)
    numbers = {name for name in names if _is_number(answer.schema.field(name).type)}
    rows = [headings, *({name: cells[name][row] for name in names} for row in range(answer.num_rows))]
    if width < WIDTH and names[-1] in EXPLAINING:
        rows = [part for row in rows for part in _wrapped(row, widths[names[-1]])]
    told = (_line(row, line, widths, numbers) for row in rows for line in lines)
    return "".join(f"{line}\n" for line in told if line)


def _fitting(name: str, heading: str, cells: Iterable[str], width: int) -> int:
    fitting = max(map(cell_len, cells), default=0)
    # An id that is cut can't be asked for.
    most = fitting if name in IDS else WIDEST if width >= WIDTH else NARROW
    return max(len(heading), min(fitting, most))


def _lines(names: Sequence[str], widths: dict[str, int], last: int, width: int) -> list[list[str]]:
    """The columns that stand on each line of a row; sets the last one's width, which fits its line."""
    lines: list[list[str]] = [[]]
    left = width
    for name in names:
        needed = widths.get(name, min(last, LEAST))
        if lines[-1] and needed > left and width < WIDTH:
            lines.append([])
            left = width - len(INDENT)
        lines[-1].append(name)
        widths.setdefault(name, min(last, max(left, NARROW)))
        left -= widths[name] + len(GAP)
    return lines


def _line(row: dict[str, str], line: Sequence[str], widths: dict[str, int], numbers: Collection[str]) -> str:
    told = GAP.join(_sized(row[name], widths[name], name in numbers) for name in line)
    return f"{INDENT if line[0] != next(iter(row)) else ''}{told}".rstrip()


def _wrapped(row: dict[str, str], width: int) -> Iterator[dict[str, str]]:
    """A row whose last cell goes on in rows that are empty but for it."""
    *others, last = row
    for number, part in enumerate(textwrap.wrap(row[last], width) or [""]):
        yield {**(dict.fromkeys(others, "") if number else row), last: part}


def _sized(cell: str, width: int, right: bool) -> str:
    """A cell in so many columns of the terminal."""
    if cell_len(cell) > width:
        return set_cell_size(cell, width - 1) + "…"
    return cell.rjust(width - cell_len(cell) + len(cell)) if right else set_cell_size(cell, width)


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

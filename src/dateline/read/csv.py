"""CSV and TSV: a header, then one report a row. Rows are counted by the line they begin in."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from dateline.errors import InputError, TooLong
from dateline.read.columns import find_columns, known_columns
from dateline.read.decode import decode
from dateline.read.options import MAX_BYTES

DELIMITERS = (",", "\t", ";", "|")
"""What may part the cells: the header tells which, `csv.Sniffer` guesses from commas in the prose of the first rows."""

MOST_COLUMNS = 2000
"""Columns of a table: the widest news tables have about a hundred; GDELT's GKG has 27."""

# The module's own limit is 131,072 characters, fewer than the longest report has. It is the process's, not a reader's.
csv.field_size_limit(MAX_BYTES)


def read_csv(
    stream: BinaryIO, mapped: Mapping[str, str]
) -> Iterator[tuple[int | None, dict[str, object] | InputError]]:
    """The line numbers and fields of a table's rows, or the error of a row. Raises `InputError` for the whole table.

    `mapped` names the column of a field. The keys are those that `mapped` gives, else the names of the fields.
    """
    lines = Lines(stream)
    head = next(lines, "")
    if not head.strip():
        raise InputError("empty: a table begins with a line of column names")
    delimiter = find_delimiter(head)
    try:
        header = [name.strip() for name in next(csv.reader([head], delimiter=delimiter), [])]
    except csv.Error as error:
        raise InputError(f"line 1: {error}: a table begins with a line of column names") from error
    if len(header) > MOST_COLUMNS:
        raise TooLong(f"{len(header):,} columns: a table may have {MOST_COLUMNS:,}")
    columns = {mapped.get(field, field): place for field, place in find_columns(header, mapped).items()}
    for line, row in _rows(lines, delimiter):
        yield line, row if isinstance(row, InputError) else _fields(row, header, columns)


def find_delimiter(head: str) -> str:
    """What parts the names in a header: the mark that yields most names that are known, then most names."""

    def weight(delimiter: str) -> tuple[int, int]:
        try:
            names = next(csv.reader([head], delimiter=delimiter), [])
        except csv.Error:
            return (0, 0)
        return (len(known_columns(names)), len(names))

    return max(DELIMITERS, key=weight)


def is_header(line: str) -> bool:
    """Whether a line, of a text whose name tells no format, is the header of a table of reports."""
    try:
        names = next(csv.reader([line], delimiter=find_delimiter(line)), [])
    except csv.Error:
        return False
    known = known_columns(names)
    return "text" in known and len(known) >= 2


class Lines:
    """The lines of a stream as characters, counted; an iterator that can go on after an error.

    Bytes that are not UTF-8 become half surrogates, so that a row's quotes stay together and the row can be refused.
    `quotes` counts the quotes since it was last set to zero.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.number = 0
        self.quotes = 0

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(MAX_BYTES)
        if not line:
            raise StopIteration
        if len(line) == MAX_BYTES and not line.endswith(b"\n"):
            raise TooLong(f"too long: a line may have {MAX_BYTES:,} bytes; no row after this can be told apart")
        if self.number == 0:
            decode(line)  # tells a binary file and UTF-16 at once
            line = line.removeprefix(codecs.BOM_UTF8)
        self.number += 1
        self.quotes += line.count(b'"')
        return line.decode("utf-8", "surrogateescape")


def _rows(lines: Lines, delimiter: str) -> Iterator[tuple[int, list[str] | InputError]]:
    """The rows, each with the number of its first line."""
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        first = lines.number + 1
        lines.quotes = 0
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise InputError(f"line {first}: {error}: is a quote never closed?") from error
        if row is None:
            return
        if lines.number > first and lines.quotes % 2:
            yield first, InputError("a quote that opens here is never closed: the rest of the table is lost in it")
        elif row:
            yield first, row


def _fields(row: list[str], header: list[str], columns: Mapping[str, int]) -> dict[str, object] | InputError:
    """The fields of a row. Spreadsheets write empty cells beyond the header, which are no fault."""
    if len(row) < len(header) or any(row[len(header) :]):
        return InputError(f"{len(row)} cells in this row, {len(header)} columns in the header")
    try:
        "".join(row).encode("utf-8")
    except UnicodeEncodeError:
        return InputError("not UTF-8: save the table as UTF-8")
    return {name: row[place] for name, place in columns.items()}

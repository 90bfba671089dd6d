"""The way from names, or from bytes at hand, to documents, lazily and in order."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import BinaryIO

from dateline.errors import InputError
from dateline.read.csv import read_csv
from dateline.read.document import make_document
from dateline.read.entry import Entry, Issue, Remark
from dateline.read.feed import read_feed
from dateline.read.gunzip import unpacked
from dateline.read.html import read_html
from dateline.read.json import read_json
from dateline.read.jsonl import read_jsonl
from dateline.read.newsml import read_newsml
from dateline.read.ninjs import read_ninjs
from dateline.read.options import Format, Options
from dateline.read.parquet import read_parquet
from dateline.read.sniff import SNIFFED_BYTES, format_of_bytes, format_of_file
from dateline.read.sources import Source, find_sources
from dateline.read.text import read_text
from dateline.read.warc import read_warc

Row = tuple[int | None, Mapping[str, object] | InputError | Remark]

READERS: dict[Format, Callable[[BinaryIO], Iterable[Row]]] = {
    "text": read_text,
    "json": read_json,
    "jsonl": read_jsonl,
    "html": read_html,
    "feed": read_feed,
    "warc": read_warc,
    "newsml": read_newsml,
    "ninjs": read_ninjs,
}

TABLES: dict[Format, Callable[[BinaryIO, Mapping[str, str]], Iterable[Row]]] = {
    "csv": read_csv,
    "parquet": read_parquet,
}
"""The formats whose readers choose columns, and so must know what the user calls them."""

OWN_NAMES = frozenset(("json", "jsonl", *TABLES))
"""The formats whose inputs name their fields themselves, so that `Options.fields` holds for them."""

LONGEST_ADDRESS = 200
"""Characters of an address that an issue tells."""


def read(names: Iterable[str], options: Options | None = None) -> Iterator[Entry | Issue]:
    """The documents of files, folders, patterns and `-` (standard input), and what was wrong with them, in order.

    Holds one report in memory at a time (a JSON file is held whole). Raises nothing for bad input: that is an `Issue`.
    """
    options = options or Options()
    for source in find_sources(names):
        if isinstance(source, Issue):
            yield source
        else:
            yield from _read_source(source, options)


def read_bytes(
    data: bytes | BinaryIO, name: str, options: Options | None = None, content_type: str | None = None
) -> Iterator[Entry | Issue]:
    """The documents of bytes at hand, and what was wrong with them; `name` is what they are called: an address, say.

    `content_type` is what the server said they are (`text/html; charset=utf-8`); the bytes go before it. Raises nothing
    for bad input, as `read`.
    """
    stream = io.BufferedReader(io.BytesIO(data)) if isinstance(data, bytes) else data
    yield from _read_stream(name, stream, options or Options(), lambda head: format_of_bytes(name, content_type, head))


def read_file(name: str, stream: BinaryIO, options: Options) -> Iterator[Entry | Issue]:
    """The documents of an open file, and what was wrong with them, as `read` has them of a file of that name."""
    yield from _read_stream(name, stream, options, lambda head: format_of_file(name, head))


def read_rows(name: str, format: Format, rows: Iterable[Row], options: Options) -> Iterator[Entry | Issue]:
    """The documents of rows of an input, or of a stretch of it, and what was wrong with them."""
    fitting = options if format in OWN_NAMES else replace(options, fields={})
    try:
        for line, row in rows:
            yield from _read_row(name, line, row, fitting)
    except InputError as error:
        yield Issue(name, None, str(error))
    except OSError as error:
        yield _unreadable(name, error)


def _read_source(source: Source, options: Options) -> Iterator[Entry | Issue]:
    try:
        with source.open() as stream:
            yield from read_file(source.name, stream, options)
    except OSError as error:
        yield _unreadable(source.name, error)


def _read_stream(
    name: str, stream: BinaryIO, options: Options, sniff: Callable[[bytes], Format]
) -> Iterator[Entry | Issue]:
    try:
        content = unpacked(stream)
        format = options.format or sniff(content.peek(SNIFFED_BYTES)[:SNIFFED_BYTES])
        rows = iter(TABLES[format](content, options.fields) if format in TABLES else READERS[format](content))
        first = next(rows, None)
        if first is None:
            yield Issue(name, None, "empty")
        else:
            yield from read_rows(name, format, chain([first], rows), options)
    except InputError as error:
        yield Issue(name, None, str(error))
    except OSError as error:
        yield _unreadable(name, error)


def _read_row(
    name: str, line: int | None, row: Mapping[str, object] | InputError | Remark, options: Options
) -> Iterator[Entry | Issue]:
    if isinstance(row, Remark):
        yield Issue(name, line, row.reason, coded=True)
    elif isinstance(row, InputError):
        yield Issue(name, line, str(row))
    else:
        try:
            yield from make_document(row, name, line, options)
        except InputError as error:
            yield Issue(name, line, f"{error}{_address(row, options)}")


def _address(row: Mapping[str, object], options: Options) -> str:
    """The address of a report that could not be read, in brackets, if the input tells it."""
    url = row.get(options.fields.get("url", "url"))
    return f" ({url[:LONGEST_ADDRESS]})" if url and isinstance(url, str) else ""


def _unreadable(name: str, error: OSError) -> Issue:
    return Issue(name, None, f"can't be read: {error.strerror or error}")

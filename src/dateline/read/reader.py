"""The way from names to documents, lazily and in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import BinaryIO

from dateline.errors import InputError
from dateline.read.document import make_document
from dateline.read.entry import Entry, Issue
from dateline.read.html import read_html
from dateline.read.json import read_json
from dateline.read.jsonl import read_jsonl
from dateline.read.options import Format, Options
from dateline.read.sources import Source, find_sources
from dateline.read.text import read_text

Row = tuple[int | None, Mapping[str, object] | InputError]

READERS: dict[Format, Callable[[BinaryIO], Iterable[Row]]] = {
    "text": read_text,
    "json": read_json,
    "jsonl": read_jsonl,
    "html": read_html,
}


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


def _read_source(source: Source, options: Options) -> Iterator[Entry | Issue]:
    try:
        with source.open() as stream:
            reader = READERS[options.format or source.sniff(stream)]
            empty = True
            for line, row in reader(stream):
                empty = False
                yield from _read_row(source.name, line, row, options)
            if empty:
                yield Issue(source.name, None, "empty")
    except InputError as error:
        yield Issue(source.name, None, str(error))
    except OSError as error:
        yield Issue(source.name, None, f"can't be read: {error.strerror or error}")


def _read_row(
    name: str, line: int | None, row: Mapping[str, object] | InputError, options: Options
) -> Iterator[Entry | Issue]:
    try:
        if isinstance(row, InputError):
            raise row
        yield from make_document(row, name, line, options)
    except InputError as error:
        yield Issue(name, line, str(error))

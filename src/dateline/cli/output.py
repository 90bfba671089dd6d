"""Where reports go: the readable page of a terminal, JSON, JSON lines or an HTML page, to standard output or a file."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TextIO

from dateline.coder import Coded
from dateline.errors import UsageError
from dateline.records.reasons import Reasons
from dateline.render import HtmlPage, print_report, report_console


class Format(StrEnum):
    """The forms of output."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"


SUFFIXES = {
    ".json": Format.JSON,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".html": Format.HTML,
    ".htm": Format.HTML,
}


class Writer(Protocol):
    """Takes reports one by one; `close` writes what must stand at the end."""

    def write(self, coded: Coded) -> None:
        """Write one report."""

    def close(self) -> None:
        """All reports are written."""


class TextWriter:
    """Readable reports, one after the other."""

    def __init__(self, stream: TextIO, explain: bool) -> None:
        self._console = report_console(stream)
        self._explain = explain
        self._first = True

    def write(self, coded: Coded) -> None:
        """Print one report."""
        if not self._first:
            self._console.rule()
        self._first = False
        print_report(coded.report, self._console, coded.reasons if self._explain else None)

    def close(self) -> None:
        """Nothing stands at the end."""


class JsonlWriter:
    """One report a line."""

    def __init__(self, stream: TextIO, explain: bool) -> None:
        self._stream = stream
        self._explain = explain

    def write(self, coded: Coded) -> None:
        """Write one line."""
        self._stream.write(to_json(coded, self._explain) + "\n")
        self._stream.flush()

    def close(self) -> None:
        """Nothing stands at the end."""


class JsonWriter:
    """One object for one report, an array for several: the first waits for the second, so that memory stays flat."""

    def __init__(self, stream: TextIO, explain: bool) -> None:
        self._stream = stream
        self._explain = explain
        self._first: str | None = None
        self._several = False

    def write(self, coded: Coded) -> None:
        """Write one report, or keep it if it is the first."""
        report = to_json(coded, self._explain, indent=2)
        if self._first is None:
            self._first = report
            return
        if not self._several:
            self._stream.write(f"[\n{self._first}")
            self._several = True
        self._stream.write(f",\n{report}")

    def close(self) -> None:
        """Close the array, or write the one report."""
        if self._several:
            self._stream.write("\n]\n")
        elif self._first is not None:
            self._stream.write(self._first + "\n")


class HtmlWriter:
    """One page for all reports."""

    def __init__(self, stream: TextIO, explain: bool) -> None:
        self._stream = stream
        self._explain = explain
        self._page = HtmlPage()

    def write(self, coded: Coded) -> None:
        """Write one report's part of the page."""
        self._stream.write(self._page.article(coded.report, coded.reasons if self._explain else None))

    def close(self) -> None:
        """End the page."""
        self._stream.write(self._page.end())


WRITERS: dict[Format, Callable[[TextIO, bool], Writer]] = {
    Format.TEXT: TextWriter,
    Format.JSON: JsonWriter,
    Format.JSONL: JsonlWriter,
    Format.HTML: HtmlWriter,
}


def to_json(coded: Coded, explain: bool, indent: int | None = None) -> str:
    """The report as JSON; with `explain` it has one more field, `reasons`, from record id to reasons."""
    if not explain:
        return coded.report.to_json(indent)
    row = coded.report.model_dump(mode="json", by_alias=True)
    row["reasons"] = _all_reasons(row, coded.reasons)
    return json.dumps(row, ensure_ascii=False, indent=indent)


def _all_reasons(row: dict[str, object], reasons: Reasons) -> dict[str, list[str]]:
    lists = [value for value in row.values() if isinstance(value, list)]
    ids = [record["id"] for records in lists for record in records if "id" in record]
    return {id: told for id in ids if (told := reasons.of(id))}


@contextmanager
def open_output(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that is put in place when all is written; before that it is `FILE.part`.

    With nothing written there is no file. Raises `UsageError` for a file that can't be written.
    """
    if path is None:
        yield _utf8(sys.stdout)
        sys.stdout.flush()
        return
    special = path.exists() and not path.is_file()
    target = path if special else path.with_name(path.name + ".part")
    try:
        stream = target.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"can't write {path}: {error.strerror}") from error
    with stream:
        yield stream
        empty = not special and stream.tell() == 0
    if special:
        return
    if empty:
        target.unlink()
    else:
        os.replace(target, path)


def _utf8(stream: TextIO) -> TextIO:
    """The stream, writing UTF-8 whatever the locale says; JSON is UTF-8."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", newline="\n")
    return stream

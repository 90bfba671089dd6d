"""Bytes of every format that `dateline.read` takes.

Whatever the bytes are: entries and issues come out and nothing is raised; a text is what it can be (UTF-8, no NUL, not
too long), a day is one, an issue says something. An input begins with three bytes that say how the rest is given:

1. the format that is asked for, or none;
2. the name and the media type that it comes with;
3. whether it is packed by gzip, and whether lengths in a WARC are put right.
"""

from __future__ import annotations

import datetime
import gzip
import re
from collections.abc import Iterable
from random import Random
from typing import Final

from bench.fuzz.mutate import changed
from bench.fuzz.samples import samples
from bench.fuzz.target import require
from dateline.read import FORMATS, Entry, Issue, Options, read_bytes
from dateline.read.options import MAX_CHARACTERS, Format

NAMES: Final = (
    "input",
    "a.txt",
    "a.json",
    "a.jsonl",
    "a.html",
    "a.csv",
    "a.xml",
    "a.rss",
    "a.warc.gz",
    "a.parquet",
    "https://a.example/x?y",
)
TYPES: Final = (
    None,
    "text/html; charset=utf-16",
    "text/html; charset=rot13",
    "application/xml",
    "application/json",
    "text/csv",
    "x/xml",
)

PACKED: Final = 1
MEASURED: Final = 2

TODAY: Final = datetime.date(2026, 6, 1)


class Readers:
    """The readers as a target."""

    def __init__(self) -> None:
        self._seeds = [_headed(format, data) for format, data in samples()]
        self._bodies = [data[3:] for data in self._seeds]

    def seeds(self) -> Iterable[bytes]:
        """A whole input of each format; what is not plain also packed."""
        yield from self._seeds
        yield from (bytes((data[0], data[1], PACKED)) + data[3:] for data in self._seeds)

    def mutate(self, data: bytes, random: Random) -> bytes:
        """Another content, seldom another way to give it."""
        head = bytearray(data[:3].ljust(3, b"\0"))
        if random.random() < 0.1:
            head[random.randrange(3)] = random.randrange(256)
        return bytes(head) + changed(data[3:], random, self._bodies)

    def run(self, data: bytes) -> None:
        """Read, and look at what comes out."""
        asked, named, given = data[:3].ljust(3, b"\0")
        content = data[3:]
        if given & MEASURED:
            content = _measured(content)
        if given & PACKED:
            content = gzip.compress(content, 1, mtime=0)
        format = (None, *FORMATS)[asked % (len(FORMATS) + 1)]
        options = Options(format=format, today=TODAY, force=bool(asked & 128))
        found = list(read_bytes(content, NAMES[named % len(NAMES)], options, TYPES[named // 16 % len(TYPES)]))
        require(found, "reading yields nothing")
        for one in found:
            if isinstance(one, Entry):
                _look(one)
            else:
                require(isinstance(one, Issue) and one.reason.strip(), "an issue without a reason", one)
                one.to_json()
                str(one).encode()

    def seconds(self, data: bytes) -> float:
        """Most inputs take milliseconds."""
        return 5.0

    def close(self) -> None:
        """Nothing is held."""


def make() -> Readers:
    """The target."""
    return Readers()


def _look(entry: Entry) -> None:
    document = entry.document
    require(document.text.strip(), "an empty text")
    require(len(document.text) <= MAX_CHARACTERS, "a text that is too long", len(document.text))
    require("\0" not in document.model_dump_json(), "NUL")
    for value in document.model_dump().values():
        if isinstance(value, str):
            value.encode()
    if document.date is not None:
        require(datetime.date.fromisoformat(document.date).isoformat() == document.date, "no day", document.date)


def _headed(format: Format | None, data: bytes) -> bytes:
    place = (None, *FORMATS).index(format)
    return bytes((place, 0, MEASURED if format == "warc" else 0)) + data


def _measured(archive: bytes) -> bytes:
    """An archive whose records are as long as they say, as far as they can be told apart."""
    head, *records = re.split(rb"(?=WARC/1\.[01]\r\n)", archive)
    for place, record in enumerate(records):
        told, mark, block = record.partition(b"\r\n\r\n")
        length = b"Content-Length: %d" % len(block.removesuffix(b"\r\n\r\n"))
        records[place] = re.sub(rb"Content-Length: \d+", length, told) + mark + block
    return head + b"".join(records)

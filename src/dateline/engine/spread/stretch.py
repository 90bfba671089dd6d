"""One shard read: the same documents and issues as reading the whole file has for that stretch."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from dateline.engine.spread.shards import Shard
from dateline.read import Entry, Issue, Options
from dateline.read.jsonl import read_jsonl
from dateline.read.parquet import read_parquet
from dateline.read.reader import read_file, read_rows

CHUNK = 64 * 1024


class Reading:
    """The documents of a shard, once; `lines` is then how many lines a stretch of bytes has.

    Lines are counted from the start of the stretch: where that lies in the file is known when all before it is read.
    """

    def __init__(self, shard: Shard, options: Options) -> None:
        self.lines = 0
        self._shard = shard
        self._options = options

    def __iter__(self) -> Iterator[Entry | Issue]:
        file = self._shard.file
        try:
            with file.open() as stream:
                yield from self._read(stream)
        except OSError as error:
            yield Issue(file.name, None, f"can't be read: {error.strerror or error}")

    def _read(self, stream: BinaryIO) -> Iterator[Entry | Issue]:
        shard, name = self._shard, self._shard.file.name
        if shard.unit is None:
            yield from read_file(name, stream, self._options)
        elif shard.unit == "row groups":
            rows = read_parquet(stream, self._options.fields, range(shard.start, shard.end))
            yield from read_rows(name, "parquet", rows, self._options)
        else:
            lines = Lines(stream, shard.start, shard.end)
            buffered = cast(BinaryIO, io.BufferedReader(lines, CHUNK))
            yield from read_rows(name, "jsonl", read_jsonl(buffered), self._options)
            self.lines = lines.count


@dataclass(frozen=True, slots=True)
class End:
    """The end of a shard; `lines` as `Reading` has them."""

    shard: Shard
    lines: int = 0


class Lines(io.RawIOBase):
    """The bytes of the lines that begin in a stretch of a file; `count` of them are read."""

    def __init__(self, stream: BinaryIO, start: int, end: int) -> None:
        super().__init__()
        self.count = 0
        self._stream = stream
        self._end = _line_at(stream, end)
        self._place = stream.seek(_line_at(stream, start))
        self._open = False

    def readable(self) -> bool:
        """Always true."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer; 0 at the end."""
        data = self._stream.read(max(0, min(len(buffer), self._end - self._place)))
        buffer[: len(data)] = data
        self._place += len(data)
        self.count += data.count(b"\n")
        if data:
            self._open = not data.endswith(b"\n")
        elif self._open:
            # The last line of a file need not end.
            self.count += 1
            self._open = False
        return len(data)


def _line_at(stream: BinaryIO, place: int) -> int:
    """Where the first line begins that begins at a place or after it."""
    if place == 0:
        return 0
    stream.seek(place - 1)
    while True:
        piece = stream.readline(CHUNK)
        if not piece or piece.endswith(b"\n"):
            return stream.tell()

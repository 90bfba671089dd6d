"""gzip, unpacked as it is read and bounded: a few kilobytes may unpack to gigabytes."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from dateline.errors import InputError, TooLong
from dateline.read.options import MAX_BYTES

MAGIC = b"\x1f\x8b"

RATIO = 200
"""Bytes that a byte may unpack to, once more than `MAX_BYTES` are out. Prose packs to between a third and a fifth, the
most repetitive feed to a fiftieth; gzip's own limit, which only a bomb comes near, is 1,032."""

CHUNK = 64 * 1024


class Gunzip(io.RawIOBase):
    """The unpacked bytes of a gzip stream of any number of members.

    Reading raises `InputError` where the stream is cut off or broken, after all that could be unpacked was read, and
    `TooLong` where it unpacks to more than `RATIO` times its size.
    """

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self._member = zlib.decompressobj(wbits=31)
        self._rest = b""
        self._begun = False
        self._packed = 0
        self._unpacked = 0

    def readable(self) -> bool:
        """Always true."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer with what can be unpacked next; 0 at the end."""
        while True:
            if not self._rest:
                self._rest = self._stream.read(CHUNK)
                self._packed += len(self._rest)
                if not self._rest:
                    return self._end()
            data = self._unpack(len(buffer))
            if data:
                buffer[: len(data)] = data
                return len(data)

    def _unpack(self, most: int) -> bytes:
        """Up to so many bytes of the packed ones at hand."""
        if self._member.eof:
            self._rest = self._rest.lstrip(b"\0")  # tape archives pad with zeros
            if not self._rest:
                return b""
            self._member = zlib.decompressobj(wbits=31)
        self._begun = True
        try:
            data = self._member.decompress(self._rest, most)
        except zlib.error as error:
            raise InputError(f"broken gzip after {self._unpacked:,} bytes of content: fetch it anew") from error
        self._rest = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
        self._unpacked += len(data)
        if self._unpacked > MAX_BYTES and self._unpacked > RATIO * self._packed:
            raise TooLong(
                f"a gzip bomb, it seems: it unpacks to more than {RATIO} times its size; unpack it yourself to read it"
            )
        return data

    def _end(self) -> int:
        if self._begun and not self._member.eof:
            # What zlib still holds when the input ends is less than a block; only whole output is worth reading.
            raise InputError(f"truncated gzip: it ends after {self._unpacked:,} bytes of content; fetch it anew")
        return 0


def unpacked(stream: BinaryIO) -> io.BufferedReader[Any]:
    """The stream as one that can be peeked into, unpacked if it is gzip."""
    peekable: io.BufferedReader[Any] = (
        stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream), CHUNK)
    )
    if peekable.peek(len(MAGIC)).startswith(MAGIC):
        return io.BufferedReader(Gunzip(peekable), CHUNK)
    return peekable


def some_of(stream: BinaryIO) -> Callable[[int], bytes]:
    """How to read what a stream has at hand, up to a size: a truncated one gives all it has before it raises."""
    read1: Callable[[int], bytes] | None = getattr(stream, "read1", None)
    return read1 or stream.read

"""Inputs cut into shards: what one process of a cluster reads at a time, and what is not read again once it is added.

JSON lines are cut by bytes: a shard has the lines that begin in it. Parquet is cut between row groups. Anything else
(WARC, CSV, what is packed) is a shard as it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Final, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.engine.spread.files import File
from dateline.errors import InputError
from dateline.read import Options
from dateline.read.gunzip import MAGIC
from dateline.read.options import Format
from dateline.read.sniff import SNIFFED_BYTES, format_of_file
from dateline.version import VERSION

SIZE: Final = 16 * 1024 * 1024
"""Bytes of a shard: some 4,000 reports, which are read and signed in half a minute and coded in seven."""

Unit = Literal["bytes", "row groups"]


@dataclass(frozen=True, slots=True)
class Shard:
    """A stretch of a file, or (`unit` None) the whole of it."""

    file: File
    unit: Unit | None = None
    start: int = 0
    end: int = 0

    def id(self, options: Options) -> str:
        """Differs if file, stretch, the way of reading or the program do."""
        # What is in the future today is not tomorrow, but a shard is not read anew for a warning.
        reading = {name: value for name, value in asdict(options).items() if name != "today"}
        file = {"name": self.file.name, "size": self.file.size, "changed": self.file.changed}
        told = json.dumps([file, self.unit, self.start, self.end, reading, VERSION], sort_keys=True)
        return f"sh{hashlib.sha256(told.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def cut(file: File, options: Options, size: int = SIZE) -> Iterator[Shard]:
    """The shards of a file, in order."""
    shards = [Shard(file)]
    if file.size > size:
        # Who reads it whole says what is wrong.
        with suppress(OSError, ValueError, InputError, pa.ArrowException):
            shards = list(_cut(file, options, size)) or shards
    yield from shards


def _cut(file: File, options: Options, size: int) -> Iterator[Shard]:
    format = _format(file, options)
    if format == "jsonl":
        for start in range(0, file.size, size):
            yield Shard(file, "bytes", start, min(start + size, file.size))
    elif format == "parquet":
        yield from _row_groups(file, size)


def _format(file: File, options: Options) -> Format | None:
    """The format of a file that is not packed."""
    with file.open() as stream:
        head = stream.read(SNIFFED_BYTES)
    return None if head.startswith(MAGIC) else options.format or format_of_file(file.name, head)


def _row_groups(file: File, size: int) -> Iterator[Shard]:
    """As many row groups together as have that size, unpacked."""
    with file.open() as stream, pq.ParquetFile(stream) as table:
        groups = table.metadata.num_row_groups
        sizes = [table.metadata.row_group(group).total_byte_size for group in range(groups)]
    start = held = 0
    for group, bytes in enumerate(sizes):
        held += bytes
        if held >= size or group == groups - 1:
            yield Shard(file, "row groups", start, group + 1)
            start, held = group + 1, 0

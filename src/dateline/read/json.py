"""JSON: one object is one report, an array is several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dateline.errors import InputError, TooLong
from dateline.read.decode import decode
from dateline.read.jsonl import parse
from dateline.read.options import MAX_JSON_BYTES


def read_json(stream: BinaryIO) -> Iterator[tuple[int | None, dict[str, object] | InputError]]:
    """The objects of a JSON file, or the error of an array's item that is none. Raises `InputError`."""
    data = stream.read(MAX_JSON_BYTES + 1)
    if len(data) > MAX_JSON_BYTES:
        raise TooLong(f"too long: a JSON file may have {MAX_JSON_BYTES:,} bytes; JSON lines may have any number")
    value = parse(decode(data))
    if isinstance(value, dict):
        yield None, value
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield None, item if isinstance(item, dict) else InputError(f"item {number} is not a JSON object")
    else:
        raise InputError('neither a JSON object with a "text" nor an array of them')

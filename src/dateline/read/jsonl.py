"""JSON lines: one report a line; a broken line is an issue, and the others are read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from dateline.errors import InputError, TooLong
from dateline.read.decode import decode
from dateline.read.options import MAX_BYTES


def read_jsonl(stream: BinaryIO) -> Iterator[tuple[int | None, dict[str, object] | InputError]]:
    """The line numbers and objects of JSON lines, or the error of a line that is none; blank lines are passed over."""
    number = 0
    while line := stream.readline(MAX_BYTES):
        number += 1
        if len(line) == MAX_BYTES and not line.endswith(b"\n"):
            _skip_line(stream)
            yield number, TooLong(f"too long: a line may have {MAX_BYTES:,} bytes")
        elif line.strip():
            try:
                yield number, parse_object(decode(line))
            except InputError as error:
                yield number, error


def parse_object(text: str) -> dict[str, object]:
    """The JSON object that a text is. Raises `InputError`."""
    value = parse(text)
    if not isinstance(value, dict):
        raise InputError('not a JSON object with a "text"')
    return value


def parse(text: str) -> object:
    """The JSON value that a text is. Raises `InputError`."""
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno} " if "\n" in text.strip() else ""
        raise InputError(f"not JSON: {error.msg} at {line}column {error.colno}") from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits; brackets nested a thousand deep
        raise InputError(f"not JSON that can be read: {error}") from error
    return value


def has_lines(head: bytes) -> bool:
    """Whether what begins so is JSON lines: an object ends with the first line, and another begins."""
    first, _, rest = head.strip().partition(b"\n")
    if not rest.lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(MAX_BYTES)) and not rest.endswith(b"\n"):
        pass

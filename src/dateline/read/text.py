"""Plain text: one file, one report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dateline.errors import TooLong
from dateline.read.decode import decode
from dateline.read.options import MAX_CHARACTERS

# A code point takes at most 4 bytes in UTF-8; one more byte, and a mark at the start, tell that there is more.
MOST_BYTES = 4 * MAX_CHARACTERS + 4


def read_text(stream: BinaryIO) -> Iterator[tuple[int | None, dict[str, object]]]:
    """The one document of a plain text. Raises `InputError`."""
    data = stream.read(MOST_BYTES)
    if len(data) == MOST_BYTES:
        raise TooLong(f"too long: one report may have {MAX_CHARACTERS:,} characters; split the text into its reports")
    yield None, {"text": decode(data)}

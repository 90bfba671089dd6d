"""Lines of other people's files: plain, gzip or a zip of one file; UTF-8, or ISO-8859-1 where that fails; bounded."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from dateline.errors import InputError

MAX_LINE = 4 * 1024 * 1024
"""The longest line in bytes: a PLOVER record with the longest report that `read` takes has less than 4 MB."""

GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
BOM = "\ufeff"


def read_lines(path: Path) -> Iterator[tuple[int, str | InputError]]:
    """The lines of a file with their numbers from 1, without line ends; an `InputError` in the place of a bad one.

    Raises `InputError` for a file that can't be opened or is broken off.
    """
    with ExitStack() as stack:
        try:
            stream = _open(path, stack)
            yield from _lines(stream)
        except (EOFError, zlib.error, zipfile.BadZipFile) as error:
            raise InputError(f"broken archive ({error}); get the file again") from error
        except OSError as error:
            raise InputError(f"can't be read: {error.strerror or error}") from error


def _open(path: Path, stack: ExitStack) -> IO[bytes] | gzip.GzipFile:
    file = stack.enter_context(path.open("rb"))
    start = file.read(4)
    file.seek(0)
    if start.startswith(GZIP):
        return stack.enter_context(gzip.open(file))
    if start.startswith(ZIP):
        archive = stack.enter_context(zipfile.ZipFile(file))
        names = [name for name in archive.namelist() if not name.endswith("/")]
        if len(names) != 1:
            raise InputError(f"a zip of {len(names)} files; unpack it and name the file that you want")
        return stack.enter_context(archive.open(names[0]))
    return file


def _lines(stream: IO[bytes] | gzip.GzipFile) -> Iterator[tuple[int, str | InputError]]:
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_LINE)
            yield number, InputError(f"a line of more than {MAX_LINE} bytes")
            continue
        text = decoded(line).rstrip("\r\n")
        yield number, text.removeprefix(BOM) if number == 1 else text


def decoded(line: bytes) -> str:
    """A line as text: some weekly files of POLECAT are ISO-8859-1, some change within the file."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("iso-8859-1")

"""Files that appear whole or not at all, and the log of an export."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from dateline.errors import UsageError


@dataclass(frozen=True, slots=True)
class Options:
    """`text`: whether words of the reports (titles, evidence, words of time) may be written."""

    text: bool = True


@dataclass(slots=True)
class Log:
    """What an export did: events written, the rows that they became, and how many were left out for which reason."""

    files: list[Path] = field(default_factory=list)
    events: int = 0
    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that takes the place of `path` at the end; after an exception `path` is as it was.

    Raises `UsageError` where it can't be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise UsageError(f"can't write {path}: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        # mkstemp makes files that nobody else may read.
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except OSError as error:
        raise UsageError(f"can't write {path}: {error.strerror}") from error
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask

"""The inputs that names stand for: files, folders, patterns and `-`, not yet opened."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dateline.read.entry import Issue
from dateline.read.sniff import SUFFIXES, is_known

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One input, not yet opened: its name as the user knows it, and its path (None: standard input)."""

    name: str
    path: Path | None

    def open(self) -> BinaryIO:
        """A buffered stream of its bytes. Raises `OSError`."""
        if self.path is None:
            return sys.stdin.buffer
        return self.path.open("rb", buffering=64 * 1024)


def find_sources(names: Iterable[str]) -> Iterator[Source | Issue]:
    """The inputs that the names stand for, in order; a folder's are those with a known suffix, sorted by path."""
    for name in names:
        path = Path(name)
        if name == STANDARD_INPUT:
            yield Source("<stdin>", None)
        elif path.is_dir():
            yield from _folder(path)
        elif path.exists() or not glob.has_magic(name):
            yield Source(name, path)
        else:
            found = sorted(glob.glob(name, recursive=True))
            yield from find_sources(found) if found else [Issue(name, None, "no file matches this pattern")]


def _folder(folder: Path) -> Iterator[Source | Issue]:
    empty = True
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if is_known(path.name) and not hidden and path.is_file():
            empty = False
            yield Source(str(path), path)
    if empty:
        yield Issue(str(folder), None, f"no reports in this folder: none of its files ends in {', '.join(SUFFIXES)}")

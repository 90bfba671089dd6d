"""The inputs that names stand for: files, folders, patterns and `-`, each with its format."""

from __future__ import annotations

import glob
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dateline.read.entry import Issue
from dateline.read.options import Format

SUFFIXES: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}

STANDARD_INPUT = "-"

# A page may open with a byte order mark, a declaration and comments.
PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
OBJECT = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*\{\s*(?:[\"}]|\Z)")
ARRAY = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*\[\s*[{\]]")

SNIFFED_BYTES = 8192


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

    def sniff(self, stream: BinaryIO) -> Format:
        """The format, from the name and from the first bytes, which stay unread."""
        named = SUFFIXES.get(self.path.suffix.lower()) if self.path else None
        head = stream.peek(SNIFFED_BYTES)[:SNIFFED_BYTES] if isinstance(stream, io.BufferedReader) else b""
        if named == "json":
            return "jsonl" if _has_lines(head) else "json"
        return named or _sniff(head)


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
        if path.suffix.lower() in SUFFIXES and not hidden and path.is_file():
            empty = False
            yield Source(str(path), path)
    if empty:
        yield Issue(str(folder), None, f"no reports in this folder: none of its files ends in {', '.join(SUFFIXES)}")


def _sniff(head: bytes) -> Format:
    """The format of an input whose name tells none."""
    if PAGE.match(head):
        return "html"
    if ARRAY.match(head):
        return "json"
    if OBJECT.match(head):
        first = head.strip().split(b"\n", 1)[0].rstrip()
        return "json" if first in (b"{", b"\xef\xbb\xbf{") or first.endswith(b",") else "jsonl"
    return "text"


def _has_lines(head: bytes) -> bool:
    """Whether a file named `.json` holds JSON lines: an object ends with the first line, and another begins."""
    first, _, rest = head.strip().partition(b"\n")
    if not rest.lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except ValueError:
        return False

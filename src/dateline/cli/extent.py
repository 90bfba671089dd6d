"""How far the reading of some inputs has come, where that can be told beforehand: the basis of the time left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.fetch import is_address
from dateline.read import Entry, Issue
from dateline.read.sources import Source, find_sources

BY_LINE = (".jsonl", ".ndjson", ".csv", ".tsv")
"""Files whose reports know their lines."""

BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where an input lies among the bytes of all; its lines, if its reports tell theirs."""

    start: int
    size: int
    lines: int | None


class Extent:
    """The inputs in bytes: `total`, None where it can't be known (standard input, addresses), and how many are read."""

    def __init__(self, names: Iterable[str]) -> None:
        names = list(names)
        self._stretches: dict[str, Stretch] = {}
        self.read = 0
        self.total: int | None = None
        # Listing the files of a folder twice is cheap beside coding one of them.
        sources = [] if any(map(_is_unknown, names)) else [s for s in find_sources(names) if isinstance(s, Source)]
        end = 0
        for source in sources:
            size, lines = _measure(source)
            self._stretches[source.name] = Stretch(end, size, lines)
            end += size
        if sources:
            self.total = end

    def reach(self, read: Entry | Issue) -> int:
        """The bytes that are read once this is."""
        stretch = self._stretches.get(read.input)
        if stretch is not None:
            within = 1.0 if stretch.lines is None else min(1.0, (read.line or stretch.lines) / max(stretch.lines, 1))
            self.read = max(self.read, stretch.start + int(stretch.size * within))
        return self.read


def _is_unknown(name: str) -> bool:
    return name == "-" or is_address(name) or name.endswith(".toml")


def _measure(source: Source) -> tuple[int, int | None]:
    """The bytes of a file, and its lines where they matter; nothing for one that can't be read."""
    path = source.path
    try:
        if path is None:
            return 0, None
        size = path.stat().st_size
        if path.suffix.lower() not in BY_LINE:
            return size, None
        with path.open("rb") as stream:
            return size, sum(block.count(b"\n") for block in iter(lambda: stream.read(BLOCK), b""))
    except OSError:
        return 0, None

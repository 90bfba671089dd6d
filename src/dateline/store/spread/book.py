"""The shards of a run in order: those that an earlier run added are passed over, the others are read."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dateline.engine.spread.shards import Shard
from dateline.engine.spread.stretch import End
from dateline.read import Issue, Options
from dateline.store.documents import Item
from dateline.store.rows import Row
from dateline.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Finished:
    """All of a shard was read; `row` is its row of `shards`, `earlier` if that is in the store already."""

    row: Row
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """One thing that was read, and in which of the run's shards, counted from 1."""

    thing: Item | Issue | Finished
    shard: int


Stream = Callable[[Iterator[Shard]], Iterator[Item | Issue | End]]
"""Reads shards, in order."""


def finished_shards(snapshot: Snapshot) -> dict[str, Row]:
    """The rows of the shards that were added, by id."""
    return {row["id"]: row for row in snapshot.table("shards").to_pylist()}


class Book:
    """What the shards hold, with the lines that the reports have in their files."""

    def __init__(self, found: Iterable[Shard | Issue], options: Options, known: Mapping[str, Row], run: str) -> None:
        self._found = found
        self._options = options
        self._known = known
        self._run = run
        self._order: deque[Shard | Issue] = deque()
        self._lines: Counter[str] = Counter()
        self._shard = 1

    def read(self, stream: Stream) -> Iterator[Read]:
        """All that is read, in the order of the inputs."""
        reports = failed = 0
        whole = True
        for thing in stream(self._unread()):
            yield from self._passed()
            shard = self._order[0]
            assert isinstance(shard, Shard)
            if isinstance(thing, End):
                self._order.popleft()
                if whole:
                    yield Read(Finished(self._row(shard, thing.lines, reports, failed)), self._shard)
                self._lines[shard.file.name] += thing.lines
                self._shard += 1
                reports = failed = 0
                whole = True
            else:
                reports += isinstance(thing, Item)
                if isinstance(thing, Issue) and not thing.coded:
                    failed += 1
                    # What can't be read today, since the network is down perhaps, is tried again.
                    whole &= thing.line is not None
                yield Read(self._placed(thing, shard), self._shard)
        yield from self._passed()

    def _unread(self) -> Iterator[Shard]:
        for thing in self._found:
            self._order.append(thing)
            if isinstance(thing, Shard) and thing.id(self._options) not in self._known:
                yield thing

    def _passed(self) -> Iterator[Read]:
        """What comes before the next shard that is read."""
        while self._order:
            thing = self._order[0]
            if isinstance(thing, Issue):
                yield Read(thing, self._shard)
            elif row := self._known.get(thing.id(self._options)):
                self._lines[thing.file.name] += row["lines"]
                yield Read(Finished(row, earlier=True), self._shard)
            else:
                return
            self._order.popleft()

    def _placed(self, thing: Item | Issue, shard: Shard) -> Item | Issue:
        """The same with its line in the file."""
        before = self._lines[shard.file.name] if shard.unit == "bytes" else 0
        if not before:
            return thing
        if isinstance(thing, Issue):
            return thing if thing.line is None else replace(thing, line=thing.line + before)
        line = thing.entry.line
        return thing if line is None else replace(thing, entry=replace(thing.entry, line=line + before))

    def _row(self, shard: Shard, lines: int, reports: int, failed: int) -> Row:
        stretch = {"unit": shard.unit, "start": shard.start, "end": shard.end, "lines": lines}
        counts = {"reports": reports, "failed": failed, "run": self._run}
        return {"id": shard.id(self._options), "input": shard.file.name, **stretch, **counts}

"""Rounds of polls: what the sources bring is added, and only then are they told that it is known."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

import pyarrow as pa
import pyarrow.dataset as ds

from dateline.coder import Coder
from dateline.engine import Workers
from dateline.errors import FetchError, StoreError, UsageError
from dateline.fetch import EVERY, Client, Polled, Poller, Reading, Source, SourceList, fetched_entries
from dateline.read import Entry, Issue
from dateline.store.add import add, adopt
from dateline.store.lake import Store
from dateline.store.readings import keep_readings, readings_of
from dateline.store.snapshot import Snapshot
from dateline.store.summary import Summary

PUT_OFF: Final = 600.0
"""Seconds for which readings that brought nothing wait, so that not each of them makes a version of the store."""

OnPoll = Callable[[Polled, int], None]
"""Told of each poll, with the number of reports that it brought, known ones too."""


@dataclass(slots=True)
class Round:
    """The readings of a round, how many sources could not be fetched, and what was added (None: nothing was read).

    `unwritten` is why the readings could not be stored; they are tried again.
    """

    readings: list[Reading] = field(default_factory=list)
    failed: int = 0
    summary: Summary | None = None
    unwritten: StoreError | None = None


Happened = Round | list[Source] | StoreError | UsageError
"""A round, another list of sources, or what was wrong with either."""


class Watch:
    """A list of sources that is read into a store, going on from the readings that the store keeps.

    A `SourceList` is read again when its file changes. `every` is in minutes, for sources that tell none. `write` is to
    be called at the end, also after an exception.
    """

    def __init__(
        self,
        store: Store,
        sources: list[Source] | SourceList,
        client: Client,
        coder: Coder | Workers,
        every: float = EVERY,
        on_poll: OnPoll | None = None,
    ) -> None:
        snapshot = store.at()
        self._list = sources if isinstance(sources, SourceList) else None
        listed = sources.sources if isinstance(sources, SourceList) else sources
        self.poller = Poller(listed, client, readings_of(snapshot), every)
        self._store = store
        self._client = client
        self._coder = coder
        self._on_poll = on_poll
        # Whose pages need not be fetched again.
        self._articles = _addresses(snapshot, listed)
        self._unwritten: dict[str, Reading] = {}
        self._written_at = time.monotonic()
        self._begun = False

    def run(self) -> Iterator[Happened]:
        """Rounds for ever, each when sources are due; the new list where that has changed, or what is wrong with it.

        After an error of the store, what could not be stored is read again later.
        """
        while True:
            happened: Happened | None
            try:
                happened = self._relist() or self._next_round()
            except (StoreError, UsageError) as error:
                happened = error
            except (OSError, pa.ArrowException) as error:
                # Files that are gone: another program purges the store, or the disk fails.
                happened = StoreError(f"can't read the store {self._store.uri}: {error}")
            if happened is not None:
                yield happened

    def round(self, sources: Iterable[Source]) -> Round:
        """Poll some sources, and add what they bring. Raises `StoreError`."""
        this = Round()
        addresses: list[str] = []
        # Whatever happens, those who poll for it are to stop.
        with closing(self._entries(sources, this, addresses)) as entries:
            # Where nothing has changed nothing is read, and there is nothing to add or settle, but for what an earlier
            # run may have left that was broken off.
            first = next(entries, None)
            if first is not None:
                this.summary = add(self._store, chain([first], entries), self._coder, command="watch")
            elif not self._begun:
                adopt(self._store, self._coder)
            self._begun = True
        for reading in this.readings:
            self.poller.keep(reading)
            self._unwritten[reading.url] = reading
        self._articles.update(addresses)
        stored = this.summary is not None and this.summary.version is not None
        if stored or time.monotonic() - self._written_at >= PUT_OFF:
            try:
                self.write()
            except StoreError as error:
                this.unwritten = error
        _give_back()
        return this

    def write(self) -> None:
        """Store the readings that are not stored yet. Raises `StoreError`."""
        if self._unwritten:
            with self._store.writing("poll", f"{len(self._unwritten)} sources read") as transaction:
                keep_readings(transaction, self._unwritten.values())
            self._unwritten = {}
        self._written_at = time.monotonic()

    def _next_round(self) -> Round | None:
        due = self.poller.wait()
        return self.round(due) if due else None

    def _relist(self) -> list[Source] | None:
        """The new list, if there is one."""
        if self._list is None or not self._list.changed():
            return None
        sources = self._list.sources
        self._articles |= _addresses(self._store.at(), sources)
        self.poller.relist(sources)
        return sources

    def _entries(self, sources: Iterable[Source], this: Round, addresses: list[str]) -> Generator[Entry | Issue]:
        """What the sources bring; their readings go into the round, the addresses of their articles into the list."""
        for polled in self.poller.poll_all(sources):
            this.readings.append(polled.reading)
            reports = 0
            if isinstance(polled.outcome, FetchError):
                this.failed += 1
                if polled.new_fault:
                    yield Issue(polled.source.url, None, polled.new_fault)
            else:
                known = self._articles.__contains__
                for item in fetched_entries(polled.source, polled.outcome, self._client, known=known):
                    if isinstance(item, Entry):
                        reports += 1
                        addresses += [item.document.url] if polled.source.articles and item.document.url else []
                    yield item
            if self._on_poll:
                self._on_poll(polled, reports)


def _give_back() -> None:
    """Give free memory to the system: large bodies, read side by side, leave holes in what the C library keeps."""
    pa.default_memory_pool().release_unused()
    # Of the GNU C library only.
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def _addresses(snapshot: Snapshot, sources: Iterable[Source]) -> set[str]:
    """The addresses of the articles that the feeds among these have brought."""
    feeds = [source.url for source in sources if source.articles]
    found = ds.field("input").isin(pa.array(feeds, pa.string()))
    return set(snapshot.dataset("documents").to_table(columns=["key"], filter=found)["key"].to_pylist())

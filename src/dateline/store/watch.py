"""Rounds of polls: what the sources bring is added, and only then are they told that it is known."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

import pyarrow as pa
import pyarrow.dataset as ds

from dateline.coder import Coder
from dateline.errors import FetchError, StoreError
from dateline.fetch import EVERY, Client, Polled, Poller, Reading, Source, fetched_entries
from dateline.read import Entry, Issue
from dateline.store.add import add
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
    """The polls of a round, and what was added after them (None: nothing was read)."""

    polls: list[Polled] = field(default_factory=list)
    summary: Summary | None = None

    @property
    def failed(self) -> int:
        """How many sources could not be fetched."""
        return sum(isinstance(polled.outcome, FetchError) for polled in self.polls)


class Watch:
    """A list of sources that is read into a store, going on from the readings that the store keeps.

    `every` is in minutes, for sources that tell none. `write` is to be called at the end, also after an exception.
    """

    def __init__(
        self,
        store: Store,
        sources: list[Source],
        client: Client,
        coder: Coder,
        every: float = EVERY,
        on_poll: OnPoll | None = None,
    ) -> None:
        snapshot = store.at()
        self.poller = Poller(sources, client, readings_of(snapshot), every)
        self._store = store
        self._client = client
        self._coder = coder
        self._on_poll = on_poll
        # Whose pages need not be fetched again.
        self._articles = _addresses(snapshot, [source.url for source in sources if source.articles])
        self._unwritten: dict[str, Reading] = {}
        self._written_at = time.monotonic()

    def run(self) -> Iterator[Round | StoreError]:
        """Rounds for ever, each when sources are due. What could not be stored for an error is read again later."""
        for sources in self.poller.rounds():
            try:
                yield self.round(sources)
            except StoreError as error:
                yield error

    def round(self, sources: Iterable[Source]) -> Round:
        """Poll some sources, and add what they bring. Raises `StoreError`."""
        this = Round()
        addresses: list[str] = []
        entries = self._entries(sources, this.polls, addresses)
        # Where nothing has changed nothing is read, and there is nothing to add or settle.
        first = next(entries, None)
        if first is not None:
            this.summary = add(self._store, chain([first], entries), self._coder, command="watch")
        for polled in this.polls:
            self.poller.keep(polled)
            self._unwritten[polled.source.url] = polled.reading
        self._articles.update(addresses)
        if first is not None or time.monotonic() - self._written_at >= PUT_OFF:
            self.write()
        return this

    def write(self) -> None:
        """Store the readings that are not stored yet. Raises `StoreError`."""
        if self._unwritten:
            with self._store.writing("watch", f"{len(self._unwritten)} sources read") as transaction:
                keep_readings(transaction, self._unwritten.values())
            self._unwritten = {}
        self._written_at = time.monotonic()

    def _entries(self, sources: Iterable[Source], polls: list[Polled], addresses: list[str]) -> Iterator[Entry | Issue]:
        """What the sources bring; their polls, and the addresses of their articles, go into the lists."""
        for source in sources:
            polled = self.poller.poll(source)
            polls.append(polled)
            reports = 0
            if not isinstance(polled.outcome, FetchError):
                known = self._articles.__contains__
                for item in fetched_entries(source, polled.outcome, self._client, known=known):
                    if isinstance(item, Entry):
                        reports += 1
                        addresses += [item.document.url] if source.articles and item.document.url else []
                    yield item
            if self._on_poll:
                self._on_poll(polled, reports)


def _addresses(snapshot: Snapshot, feeds: list[str]) -> set[str]:
    """The addresses of the articles that these feeds have brought."""
    found = ds.field("input").isin(pa.array(feeds, pa.string()))
    return set(snapshot.dataset("documents").to_table(columns=["key"], filter=found)["key"].to_pylist())

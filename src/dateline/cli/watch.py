"""`dateline watch`: keep reading the feeds of a list into a store."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import pyarrow as pa
import pyarrow.dataset as ds
import typer
from rich.console import Console

from dateline.cli.status import Finished, status_of
from dateline.coder import Coder, load
from dateline.errors import FetchError, StoreError
from dateline.fetch import EVERY, Client, Policy, Polled, Poller, Reading, Source, fetched_entries, load_sources
from dateline.read import Entry, Issue
from dateline.render import visible
from dateline.store import Snapshot, Store
from dateline.store.add import add
from dateline.store.readings import keep_readings, readings_of
from dateline.store.summary import Summary

MINUTE = "%Y-%m-%d %H:%M"

PUT_OFF = 600.0
"""Seconds for which readings that brought nothing wait, so that not each of them makes a version of the store."""


def watch(
    sources: Annotated[Path, typer.Argument(metavar="SOURCES", help="The list of sources, a `sources.toml`.")],
    store: Annotated[str, typer.Option(metavar="DIR", help="The store: a folder or an `s3://` address.")],
    once: Annotated[bool, typer.Option("--once", help="Ask each source once, and end.")] = False,
    every: Annotated[
        float, typer.Option(min=1, max=1440, help="Minutes between two readings, for sources that tell none.")
    ] = EVERY,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from private and loopback addresses too.")
    ] = False,
    model: Annotated[str | None, typer.Option(help="An installed spaCy model, or a path to one.")] = None,
) -> None:
    """Keep reading feeds into a store, politely: robots.txt, delays, only what has changed.

    The list names each feed with `url`, `name`, and if wanted `country` (ISO3), `every` (minutes) and `articles` (fetch
    the pages that its items link to):

    - `dateline watch sources.toml --store archive`

    - `dateline watch sources.toml --store archive --once` (from a timer)

    It goes on until Ctrl-C or SIGTERM, which lose nothing that was committed. A source that fails is asked ever more
    rarely and stops no other.

    Exit status: 0 when stopped; with --once 0 all sources read, 2 none, 3 some; 1 wrong usage, setup or store.
    """
    listed = load_sources(sources)
    corpus = Store.open(store, create=True)
    coder = load(model)
    # SIGTERM ends it as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    console = Console(markup=False, highlight=False, emoji=False, soft_wrap=True)
    with Client(Policy(allow_private=allow_private)) as client:
        watching = Watching(corpus, listed, client, coder, console, every)
        if once:
            raise Finished(status_of(*watching.once()))
        try:
            watching.go_on()
        except KeyboardInterrupt:
            console.print(f"stopped; the store is at version {corpus.head().version}")


class Watching:
    """Rounds of polls, what each brings added to the store."""

    def __init__(
        self, store: Store, sources: list[Source], client: Client, coder: Coder, console: Console, every: float
    ) -> None:
        snapshot = store.at()
        self._store = store
        self._client = client
        self._coder = coder
        self._console = console
        self._poller = Poller(sources, client, readings_of(snapshot), every)
        self._articles = _addresses(snapshot, [source.url for source in sources if source.articles])
        self._unwritten: dict[str, Reading] = {}
        self._written_at = datetime.now(UTC)

    def once(self) -> tuple[int, int]:
        """One round; how many sources were read, and how many failed, now or lately. Raises `StoreError`."""
        ready = self._poller.ready()
        waiting = [source for source in self._poller.sources if source not in ready]
        for source in waiting:
            self._tell(f"{source.name}: failed lately; not asked before {self._poller.due(source):{MINUTE}} UTC")
        failed = self._round(ready)
        self._write()
        return len(ready) - failed, failed + len(waiting)

    def go_on(self) -> None:
        """Rounds for ever. A store that can't be written is told of, and what could not be added is read again."""
        try:
            for sources in self._poller.rounds():
                try:
                    self._round(sources)
                except StoreError as error:
                    self._tell(f"{error}; tried again when the sources are due")
        finally:
            self._write()

    def _round(self, sources: Iterable[Source]) -> int:
        polls: list[Polled] = []
        addresses: list[str] = []
        entries = self._entries(sources, polls, addresses)
        # Nothing was read where nothing has changed: then there is nothing to add either.
        first = next(entries, None)
        if first is not None:
            summary = add(self._store, _after(first, entries), self._coder, command="watch")
            self._tell(_told(summary))
        # Only now may the servers be told that what they sent is known.
        for polled in polls:
            self._poller.keep(polled)
            self._unwritten[polled.source.url] = polled.reading
        self._articles.update(addresses)
        if first is not None or (datetime.now(UTC) - self._written_at).total_seconds() >= PUT_OFF:
            self._write()
        return sum(isinstance(polled.outcome, FetchError) for polled in polls)

    def _entries(self, sources: Iterable[Source], polls: list[Polled], addresses: list[str]) -> Iterator[Entry | Issue]:
        """What the sources bring; their polls, and the addresses of their articles, go into the lists."""
        for source in sources:
            polled = self._poller.poll(source)
            polls.append(polled)
            read = 0
            if not isinstance(polled.outcome, FetchError):
                known = self._articles.__contains__
                for item in fetched_entries(source, polled.outcome, self._client, known=known):
                    if isinstance(item, Entry):
                        read += 1
                        addresses += [item.document.url] if source.articles and item.document.url else []
                    yield item
            self._tell(f"{source.name}: {self._outcome(polled, read)}")

    def _outcome(self, polled: Polled, read: int) -> str:
        if isinstance(polled.outcome, FetchError):
            return f"{polled.reading.status}; asked again at {self._poller.due(polled.source):{MINUTE}} UTC"
        return "not changed" if polled.outcome.body is None else f"{read:,} reports read"

    def _write(self) -> None:
        """Write the readings that are not written yet."""
        if self._unwritten:
            with self._store.writing("watch", f"{len(self._unwritten)} sources read") as transaction:
                keep_readings(transaction, self._unwritten.values())
            self._unwritten = {}
        self._written_at = datetime.now(UTC)

    def _tell(self, line: str) -> None:
        self._console.print(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} {visible(line)}")


def _after(first: Entry | Issue, rest: Iterator[Entry | Issue]) -> Iterator[Entry | Issue]:
    yield first
    yield from rest


def _addresses(snapshot: Snapshot, feeds: list[str]) -> set[str]:
    """The addresses of the articles that these feeds have brought."""
    rows = snapshot.dataset("documents").to_table(
        columns=["key"], filter=ds.field("input").isin(pa.array(feeds, pa.string()))
    )
    return set(rows["key"].to_pylist())


def _told(summary: Summary) -> str:
    parts = [
        f"{summary.documents:,} reports added",
        f"{summary.duplicates:,} of them near-duplicates" if summary.duplicates else "",
        f"{summary.changed:,} of them changed" if summary.changed else "",
        f"{summary.skipped:,} known",
        f"{summary.failed:,} not read (see `dateline issues`)" if summary.failed else "",
        f"store version {summary.version}" if summary.version else "",
    ]
    return ", ".join(part for part in parts if part)

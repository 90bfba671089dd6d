"""`dateline watch`: keep reading the feeds of a list into a store."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dateline.cli.jobs import JobsOption, coder_for
from dateline.cli.reading import ModelOption
from dateline.cli.status import Finished, status_of
from dateline.errors import FetchError, StoreError, UsageError
from dateline.fetch import EVERY, Client, Policy, Polled, SourceList
from dateline.render import visible
from dateline.store import Store
from dateline.store.summary import Summary
from dateline.store.watch import Happened, Watch

MINUTE = "%Y-%m-%d %H:%M"


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
    model: ModelOption = None,
    jobs: JobsOption = 1,
) -> None:
    """Keep reading feeds into a store, politely: robots.txt, delays, only what has changed.

    The list names each feed with `url`, `name`, and if wanted `country` (ISO3), `every` (minutes) and `articles` (fetch
    the pages that its items link to):

    - `dateline watch sources.toml --store archive`

    - `dateline watch sources.toml --store archive --once` (from a timer)

    It goes on until Ctrl-C or SIGTERM, which lose nothing that was committed. Also one job is done by a process of its
    own, which is replaced when a report makes it crash or hang. A source that fails is asked ever more
    rarely and stops no other. The list may be changed meanwhile: it is read again.

    Exit status: 0 when stopped; with --once 0 all sources read, 2 none, 3 some; 1 wrong usage, setup or store.
    """
    listed = SourceList(sources)
    corpus = Store.open(store, create=True)
    with coder_for(jobs, model, apart=True) as coder, Client(Policy(allow_private=allow_private)) as client:
        watching = Watch(corpus, listed, client, coder, every, lambda *poll: _tell(_polled(watching, *poll)))
        try:
            if once:
                raise Finished(_once(watching))
            for happened in watching.run():
                for line in _happened(happened):
                    _tell(line)
        except KeyboardInterrupt:
            _tell("stopped")
            if once:
                raise
        finally:
            watching.write()


def _once(watching: Watch) -> int:
    """One round; the exit status. A source that failed lately is not asked before it is due, and counts as failed."""
    ready = watching.poller.ready()
    waiting = [source for source in watching.poller.sources if source not in ready]
    for source in waiting:
        _tell(f"{source.name}: failed lately; not asked before {watching.poller.due(source):{MINUTE}} UTC")
    done = watching.round(ready)
    if done.summary:
        _tell(_added(done.summary))
    return status_of(len(ready) - done.failed, done.failed + len(waiting))


def _happened(happened: Happened) -> Iterator[str]:
    """What happened besides the polls, in words."""
    if isinstance(happened, UsageError):
        yield f"{happened}; the list stays as it was"
    elif isinstance(happened, StoreError):
        yield f"{happened}; read again when the sources are due"
    elif isinstance(happened, list):
        yield f"the list has changed: {len(happened):,} sources"
    else:
        if happened.summary:
            yield _added(happened.summary)
        if happened.unwritten:
            yield f"{happened.unwritten}; the sources will be asked as if they had not been read"


def _polled(watching: Watch, polled: Polled, reports: int) -> str:
    """A poll in words."""
    if isinstance(polled.outcome, FetchError):
        due = watching.poller.due(polled.source)
        return f"{polled.source.name}: {polled.reading.status}; asked again at {due:{MINUTE}} UTC"
    return f"{polled.source.name}: {'not changed' if polled.outcome.body is None else f'{reports:,} reports read'}"


def _added(summary: Summary) -> str:
    """What a round has added, in words."""
    parts = [
        f"{summary.documents:,} reports added",
        f"{summary.duplicates:,} of them near-duplicates" if summary.duplicates else "",
        f"{summary.changed:,} of them changed" if summary.changed else "",
        f"{summary.skipped:,} known",
        f"{summary.failed:,} not read (see `dateline issues`)" if summary.failed else "",
        f"store version {summary.version}" if summary.version else "",
    ]
    return ", ".join(part for part in parts if part)


def _tell(line: str) -> None:
    console = Console(markup=False, highlight=False, emoji=False, soft_wrap=True)
    try:
        console.print(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} {visible(line)}")
    except OSError as error:
        # The log may be on the very disk that is full, which must not end what waits for room.
        if error.errno != errno.ENOSPC:
            raise

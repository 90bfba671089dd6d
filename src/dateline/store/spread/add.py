"""Adding on a cluster: the same documents, decided on in the same order, coded and committed by many machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from dateline.coder import load
from dateline.engine.spread.cluster import storage
from dateline.engine.spread.files import File
from dateline.engine.spread.shards import SIZE, Shard, cut
from dateline.engine.spread.stream import read_shards
from dateline.engine.worker import Load
from dateline.read import Entry, Issue, Options
from dateline.store.add import finish, new_run
from dateline.store.documents import Item
from dateline.store.lake import Store
from dateline.store.spread.book import Book, finished_shards
from dateline.store.spread.course import Course, Progress
from dateline.store.spread.crew import Crew
from dateline.store.summary import Summary


def add_by_cluster(
    store: Store,
    files: Iterable[File | Issue],
    options: Options,
    *,
    load: Load = load,
    model: str | None = None,
    size: int = SIZE,
    progress: Progress | None = None,
    summary: Summary | None = None,
) -> Summary:
    """As `add`, by the Ray cluster that this process is connected to (`engine.spread.cluster`).

    A shard has up to `size` bytes; one that is added is not read again by another run. Raises `StoreError`, and
    `SetupError` for a cluster that can't do it.
    """
    summary = summary or Summary(new_run())
    environment = storage()
    book = Book(_shards(files, options, size), options, finished_shards(store.at()), summary.run)
    crew = Crew(store, environment, load, model)
    reading = partial(read_shards, options=options, make=Item.of, environment=environment, processors=crew.spare)
    try:
        Course(store, book.read(reading), crew, summary, progress or _ignore).run()
    finally:
        crew.close()
    finish(store, summary)
    return summary


def _shards(files: Iterable[File | Issue], options: Options, size: int) -> Iterator[Shard | Issue]:
    for file in files:
        if isinstance(file, Issue):
            yield file
        else:
            yield from cut(file, options, size)


def _ignore(read: Entry | Issue) -> None:
    """Nobody looks."""

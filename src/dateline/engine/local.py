"""Documents coded by several processes of this machine, in the order of the input.

Each process loads the coder once and is sent some documents at a time. What comes out does not depend on their number:
the coder keeps no state between documents. A process that dies (killed, out of memory, a crash in compiled code), or
that takes far too long, is replaced, and what it was working on is done again document by document, so as to find out
which one it was.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from typing import Final

from dateline import coder as one_process
from dateline.coder import Coded, Coder, load
from dateline.engine.dispatch import SECONDS, WINDOW, Dispatcher
from dateline.engine.worker import Load
from dateline.read import Entry, Issue
from dateline.records import CoderInfo

AHEAD: Final = 4 * WINDOW
"""Documents read ahead for each worker: it has two windows, and a slow document must not stop the others. Memory is
bounded by it."""


def code_with_jobs(items: Iterable[Entry | Issue], jobs: int, model: str | None = None) -> Iterator[Coded | Issue]:
    """As `dateline.coder.code_entries`, with so many processes; same order and same bytes for any number.

    One job is done in this process. With more, a script that calls this needs `if __name__ == "__main__":`, for each
    process imports it. Raises `SetupError` where the coder can't be loaded.
    """
    if jobs == 1:
        yield from code_entries(load(model), items)
        return
    with Workers(jobs, model) as workers:
        yield from workers.code_entries(items)


def code_entries(coder: Coder | Workers, items: Iterable[Entry | Issue]) -> Iterator[Coded | Issue]:
    """Code what was read, in order, with whatever codes."""
    return coder.code_entries(items) if isinstance(coder, Workers) else one_process.code_entries(coder, items)


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """Processes with a coder each, for as long as the block lasts: `with Workers(4) as workers:`.

    They stand in for a coder: `info`, and `code_entries`. Any thread may use them. `load` makes the coder in each of
    them; the block begins when one has, and raises `SetupError` if that can't be done. A document may take `seconds`,
    and a thousandth of one for each character.
    """

    info: CoderInfo
    """The coder, as reports name it; known inside the block."""

    def __init__(self, jobs: int, model: str | None = None, load: Load = load, seconds: float = SECONDS) -> None:
        self.jobs = jobs
        self._dispatcher = Dispatcher(jobs, model, load, seconds)

    def __enter__(self) -> Workers:
        self._dispatcher.start()
        try:
            self.info = self._dispatcher.ready.result()
        except BaseException:  # Ctrl-C as well
            self._dispatcher.end()
            raise
        return self

    def __exit__(self, *exception: object) -> None:
        self._dispatcher.end()

    def submit(self, entry: Entry) -> Future[Coded | Issue]:
        """Begin to code a document: one after the other, in the order in which they are submitted."""
        return self._dispatcher.put(entry)

    def code_entries(self, items: Iterable[Entry | Issue]) -> Iterator[Coded | Issue]:
        """Code what was read, in order: issues pass through, and one document's failure is an issue and no more.

        Raises `SetupError` where the coder can't be loaded any more.
        """
        flying: deque[Issue | Future[Coded | Issue]] = deque()
        try:
            for item in items:
                flying.append(item if isinstance(item, Issue) else self.submit(item))
                while flying and (len(flying) == AHEAD * self.jobs or isinstance(flying[0], Issue) or flying[0].done()):
                    yield _result(flying.popleft())
            while flying:
                yield _result(flying.popleft())
        finally:
            for one in flying:
                if isinstance(one, Future):
                    one.cancel()


def _result(one: Issue | Future[Coded | Issue]) -> Coded | Issue:
    return one if isinstance(one, Issue) else one.result()

"""Documents coded by several processes of this machine, in the order of the input.

Each process loads the coder once and is sent a few documents at a time. What comes out does not depend on their number:
the coder keeps no state between documents. A process that dies (killed, out of memory, a crash in compiled code) is
replaced, and what it was working on is done again document by document, so as to find out which one it was.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import wait
from typing import Final

from dateline import coder as one_process
from dateline.coder import Coded, Coder, load
from dateline.engine.worker import Load, Worker
from dateline.errors import DatelineError, SetupError
from dateline.read import Entry, Issue
from dateline.records import CoderInfo

WINDOW: Final = 4
"""Documents sent together. Some half a second's work: few enough that all workers end a part of the store's (50
documents) at about the same time."""

AHEAD: Final = 4
"""Windows read ahead for each worker, so that one slow document does not stop the others; memory is bounded by it."""

LOADS: Final = 3
"""Processes that may die one after the other while they load the coder."""


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


@dataclass(frozen=True, slots=True)
class _Window:
    """Things read together, and what became of them: None as long as that is not known; issues stay what they are."""

    items: list[Entry | Issue]
    results: list[Coded | Issue | None]

    def entry(self, place: int) -> Entry:
        item = self.items[place]
        assert isinstance(item, Entry)
        return item


@dataclass(frozen=True, slots=True)
class _Task:
    """Documents of a window that one worker codes; `again` if one died of them before."""

    window: _Window
    places: list[int]
    again: bool = False


class Workers:
    """Processes with a coder each, for as long as the block lasts: `with Workers(4) as workers:`.

    They stand in for a coder: `info`, and `code_entries`, which may be called again and again, but not while an
    earlier call is still read from. `load` makes the coder in each of them; the block begins when one has, and raises
    `SetupError` if that can't be done.
    """

    info: CoderInfo
    """The coder, as reports name it; known inside the block."""

    def __init__(self, jobs: int, model: str | None = None, load: Load = load) -> None:
        self.jobs = jobs
        self._model = model
        self._load = load
        self._loading: list[Worker] = []
        self._idle: list[Worker] = []
        self._busy: dict[Worker, _Task] = {}
        self._todo: deque[_Task] = deque()
        self._dead = 0

    def __enter__(self) -> Workers:
        try:
            for _ in range(self.jobs):
                self._start()
            while not self._idle:
                self._listen(None)
        except BaseException:  # Ctrl-C as well
            self.__exit__()
            raise
        return self

    def __exit__(self, *exception: object) -> None:
        workers = [*self._loading, *self._idle, *self._busy]
        for worker in workers:
            worker.kill()
        for worker in workers:
            worker.end()

    def code_entries(self, items: Iterable[Entry | Issue]) -> Iterator[Coded | Issue]:
        """Code what was read, in order: issues pass through, and one document's failure is an issue and no more.

        Raises `SetupError` where the coder can't be loaded any more.
        """
        # What an earlier call began and was not read to its end.
        self._todo.clear()
        items = iter(items)
        flying: deque[_Window] = deque()
        more = True
        while more or flying:
            if more and len(flying) < AHEAD * self.jobs:
                read = list(islice(items, WINDOW))
                more = bool(read)
                flying.append(self._open(read))
            self._give()
            full = not more or len(flying) == AHEAD * self.jobs
            self._listen(None if full and None in flying[0].results else 0)
            while flying and None not in flying[0].results:
                yield from (result for result in flying.popleft().results if result is not None)

    def _open(self, read: list[Entry | Issue]) -> _Window:
        window = _Window(read, [item if isinstance(item, Issue) else None for item in read])
        if places := [place for place, result in enumerate(window.results) if result is None]:
            self._todo.append(_Task(window, places))
        return window

    def _start(self) -> None:
        self._loading.append(Worker(self._load, self._model))

    def _give(self) -> None:
        while self._todo and self._idle:
            task, worker = self._todo.popleft(), self._idle.pop()
            self._busy[worker] = task
            worker.send([task.window.entry(place) for place in task.places])

    def _listen(self, seconds: float | None) -> None:
        """Take the answers that are there; if there is none, wait for one so long."""
        talking = {worker.pipe: worker for worker in (*self._loading, *self._idle, *self._busy)}
        for pipe in wait(list(talking), seconds):
            worker = talking[pipe]  # type: ignore[index]
            try:
                answer = worker.receive()
            except (EOFError, OSError):
                self._replace(worker)
                continue
            if isinstance(answer, DatelineError):
                raise answer
            if worker in self._busy:
                task = self._busy.pop(worker)
                for place, result in zip(task.places, answer, strict=True):
                    task.window.results[place] = result
            else:
                self._loading.remove(worker)
                self.info = answer
                self._dead = 0
            self._idle.append(worker)
        self._give()

    def _replace(self, worker: Worker) -> None:
        """Start another one instead of one that died, and see to its work."""
        how = _told(worker.end())
        if worker in self._busy:
            task = self._busy.pop(worker)
            if task.again:
                (place,) = task.places
                entry = task.window.entry(place)
                reason = f"the coder {how} on this report, twice: please tell its makers"
                task.window.results[place] = Issue(entry.input, entry.line, reason)
            else:
                self._todo.extendleft(_Task(task.window, [place], again=True) for place in reversed(task.places))
        elif worker in self._idle:
            self._idle.remove(worker)
        else:
            self._loading.remove(worker)
            self._dead += 1
            if self._dead == LOADS:
                raise SetupError(f"the coder {how} while it was loaded: use fewer --jobs if memory is short")
        self._start()


def _told(status: int) -> str:
    """How a process ended, in words."""
    if status == -signal.SIGKILL:
        return "was killed, as the system does when memory is short,"
    if status < 0:
        return f"crashed ({signal.strsignal(-status)})"
    return f"ended (status {status})"

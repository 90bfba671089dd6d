"""Work for several servers at once, and for each of them in turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from threading import Condition, Thread
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


def abreast(groups: Iterable[Iterable[T]], work: Callable[[T], R], threads: int) -> Iterator[R]:
    """What `work` makes of all things, as it is ready: groups side by side, the things of a group one after the other.

    A result waits for the one before it to be taken, so that there are `threads` of them at the most. An exception of
    `work` is raised here. Who stops asking ends the threads, each after the thing that it is at.
    """
    team = _Team(groups, work)
    # Daemons, for else a program that is to end would wait for a server that is slow on purpose.
    for _ in range(min(threads, team.waiting)):
        team.begin()
    try:
        yield from team.results()
    finally:
        team.stop()


class _Team(Generic[T, R]):
    """Threads that take groups from one queue, and hand results over one at a time."""

    def __init__(self, groups: Iterable[Iterable[T]], work: Callable[[T], R]) -> None:
        self._groups = deque(groups)
        self._work = work
        self._ready: deque[R | BaseException] = deque()
        self._at_work = 0
        self._stopped = False
        self._changed = Condition()

    @property
    def waiting(self) -> int:
        """The groups that no thread has taken yet."""
        return len(self._groups)

    def begin(self) -> None:
        """Start one more thread."""
        self._at_work += 1
        Thread(target=self._run, name="dateline-abreast", daemon=True).start()

    def results(self) -> Iterator[R]:
        """The results, until all threads have ended."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._ready or not self._at_work)
                if not self._ready:
                    return
                result = self._ready.popleft()
                self._changed.notify_all()
            if isinstance(result, BaseException):
                raise result
            yield result

    def stop(self) -> None:
        """Take no more groups and results."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def _run(self) -> None:
        try:
            while (group := self._next()) is not None:
                for thing in group:
                    self._hand_over(self._work(thing))
                    if self._stopped:
                        return
        except BaseException as error:  # raised again where the results are taken
            self._hand_over(error)
        finally:
            with self._changed:
                self._at_work -= 1
                self._changed.notify_all()

    def _next(self) -> Iterable[T] | None:
        with self._changed:
            return self._groups.popleft() if self._groups and not self._stopped else None

    def _hand_over(self, result: R | BaseException) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or not self._ready)
            if not self._stopped:
                self._ready.append(result)
                self._changed.notify_all()

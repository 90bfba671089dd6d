"""A thread that reads ahead, so that who waits for many things can see whether there is more."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Final, Generic, TypeVar

CHUNK: Final = 64
CHUNKS: Final = 8

T = TypeVar("T")


class Prefetch(Generic[T]):
    """What an iterator yields, up to `CHUNKS` times `CHUNK` ahead; `ended` once all is taken."""

    def __init__(self, things: Iterator[T]) -> None:
        self.ended = False
        self._things = things
        self._queue: Queue[list[T] | BaseException] = Queue(CHUNKS)
        self._closed = Event()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def take(self, seconds: float) -> list[T]:
        """The next things; none if there are none within so long, or any more. Raises what the iterator raised."""
        try:
            taken = self._queue.get(timeout=seconds) if seconds else self._queue.get_nowait()
        except Empty:
            return []
        if isinstance(taken, BaseException):
            self.ended = True
            raise taken
        self.ended = not taken
        return taken

    def close(self) -> None:
        """Read no further."""
        self._closed.set()

    def _run(self) -> None:
        try:
            while chunk := list(islice(self._things, CHUNK)):
                self._put(chunk)
            self._put([])
        # Whatever it is, it is raised where the things are taken.
        except BaseException as error:
            self._put(error)

    def _put(self, chunk: list[T] | BaseException) -> None:
        while not self._closed.is_set():
            try:
                self._queue.put(chunk, timeout=0.5)
            except Full:
                continue
            return

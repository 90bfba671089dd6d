"""A thread that keeps worker processes busy: it hands out documents, takes the answers, and replaces who died.

It does so whatever the program does meanwhile: reads, decides, writes. All that concerns processes happens in it.
"""

from __future__ import annotations

import signal
import time
from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from threading import Lock, Thread
from typing import Any, Final

from dateline.coder import WINDOW as BATCH
from dateline.coder import Coded
from dateline.engine.worker import CONTEXT, Load, Worker
from dateline.errors import DatelineError, SetupError
from dateline.read import Entry, Issue
from dateline.records import CoderInfo

WINDOW: Final = BATCH
"""Documents sent together at most: as many as the coder takes at once, which is quicker than one by one."""

CHARACTERS: Final = 100_000
"""Characters sent together, unless one document alone has more: about 20 reports. It bounds what a pipe carries."""

AHEAD: Final = 2
"""Windows that a worker has: one in work, and one that waits in it, so that it is never without."""

LOADS: Final = 3
"""Processes that may die one after the other while they load the coder."""

SECONDS: Final = 120.0
SECONDS_A_CHARACTER: Final = 0.001
"""The time that coding may take: two minutes, and a second for each 1,000 characters, where 0.02 are usual
(`bench/speed.py`). It is for documents on which the coder hangs, and must spare all others on a busy machine."""


@dataclass(slots=True, eq=False)
class Job:
    """A document to be coded, and the promise of what becomes of it; `again`: a worker was lost over it before."""

    entry: Entry
    promise: Future[Coded | Issue] = field(default_factory=Future)
    again: bool = False


class Dispatcher:
    """Hands jobs to so many workers, in order, from `start` to `end`.

    `ready` is the coder as reports name it, once the first worker has loaded it. Where it can't be loaded, `ready` and
    all promises raise `SetupError`; after the end, `DatelineError`. `seconds` is the time that a document may take,
    besides that for its length.
    """

    def __init__(self, workers: int, model: str | None, load: Load, seconds: float = SECONDS) -> None:
        self.ready: Future[CoderInfo] = Future()
        self._number = workers
        self._model = model
        self._load = load
        self._seconds = seconds
        self._thread = Thread(target=self._run, name="dispatch", daemon=True)
        self._posts: list[_Post] = []
        self._deaths = 0
        # What other threads touch, under the lock: what is to be done, how it came to an end, and whether news wait.
        self._lock = Lock()
        self._todo: deque[Job] = deque()
        self._over: BaseException | None = None
        self._rung = False
        self._door, self._bell = CONTEXT.Pipe(duplex=False)

    def start(self) -> None:
        """Begin to load."""
        self._thread.start()

    def end(self) -> None:
        """End the workers at once, whatever they do."""
        self._finish(DatelineError("the processes that code were ended"))
        self._thread.join()

    def put(self, entry: Entry) -> Future[Coded | Issue]:
        """Have a document coded; may be called from any thread."""
        job = Job(entry)
        with self._lock:
            if self._over:
                raise self._over
            self._todo.append(job)
            self._ring()
        return job.promise

    def _ring(self) -> None:
        if not self._rung:
            self._rung = True
            self._bell.send_bytes(b"!")

    def _finish(self, error: BaseException) -> None:
        with self._lock:
            self._over = self._over or error
            self._ring()

    def _run(self) -> None:
        try:
            while len(self._posts) < self._number:
                self._hire()
            while not self._over:
                self._give()
                self._listen()
        except BaseException as error:  # It goes to those who wait, or they would wait for ever.
            self._finish(error)
        for post in self._posts:
            post.worker.kill()
        jobs = [*self._todo, *(job for post in self._posts for window in post.windows for job in window)]
        promises: list[Future[Any]] = [self.ready, *(job.promise for job in jobs)]
        for promise in promises:
            if not promise.done():
                promise.set_exception(self._over)
        for post in self._posts:
            post.worker.end()

    def _hire(self) -> None:
        try:
            self._posts.append(_Post(Worker(self._load, self._model)))
        except OSError as error:
            raise SetupError(f"can't start a process for the coder: {error.strerror}; use fewer --jobs") from error

    def _give(self) -> None:
        """Give everyone a window, and then, if there is more, one that waits."""
        for having in range(AHEAD):
            for post in self._posts:
                if post.loaded and len(post.windows) == having and (window := self._window()):
                    post.give(window, self._seconds)

    def _window(self) -> list[Job]:
        """The next documents: fewer towards the end, so that all workers reach it together."""
        window: list[Job] = []
        characters = 0
        with self._lock:
            most = min(WINDOW, len(self._todo) // (AHEAD * self._number) + 1)
            while self._todo and len(window) < most:
                job = self._todo[0]
                characters += len(job.entry.document.text)
                if window and (characters > CHARACTERS or job.again):
                    break
                self._todo.popleft()
                if job.promise.running() or job.promise.set_running_or_notify_cancel():
                    window.append(job)
                if job.again:
                    break
        return window

    def _listen(self) -> None:
        """Wait for answers, new jobs, the end, or a worker that takes too long."""
        deadline = min((post.deadline for post in self._posts if post.windows), default=None)
        posts = {post.worker.pipe: post for post in self._posts}
        seconds = None if deadline is None else max(0.0, deadline - time.monotonic())
        for pipe in wait([self._door, *posts], seconds):
            if pipe is self._door:
                self._answer_door()
            else:
                self._hear(posts[pipe])  # type: ignore[index]
        for post in [post for post in self._posts if post.windows and post.deadline < time.monotonic()]:
            post.worker.kill()
            post.worker.end()
            self._replace(post, f"was stopped after {post.allowed:,.0f} seconds")

    def _answer_door(self) -> None:
        with self._lock:
            self._door.recv_bytes()
            self._rung = False

    def _hear(self, post: _Post) -> None:
        try:
            answer: Any = post.worker.receive()
        except (EOFError, OSError):
            self._replace(post, _told(post.worker.end()))
            return
        if isinstance(answer, DatelineError):
            raise answer
        if post.loaded:
            for job, result in zip(post.take(self._seconds), answer, strict=True):
                job.promise.set_result(result)
            return
        post.loaded = True
        self._deaths = 0
        if not self.ready.done():
            self.ready.set_result(answer)

    def _replace(self, post: _Post, how: str) -> None:
        """Start another one instead of one that is gone, and see to its work.

        It went of a document of its first window: they are done again one by one, so as to find out of which.
        """
        self._posts.remove(post)
        if not post.loaded:
            self._deaths += 1
            if self._deaths == LOADS:
                raise SetupError(f"the coder {how} while it was loaded: use fewer --jobs if memory is short")
        elif post.windows and post.windows[0][0].again:
            (job,) = post.windows.popleft()
            reason = f"the coder {how} on this report, twice: please tell its makers"
            job.promise.set_result(Issue(job.entry.input, job.entry.line, reason))
        elif post.windows:
            for job in post.windows[0]:
                job.again = True
        with self._lock:
            self._todo.extendleft(job for window in reversed(post.windows) for job in reversed(window))
        self._hire()


@dataclass(slots=True, eq=False)
class _Post:
    """A worker, and what it has to do: `deadline` (of `time.monotonic`) is when its first window must be done."""

    worker: Worker
    loaded: bool = False
    windows: deque[list[Job]] = field(default_factory=deque)
    allowed: float = 0.0
    deadline: float = 0.0

    def give(self, window: list[Job], seconds: float) -> None:
        self.windows.append(window)
        if len(self.windows) == 1:
            self._begin(seconds)
        self.worker.send([job.entry for job in window])

    def take(self, seconds: float) -> list[Job]:
        """The window that it has done."""
        window = self.windows.popleft()
        if self.windows:
            self._begin(seconds)
        return window

    def _begin(self, seconds: float) -> None:
        characters = sum(len(job.entry.document.text) for job in self.windows[0])
        self.allowed = seconds + SECONDS_A_CHARACTER * characters
        self.deadline = time.monotonic() + self.allowed


def _told(status: int) -> str:
    """How a process ended, in words."""
    if status == -signal.SIGKILL:
        return "was killed, as the system does when memory is short,"
    if status < 0:
        return f"crashed ({signal.strsignal(-status)})"
    return f"ended (status {status})"

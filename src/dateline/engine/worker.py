"""A process with a coder in it, and the pipe to it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread
from typing import Any, Final

from dateline.coder import Coder, code_entries
from dateline.errors import DatelineError
from dateline.read import Entry
from dateline.records import CoderInfo

# A forked process would share locks and threads of this one in whatever state they are.
CONTEXT: Final = multiprocessing.get_context("spawn")

THREADS: Final = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "RAYON_NUM_THREADS",
)
"""What the libraries of NumPy, spaCy and the tokenizer take their number of threads from; onnxruntime has one."""

GRACE: Final = 1.0
"""Seconds."""

Load = Callable[[str | None], Coder]
"""From the name of a model, or None, to a coder; picklable, that is, a function of a module."""


class Worker:
    """A process that loads a coder, tells its `CoderInfo`, and answers each list of entries with what became of them.

    It answers a `DatelineError` instead, and ends, if the coder can't be loaded. More than one list may be sent: they
    are answered in order.
    """

    def __init__(self, load: Load, model: str | None) -> None:
        self.pipe, others = CONTEXT.Pipe()
        self._process = CONTEXT.Process(target=_work, args=(others, load, model), daemon=True)
        with _sheltered():
            self._process.start()
        # Else the pipe would not end with the process.
        others.close()

    def send(self, entries: list[Entry]) -> None:
        """Give it work; it reads at once, whatever it is doing."""
        # Whether it has died is seen where its answer is read.
        with suppress(OSError):
            self.pipe.send(entries)

    def receive(self) -> Any:
        """Its next answer. Raises `EOFError` or `OSError` if it has died."""
        return self.pipe.recv()

    def kill(self) -> None:
        """Begin to end it, whatever it does."""
        self._process.kill()

    def end(self) -> int:
        """Wait for its end, and make one if it does not come; its exit status, negative for a signal."""
        # One whose pipe has ended may be about to end by itself, with a status that tells more.
        self._process.join(GRACE)
        self._process.kill()
        self._process.join()
        status = self._process.exitcode
        self._process.close()
        self.pipe.close()
        return status or 0


def _work(pipe: Connection, load: Load, model: str | None) -> None:
    sent: SimpleQueue[list[Entry]] = SimpleQueue()
    Thread(target=_read, args=(pipe, sent), daemon=True).start()
    told: CoderInfo | DatelineError
    try:
        coder = load(model)
        told = coder.info
    except DatelineError as error:
        told = error
    # What is loaded stays: looking through it for garbage again and again would be in vain.
    gc.freeze()
    # The other end may be gone.
    with suppress(OSError):
        pipe.send(told)
        while not isinstance(told, DatelineError):
            pipe.send(list(code_entries(coder, sent.get())))
    # Not through the interpreter's end, at which libraries print what they leave behind.
    os._exit(1)


def _read(pipe: Connection, sent: SimpleQueue[list[Entry]]) -> None:
    """Take what is sent while a document is coded, so that neither side ever waits for the other to read.

    Ends the process when whoever started it is gone, killed perhaps, also in the middle of a document.
    """
    while True:
        try:
            entries = pipe.recv()
        except (EOFError, OSError):
            os._exit(1)
        sent.put(entries)


@contextmanager
def _sheltered() -> Iterator[None]:
    """A process started in here computes with one thread, and is deaf to Ctrl-C, which terminals send to all."""
    # Started by the first process of all, it would let the signal through again.
    resource_tracker.ensure_running()
    unset = [name for name in THREADS if name not in os.environ]
    os.environ.update(dict.fromkeys(unset, "1"))
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        for name in unset:
            del os.environ[name]
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)

"""Ctrl-C, and SIGTERM as `systemctl stop` and `docker stop` send it: both end a command in the same way."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)

TWICE: Final = 1.0
"""Seconds in which a second signal is the first one again: what starts programs (`uv run`, a shell) passes on what the
terminal has sent to all."""

PATIENCE: Final = 10.0
"""Seconds after which another signal ends the program on the spot. A store loses nothing by it."""


class Interrupted(KeyboardInterrupt):
    """Raised where a signal finds the program; its notes tell what is kept, and how to go on."""

    def __init__(self, number: int) -> None:
        super().__init__()
        # As shells have it.
        self.status = 128 + number


@contextmanager
def heeding_signals() -> Iterator[None]:
    """Raise `Interrupted` at each signal. Only the main thread may do this."""
    heed = _Heed()
    # What is ignored from the start is to stay so: a shell's job in the background, a program under `nohup`.
    before = {number: signal.getsignal(number) for number in SIGNALS if signal.getsignal(number) != signal.SIG_IGN}
    for number in before:
        signal.signal(number, heed)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Heed:
    def __init__(self) -> None:
        self._first: float | None = None
        self._last = 0.0

    def __call__(self, number: int, frame: FrameType | None) -> None:
        now = time.monotonic()
        self._first = self._first or now
        if now - self._first > PATIENCE:
            os._exit(128 + number)
        # Raised again, since the first may be lost: Python drops what is raised while it collects garbage.
        if now - self._last > TWICE:
            self._last = now
            raise Interrupted(number)

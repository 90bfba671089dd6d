"""`dateline watch` in a process of its own, and what Linux tells of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 60.0
"""Seconds until a process that was told to stop is killed."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A moment: seconds since the start, MiB of memory in use (`peak`: at most so far), open files, threads.

    `sockets` are among the `handles`.
    """

    second: float
    rss: float
    peak: float
    handles: int
    sockets: int
    threads: int


class Watched:
    """`dateline watch` over a list, into a store; its output goes to `out`."""

    def __init__(self, sources: Path, store: Path, out: Path) -> None:
        command = [sys.executable, "-m", "dateline.cli", "watch", str(sources), "--store", str(store)]
        self._began = time.monotonic()
        with out.open("wb") as file:
            self.process = subprocess.Popen(
                [*command, "--allow-private"],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                # A shell's background jobs ignore the interrupt; the watch must not.
                preexec_fn=_heed_interrupts,
                env={**os.environ, "PYTHONUNBUFFERED": "1", "COLUMNS": "200"},
            )

    @property
    def second(self) -> float:
        """Seconds since it was started."""
        return time.monotonic() - self._began

    def sample(self) -> Sample | None:
        """How it is now; None if it has ended."""
        if self.process.poll() is not None:
            return None
        folder = Path("/proc", str(self.process.pid))
        status = dict(line.split(":", 1) for line in (folder / "status").read_text(encoding="utf-8").splitlines())
        targets = [_target(handle) for handle in (folder / "fd").iterdir()]
        return Sample(
            second=round(self.second, 1),
            rss=int(status["VmRSS"].split()[0]) / 1024,
            peak=int(status["VmHWM"].split()[0]) / 1024,
            handles=len(targets),
            sockets=sum(target.startswith("socket:") for target in targets),
            threads=int(status["Threads"]),
        )

    def interrupt(self) -> float | None:
        """Press Ctrl-C; the seconds until it has ended, None if it had to be killed."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return None
        return time.monotonic() - began


def _heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _target(handle: Path) -> str:
    try:
        return os.readlink(handle)
    except OSError:  # closed meanwhile
        return ""

"""`dateline watch` in a process of its own, and what Linux tells of it."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.processes import processor_seconds

PATIENCE = 120.0
"""Seconds until a process that was told to stop is killed."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A moment: seconds since the start, MiB of memory in use (`peak`: at most so far), open files, threads.

    Of a program with several processes, it is their sum.

    `sockets` are among the `handles`.
    """

    second: float
    rss: float
    peak: float
    handles: int
    sockets: int
    threads: int


@dataclass(frozen=True, slots=True)
class Stop:
    """How long the end took, in seconds, and in seconds of a processor: others may be using the machine."""

    seconds: float
    busy: float


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
        """How it is now, with the processes that it has started; None if it has ended."""
        if self.process.poll() is not None:
            return None
        told = [one for one in map(_sample, _family(self.process.pid)) if one is not None]
        sums = (sum(column) for column in zip(*told, strict=True))
        return Sample(round(self.second, 1), *sums)

    def interrupt(self) -> Stop | None:
        """Press Ctrl-C; how it ended, None if it had to be killed."""
        began, spent = time.monotonic(), _family_seconds(self.process.pid)
        self.process.send_signal(signal.SIGINT)
        before = _children_seconds()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return None
        return Stop(time.monotonic() - began, max(0.0, _children_seconds() - before - spent))


def _heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _family(pid: int) -> Iterator[int]:
    """A process and all that it, and those, have started."""
    yield pid
    try:
        tasks = [task / "children" for task in Path("/proc", str(pid), "task").iterdir()]
        children = [child for task in tasks for child in task.read_text(encoding="ascii").split()]
    except OSError:  # ended meanwhile
        return
    for child in children:
        yield from _family(int(child))


def _family_seconds(pid: int) -> float:
    """Seconds of a processor that a process and all that it has started have used."""
    spent = 0.0
    for one in _family(pid):
        try:
            spent += processor_seconds(one)
        except OSError:  # ended meanwhile
            continue
    return spent


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _sample(pid: int) -> tuple[float, float, int, int, int] | None:
    """What is in a `Sample` after the second, of one process; None if it has ended."""
    folder = Path("/proc", str(pid))
    try:
        status = dict(line.split(":", 1) for line in (folder / "status").read_text(encoding="utf-8").splitlines())
        targets = [_target(handle) for handle in (folder / "fd").iterdir()]
        rss, peak = (int(status[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    except (OSError, KeyError):  # a zombie has no memory
        return None
    return rss, peak, len(targets), sum(target.startswith("socket:") for target in targets), int(status["Threads"])


def _target(handle: Path) -> str:
    try:
        return os.readlink(handle)
    except OSError:  # closed meanwhile
        return ""

"""One process that runs inputs, guided by coverage where atheris is there, and keeps what falls over.

It may die of an input: `current` holds the one that it was at, and the campaign, which started it, keeps that too.
"""

from __future__ import annotations

import contextlib
import faulthandler
import importlib
import importlib.util
import os
import resource
import signal
import sys
import time
import traceback
from pathlib import Path
from random import Random
from typing import Any, Final

from bench.fuzz.findings import Findings, what_broke
from bench.fuzz.target import Broken, Target
from bench.processes import megabytes

TARGETS: Final = {
    "readers": ("dateline.read", "trafilatura", "htmldate", "courlan"),
    "coder": (),
    "api": (),
    "importers": ("dateline.export",),
    "mcp": (),
}
"""What can be fuzzed, each with the packages whose coverage guides the fuzzer; none where an input takes so long that
counting branches finds less than many inputs do."""

TOLD_EVERY: Final = 10.0
"""Seconds between two lines of progress."""

HANGS: Final = 4
"""Times its bound after which an input is given up, and the process with it."""

MEMORY: Final = 700 * 1024**2
"""Bytes by which one input may raise the most that the process ever held."""

ADDRESSES: Final = 16 * 1024**3
"""Bytes of addresses that the process may have: what runs away ends here, not with the machine."""

LONGEST: Final = 128 * 1024
"""Bytes of an input."""

KEPT: Final = 2000
"""Inputs to change that are remembered where nothing tells which are worth it."""


class Worker:
    """Runs the inputs of one target until its time is over."""

    def __init__(self, target: Target, name: str, findings: Path, scratch: Path, minutes: float) -> None:
        self.target = target
        self._findings = Findings(findings, name)
        self._name = name
        self._current = scratch / "current"
        self._count = scratch / "count"
        self._began = time.monotonic()
        self._told = self._began
        self._ends = self._began + 60 * minutes
        self.runs = 0

    @property
    def is_over(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() >= self._ends

    def take(self, data: bytes) -> None:
        """Run one input, and keep it if anything is wrong with it."""
        self._current.write_bytes(data)
        bound = self.target.seconds(data)
        before, held = time.process_time(), _most_held()
        signal.setitimer(signal.ITIMER_PROF, HANGS * bound)
        try:
            self.target.run(data)
            taken = time.process_time() - before
            if taken > bound:
                raise Broken("it takes too long", f"{taken:.1f} s of processor time, {bound:.1f} s are allowed")
            if _most_held() - held > MEMORY:
                raise Broken("it takes too much memory", f"{(_most_held() - held) / 1e6:,.0f} MB more than before")
        except (Exception, RecursionError) as error:
            told = "".join(traceback.format_exception(error))
            if self._findings.add(data, what_broke(error), told):
                print(f"{self._name}: FOUND {what_broke(error)}: {str(error)[:200]!r}", flush=True)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        self.runs += 1
        if time.monotonic() - self._told > TOLD_EVERY:
            self.tell()

    def tell(self) -> None:
        """A line of progress."""
        self._told = time.monotonic()
        passed = self._told - self._began
        minutes, seconds = divmod(int(passed), 60)
        rate, held = self.runs / passed, megabytes()
        self._count.write_text(str(self.runs))
        told = f"{minutes}:{seconds:02} {self.runs:,} inputs, {rate:,.1f}/s, {held:,.0f} MiB"
        print(f"{self._name}: {told}, {len(self._findings)} findings", flush=True)


def work(name: str, minutes: float, seed: int, corpus: Path, findings: Path, scratch: Path) -> None:
    """Fuzz a target in this process, which ends with it."""
    faulthandler.enable()
    # The signal's own meaning is the end of the process; before that, it is told where it was.
    faulthandler.register(signal.SIGPROF, chain=True)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    guide = _guide() if TARGETS[name] else None
    target = load_target(name, guide)
    worker = Worker(target, name, findings, scratch, minutes)
    for number, seeded in enumerate(target.seeds()):
        (corpus / f"seed-{number:04}").write_bytes(seeded)
    if guide:
        _guided(guide, worker, seed, corpus)
    else:
        _blindly(worker, Random(seed), corpus)


def load_target(name: str, guide: Any | None = None) -> Target:
    """The target of a name, its code counted by `guide`."""
    counted: contextlib.AbstractContextManager[object] = contextlib.nullcontext()
    if guide:
        counted = guide.instrument_imports(include=list(TARGETS[name]), enable_loader_override=False)
    with counted:
        made: Target = importlib.import_module(f"bench.fuzz.{name}").make()
    return made


def _guide() -> Any | None:
    """Atheris, if it is there (`requirements.txt` beside this file)."""
    if importlib.util.find_spec("atheris"):
        return importlib.import_module("atheris")
    print("without atheris, so that coverage guides nothing: pip install -r bench/fuzz/requirements.txt", flush=True)
    return None


def _guided(atheris: Any, worker: Worker, seed: int, corpus: Path) -> None:
    def take(data: bytes) -> None:
        worker.take(data)
        if worker.is_over:
            _end(worker)

    def change(data: bytes, most: int, seed: int) -> bytes:
        random = Random(seed)
        if random.random() < 0.5:
            return bytes(atheris.Mutate(data, most))
        return worker.target.mutate(data, random)[:most]

    # Time, memory and what is kept are the worker's; libFuzzer only chooses what to try next.
    off = ("-timeout=3600", "-report_slow_units=3600", "-rss_limit_mb=0", f"-artifact_prefix={corpus}/", "-verbosity=0")
    options = (f"-seed={seed}", f"-max_len={LONGEST}", "-len_control=0", *off)
    atheris.Setup([sys.argv[0], *options, str(corpus)], take, custom_mutator=change)
    atheris.Fuzz()


def _blindly(worker: Worker, random: Random, corpus: Path) -> None:
    known = [path.read_bytes() for path in sorted(corpus.iterdir())]
    for data in known:
        worker.take(data)
    while not worker.is_over:
        data = worker.target.mutate(random.choice(known), random)
        worker.take(data)
        # A change of a change goes further; most begin from what is well-formed.
        if len(known) < KEPT and random.random() < 0.1:
            known.append(data)
    _end(worker)


def _end(worker: Worker) -> None:
    worker.tell()
    worker.target.close()
    # libFuzzer's own end would call this a crash.
    sys.stdout.flush()
    os._exit(0)


def _most_held() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

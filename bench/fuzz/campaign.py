"""A run of a fuzzer: workers one after the other, since an input may end one, until the time is over."""

from __future__ import annotations

import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.fuzz.findings import Findings
from bench.fuzz.worker import TARGETS
from bench.processes import processor_seconds

SILENCE: Final = 120.0
"""Seconds without a line, which come every ten, after which a worker is looked at: if it has not worked since, it waits
for what never comes. One that works for too long ends itself."""

LEAST: Final = 0.05
"""Minutes for which no new worker is started."""

TOLD: Final = 6000
"""Characters that are kept of what a worker told when it died."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Inputs that were run, and findings."""

    runs: int
    findings: int


def fuzz(name: str, minutes: float, seed: int, corpus: Path | None, findings: Path) -> Outcome:
    """Fuzz one target for some minutes, telling the progress; the inputs that break it go to `findings`."""
    assert name in TARGETS
    found = Findings(findings, name)
    ends = time.monotonic() + 60 * minutes
    runs = 0
    with tempfile.TemporaryDirectory(prefix="dateline-fuzz-") as folder:
        scratch = Path(folder)
        seeds = corpus or scratch / "corpus"
        seeds.mkdir(parents=True, exist_ok=True)
        while (left := (ends - time.monotonic()) / 60) > LEAST:
            code, told = _work(name, left, seed, seeds, findings, scratch)
            count = scratch / "count"
            runs += int(count.read_text()) if count.exists() else 0
            count.unlink(missing_ok=True)
            if code == 0:
                break
            _keep(found, scratch / "current", code, told)
            seed += 1
    return Outcome(runs, len(found))


def _keep(found: Findings, current: Path, code: int, told: str) -> None:
    """Keep the input that a worker died of."""
    how = f"it ends the process ({signal.Signals(-code).name})" if code < 0 else f"it ends the process (exit {code})"
    how = "it hangs" if code == -signal.SIGPROF else how
    place = next((line.strip() for line in told.splitlines() if "src/dateline" in line and "File" in line), "")
    print(f"FOUND {how} {place}", flush=True)
    found.add(current.read_bytes() if current.exists() else b"", f"{how} {place}", told)


def _work(name: str, minutes: float, seed: int, corpus: Path, findings: Path, scratch: Path) -> tuple[int, str]:
    """Run a worker to its end: its exit status, and the last that it told of itself."""
    log = scratch / "log"
    arguments = [name, "--worker", str(scratch), f"--minutes={minutes}", f"--seed={seed}"]
    command = [sys.executable, "-m", "bench.fuzz", *arguments, f"--corpus={corpus}", f"--findings={findings}"]
    with log.open("wb") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, errors="replace")
        try:
            _follow(process)
        finally:
            process.kill()
            process.wait()
    return process.returncode, log.read_text(errors="replace")[-TOLD:]


def _follow(process: subprocess.Popen[str]) -> None:
    """Pass on what a worker tells, until it ends or has been silent for too long."""
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    worked = 0.0
    while True:
        try:
            line = lines.get(timeout=SILENCE)
        except queue.Empty:
            before, worked = worked, processor_seconds(process.pid)
            if worked == before:
                print(f"no sign of life for {SILENCE:.0f} s", flush=True)
                return
            continue
        if line is None:
            process.wait()
            return
        print(line, end="", flush=True)

"""Ctrl-C and SIGTERM: what is told, the exit status, how long it takes, and what is left behind."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dateline.cli import interrupt
from dateline.cli.interrupt import Interrupted, heeding_signals
from dateline.errors import StoreError
from dateline.store import Store
from dateline.store.add import add
from dateline.store.settle import settle
from tests.store.quick import QuickCoder, column, entry, told

# The command line with a coder that takes its time, in this process or in workers.
PROGRAM = """
import sys
from functools import partial
from dateline.cli import jobs, main
from dateline.engine import Workers
from tests.engine.fakes import slow
jobs.load, jobs.Workers = slow, partial(Workers, load=slow)
print("begun", flush=True)
main()
"""


@contextmanager
def running(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    """`dateline` with these arguments, in a group of processes of its own, as a terminal has it."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", PROGRAM, *map(str, arguments)]
    with subprocess.Popen(command, env=environment, stdout=-1, stderr=-1, text=True, start_new_session=True) as process:
        assert process.stdout
        process.stdout.readline()
        try:
            yield process
        finally:
            process.kill()


def stop(process: subprocess.Popen[str], sent: signal.Signals) -> tuple[int, str]:
    """Its status and what it told, after a signal; no process of the group is left."""
    began = time.monotonic()
    if sent == signal.SIGINT:
        os.killpg(process.pid, sent)
    else:
        process.send_signal(sent)
    _, err = process.communicate(timeout=60)
    # Some tenths of a second where nothing else runs; the rest of the work would take minutes.
    assert time.monotonic() - began < 30
    wait_until(lambda: not has_processes(process.pid))
    return process.returncode, err


def children_of(process: subprocess.Popen[str]) -> int:
    tasks = Path(f"/proc/{process.pid}/task").glob("*/children")
    return sum(len(task.read_text(encoding="ascii").split()) for task in tasks)


def has_processes(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def version_of(folder: Path) -> int:
    try:
        return Store(str(folder)).head().version
    except StoreError:
        return 0


def wait_until(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + 120
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """More reports than are coded before a test has ended."""
    path = tmp_path / "many.jsonl"
    rows = ({"id": f"n{n}", "date": "2026-03-02", "text": told(n)} for n in range(9000))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(("jobs", "sent", "status"), [(1, signal.SIGINT, 130), (2, signal.SIGTERM, 143)])
def test_add(tmp_path: Path, many: Path, jobs: int, sent: signal.Signals, status: int) -> None:
    folder = tmp_path / "store"
    with running("add", many, "--store", folder, "--jobs", jobs) as process:
        wait_until(lambda: version_of(folder) > 2)
        ended, err = stop(process, sent)
    store = Store.open(str(folder))
    kept = column(store, "SELECT count(*) FROM documents")[0]
    assert (ended, err) == (
        status,
        f"dateline: interrupted; {kept} new reports are stored in {folder}: run the same command again to go on, or"
        f" `dateline settle --store {folder}` to leave it at that\n",
    )
    assert kept == 50 * (store.head().version - 1)
    settle(store)
    assert column(store, "SELECT count(*) FROM joins") == [kept]


def test_code_while_workers_load(tmp_path: Path, many: Path) -> None:
    with running("code", many, "--jobs", 2, "--output", tmp_path / "out.jsonl") as process:
        wait_until(lambda: children_of(process) >= 2)
        assert stop(process, signal.SIGINT) == (130, "dateline: interrupted\n")


def test_recode(tmp_path: Path) -> None:
    store = Store.open(str(tmp_path / "store"), create=True)
    add(store, [entry(told(n), id=f"n{n}") for n in range(300)], QuickCoder("0"))  # type: ignore[arg-type]
    version = store.head().version
    with running("recode", "--store", store.uri, "--jobs", 2) as process:
        wait_until((tmp_path / "store" / "_recode").exists)
        ended, err = stop(process, signal.SIGINT)
    assert ended == 130
    assert "what is coded is kept: run the same command again to go on" in err
    assert store.head().version == version


def test_signals_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    left: list[int] = []
    monkeypatch.setattr(interrupt.time, "monotonic", lambda: now)
    monkeypatch.setattr(interrupt.os, "_exit", left.append)
    with heeding_signals():
        with pytest.raises(Interrupted) as first:
            signal.raise_signal(signal.SIGINT)
        # Passed on by what started the program.
        now += 0.1
        signal.raise_signal(signal.SIGINT)
        now += 2
        with pytest.raises(Interrupted) as second:
            signal.raise_signal(signal.SIGTERM)
        assert left == []
        now += 20
        with pytest.raises(Interrupted):
            signal.raise_signal(signal.SIGINT)
    assert (first.value.status, second.value.status, left) == (130, 143, [130])


def test_what_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with heeding_signals():
            signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)

"""The comparison's frame, with rivals that cost nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench.rivals import __main__ as rivals
from bench.rivals.rival import installed
from dateline import Document
from dateline.errors import SetupError

ROOT = Path(__file__).parents[2]
TEXTS = [Document(id=str(i), date="2026-03-18", text=f"Report {i}.") for i in range(7)]


class Counting:
    label = "counting"

    def __init__(self, *, slow: bool) -> None:
        self.slow = slow
        self.seen: list[str] = []

    def read(self, documents: list[Document]) -> list[list[str]]:
        self.seen += [document.id for document in documents]
        sum(range(20_000))  # costs some of the processor's time
        return [[] for _ in documents]

    def notes(self) -> list[str]:
        return []


def test_all_read_the_same_texts_and_the_slow_one_each_once() -> None:
    fast, slow = Counting(slow=False), Counting(slow=True)
    clocks = rivals.race({"fast": fast, "slow": slow}, TEXTS)
    assert sorted(slow.seen) == [document.id for document in TEXTS]
    assert fast.seen == [document.id for document in TEXTS] * rivals.ROUNDS
    assert (clocks["fast"].reports, clocks["slow"].reports) == (len(fast.seen), len(slow.seen))
    assert clocks["fast"].rate > 0


@pytest.mark.parametrize(("number", "ids"), [(1, "0"), (3, "024"), (7, "0123456"), (9, "0123456")])
def test_texts_are_spread_evenly(number: int, ids: str) -> None:
    assert "".join(document.id for document in rivals.spread(TEXTS, number)) == ids


def test_a_missing_package_is_told_with_the_command_that_installs_it() -> None:
    with pytest.raises(SetupError, match=r"no_such_rival is not installed: `make rivals`"):
        installed("no_such_rival")


@pytest.mark.parametrize("wrong", [["--only", "spacy,oracle"], ["--reports", "2"]])
def test_wrong_options_are_refused(monkeypatch: pytest.MonkeyPatch, wrong: list[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["rivals", *wrong])
    with pytest.raises(SystemExit) as stop:
        rivals.main()
    assert stop.value.code == 2


def test_pinned_are_all_threads_of_the_process() -> None:
    command = (
        "import os, threading; from bench.rivals.__main__ import pin\n"
        "held = threading.Event(); thread = threading.Thread(target=held.wait); thread.start(); pin()\n"
        "print(*(len(os.sched_getaffinity(int(t))) for t in os.listdir('/proc/self/task'))); held.set()"
    )
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True, cwd=ROOT)
    assert set(done.stdout.split()) == {"1"}

"""Runs that are killed, and runs at the same time: nothing is lost, nothing is there twice."""

import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

import pytest

from dateline.store import Store
from dateline.store.add import add
from dateline.store.schema import RECORDS
from tests.store.adding import run, series
from tests.store.quick import QuickCoder, column, contents

LAST = 40
KILLS = 6


# Forked from a process that has imported everything and has no threads: a start takes milliseconds, not seconds.
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.store.adding"])


def start(store: Path, first: int, last: int) -> multiprocessing.process.BaseProcess:
    ready = CONTEXT.Event()
    process = CONTEXT.Process(target=run, args=(str(store), first, last, ready))
    process.start()
    assert ready.wait(60)
    return process


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store.open(str(tmp_path_factory.mktemp("undisturbed") / "store"), create=True)
    add(store, series(0, LAST), QuickCoder())
    return store


def test_parts_of_another_size_give_the_same(
    undisturbed: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.store.add.PART", 4)
    store = Store.open(str(tmp_path / "store"), create=True)
    add(store, series(0, LAST), QuickCoder())
    assert contents(store) == contents(undisturbed)


def test_killed_at_any_moment(undisturbed: Store, tmp_path: Path) -> None:
    """One store, killed again and again, each time a little later or earlier, and then finished."""
    moments = random.Random(4)
    reached = []
    made = False
    killed = Store(str(tmp_path / "store"))
    for _ in range(KILLS):
        process = start(tmp_path / "store", 0, LAST)
        time.sleep(moments.uniform(0.05, 0.7))
        process.kill()
        process.join()
        reached.append(process.exitcode)
        # Killed before its first version there is no store yet; from then on there always is one.
        made = made or killed.exists()
        if made:
            count_each_document_once(killed)
    assert -signal.SIGKILL in reached
    store = Store.open(str(tmp_path / "store"), create=True)
    add(store, series(0, LAST), QuickCoder())
    assert contents(store) == contents(undisturbed)


def count_each_document_once(store: Store) -> None:
    assert column(store, "SELECT count(*) - count(DISTINCT id) FROM documents") == [0]
    for name in RECORDS:
        assert column(store, f"SELECT count(*) - count(DISTINCT (document, id)) FROM {name}") == [0]
    coded = "SELECT id FROM documents WHERE coder IS NOT NULL"
    assert column(store, f"SELECT count(*) FROM events WHERE document NOT IN ({coded})") == [0]


def test_two_at_once(tmp_path: Path) -> None:
    """Different reports, and some that both have."""
    both = [start(tmp_path / "store", 0, 25), start(tmp_path / "store", 19, 40)]
    for process in both:
        process.join(120)
        assert process.exitcode == 0
    store = Store.open(str(tmp_path / "store"))
    one_by_one = Store.open(str(tmp_path / "one"), create=True)
    add(one_by_one, series(0, 25), QuickCoder())
    add(one_by_one, series(19, 40), QuickCoder())
    assert contents(store) == contents(one_by_one)
    count_each_document_once(store)


def test_interrupted_by_control_c(tmp_path: Path) -> None:
    Store.open(str(tmp_path / "store"), create=True)
    process = start(tmp_path / "store", 0, 4000)
    while Store(str(tmp_path / "store")).head().kind != "add":
        time.sleep(0.05)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGINT)
    process.join(30)
    assert process.exitcode == 130
    count_each_document_once(Store.open(str(tmp_path / "store")))

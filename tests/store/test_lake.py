"""Versions of a store: what a reader sees, whatever becomes of writers."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from dateline.errors import Overtaken, StoreError, UsageError
from dateline.store import TABLES, Store
from dateline.store.lake import HEAD


def issues(*reasons: str) -> pa.Table:
    rows = [{"id": reason, "input": "feed", "reason": reason, "coded": False} for reason in reasons]
    return pa.Table.from_pylist(rows, TABLES["issues"].schema)


def events(month: str, *ids: str, document: str = "d1") -> pa.Table:
    rows = [{"id": id, "document": document, "month": month, "start": date(2026, 3, 1)} for id in ids]
    return pa.Table.from_pylist(rows, TABLES["events"].schema)


def ids(store: Store, table: str, as_of: int | str | None = None) -> list[str]:
    return sorted(store.at(as_of).table(table)["id"].to_pylist())


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(str(tmp_path / "store"), create=True)


def test_a_new_store_has_every_table_and_one_version(store: Store) -> None:
    assert store.head().version == 1
    for name in TABLES:
        if name != "commits":
            assert store.at().table(name).schema.equals(TABLES[name].schema)
            assert store.at().table(name).num_rows == 0


def test_changes_of_several_tables_are_one_version(store: Store) -> None:
    with store.writing("add", "two tables") as transaction:
        transaction.append("issues", issues("a"))
        transaction.append("events", events("2026-03", "ev1"))
    assert store.head().version == 2
    assert (ids(store, "issues"), ids(store, "events")) == (["a"], ["ev1"])
    assert (ids(store, "issues", 1), ids(store, "events", 1)) == ([], [])
    assert [commit.kind for commit in store.commits()] == ["create", "add"]
    assert store.at().table("commits")["summary"].to_pylist()[-1] == "two tables"


def test_readers_see_nothing_of_a_writer_at_work(store: Store) -> None:
    with store.writing("add") as transaction:
        transaction.append("issues", issues("a"))
        assert ids(store, "issues") == []
    assert ids(store, "issues") == ["a"]


def test_what_fails_half_way_leaves_nothing(store: Store) -> None:
    def fail() -> None:
        with store.writing("add") as transaction:
            transaction.append("issues", issues("lost"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (store.head().version, ids(store, "issues")) == (1, [])
    with store.writing("add") as transaction:
        transaction.append("issues", issues("kept"))
    assert ids(store, "issues") == ["kept"]


def test_a_killed_writer_leaves_nothing(store: Store) -> None:
    program = f"""
import os, signal
from dateline.store import Store
from tests.store.test_lake import issues
with Store.open({store.uri!r}).writing("add") as transaction:
    transaction.append("issues", issues("lost"))
    os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2]).returncode == -9
    assert ids(store, "issues") == []
    with store.writing("add") as transaction:
        transaction.append("issues", issues("kept"))
    assert ids(store, "issues") == ["kept"]


def test_nothing_changed_makes_no_version(store: Store) -> None:
    with store.writing("add") as transaction:
        transaction.append("issues", issues())
        transaction.delete("events", "document", ["d9"])
    assert store.head().version == 1


def test_without_a_lock_the_slower_writer_changes_nothing(store: Store) -> None:
    # As on S3: no lock, only compare-and-swap.
    store.local = False

    def write_slowly() -> None:
        with store.writing("add") as slow:
            slow.append("issues", issues("slow"))
            with store.writing("add") as quick:
                quick.append("issues", issues("quick"))

    with pytest.raises(Overtaken):
        write_slowly()
    assert ids(store, "issues") == ["quick"]
    with store.writing("add") as again:
        again.append("issues", issues("slow"))
    assert ids(store, "issues") == ["quick", "slow"]


def test_delete_and_overwrite(store: Store) -> None:
    with store.writing("add") as transaction:
        transaction.append("events", events("2026-03", "ev1", "ev2", document="it's"))
        transaction.append("events", events("2026-04", "ev3", document="d2"))
    with store.writing("change") as transaction:
        transaction.delete("events", "document", ["it's"], ["2026-03"])
        transaction.overwrite("events", events("2026-04", "ev4"), ["2026-04"])
    assert (ids(store, "events", 2), ids(store, "events")) == (["ev1", "ev2", "ev3"], ["ev4"])
    with store.writing("change") as transaction:
        transaction.overwrite("events", events("2026-04"), ["2026-04"])
    assert ids(store, "events") == []


def test_compacting_changes_files_and_no_rows(store: Store) -> None:
    for number in range(5):
        with store.writing("add") as transaction:
            transaction.append("events", events("2026-03", f"ev{number}"))
    before = ids(store, "events")
    with store.writing("compact") as transaction:
        transaction.compact("events")
    assert len(store.at().dataset("events").files) == 1
    assert (ids(store, "events"), len(store.at(4).dataset("events").files)) == (before, 3)


def test_as_of_a_day(store: Store) -> None:
    today = store.head().at.date().isoformat()
    assert store.at(today).version == 1
    with pytest.raises(UsageError, match="has no version as of 2000-01-01: it goes from 1"):
        store.at("2000-01-01")
    with pytest.raises(UsageError, match="has no version as of 7"):
        store.at("7")
    with pytest.raises(UsageError, match="'soon' is neither a version nor a day"):
        store.at("soon")


def test_no_store_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no store at .*: make one with `dateline add"):
        Store.open(str(tmp_path))


def test_a_store_made_by_a_newer_program(store: Store) -> None:
    (log,) = (Path(store.uri) / "commits" / "_delta_log").glob("*1.json")
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    for line in lines:
        if HEAD in line.get("commitInfo", {}):
            line["commitInfo"][HEAD] = json.dumps(
                {**json.loads(line["commitInfo"][HEAD]), "format": 2, "program": "9.0"}
            )
    log.write_text("\n".join(map(json.dumps, lines)) + "\n")
    with pytest.raises(StoreError, match=r"made by dateline 9\.0 \(store format 2\).*update dateline"):
        Store.open(store.uri)


def test_sql_over_the_tables(store: Store) -> None:
    with store.writing("add") as transaction:
        transaction.append("events", events("2026-03", "ev1", "ev2"))
    answer = store.at().sql("SELECT count(*) AS n FROM events WHERE month = ?", ["2026-03"])
    assert answer.to_pylist() == [{"n": 2}]

"""A takedown reaches every version and touches nothing else."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from dateline.store import TABLES, Store
from dateline.store.purge import purge

SECRET = "the words that must go"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(str(tmp_path / "store"), create=True)
    for number in range(6):
        documents = ["gone" if number == 2 else f"d{number}", f"e{number}"]
        rows = [
            {"id": id, "month": "2026-03", "text": SECRET if id == "gone" else f"words of {id}"} for id in documents
        ]
        events = [
            {"id": f"ev {id}", "document": id, "month": "2026-03", "words": row["text"]}
            for id, row in zip(documents, rows, strict=True)
        ]
        with store.writing("add") as transaction:
            transaction.append("documents", pa.Table.from_pylist(rows, TABLES["documents"].schema))
            transaction.append("events", pa.Table.from_pylist(events, TABLES["events"].schema))
    with store.writing("compact") as transaction:
        transaction.compact("events")
    with store.writing("remove") as transaction:
        transaction.delete("documents", "id", ["gone"])
        transaction.delete("events", "document", ["gone"])
    return store


def held(store: Store) -> list[tuple[int, list[str], list[str]]]:
    """What each version holds."""
    told = []
    for commit in store.commits():
        snapshot = store.at(commit.version)
        documents = sorted(snapshot.table("documents")["text"].to_pylist())
        told.append((commit.version, documents, sorted(snapshot.table("events")["words"].to_pylist())))
    return told


def test_every_version_without_the_document_and_with_all_others(store: Store) -> None:
    before = held(store)
    assert any(SECRET in documents for _, documents, _ in before)
    purge(store.uri, store.options, ["gone"])
    without = [
        (v, [d for d in documents if d != SECRET], [e for e in events if e != SECRET])
        for v, documents, events in before
    ]
    assert held(store) == without


def test_no_file_holds_the_words(store: Store) -> None:
    purge(store.uri, store.options, ["gone"])
    files = [path for path in Path(store.uri).rglob("*") if path.is_file()]
    for path in files:
        if path.suffix == ".parquet" and "_delta_log" not in path.parts:
            assert SECRET not in str(pa.parquet.read_table(path).to_pylist())
        else:
            assert SECRET.encode() not in path.read_bytes()


def test_a_second_call_has_nothing_to_do_and_the_store_goes_on(store: Store) -> None:
    assert purge(store.uri, store.options, ["gone"]) > 0
    assert purge(store.uri, store.options, ["gone"]) == 0
    with store.writing("add") as transaction:
        row = {"id": "new", "month": "2026-03", "text": "words of new"}
        transaction.append("documents", pa.Table.from_pylist([row], TABLES["documents"].schema))
    assert "words of new" in store.at().table("documents")["text"].to_pylist()


def test_a_kill_between_files_and_log_is_mended_by_the_next_call(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [(v, [d for d in documents if d != SECRET]) for v, documents, _ in held(store)]

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("dateline.store.purge._mend_log", killed)
        with pytest.raises(KeyboardInterrupt):
            purge(store.uri, store.options, ["gone"])
    purge(store.uri, store.options, ["gone"])
    assert [(v, documents) for v, documents, _ in held(store)] == expected

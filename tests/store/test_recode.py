"""Coding a store again: all at once, interrupted, while others add; and joining its files."""

import json

import pytest

from dateline.errors import UsageError
from dateline.store import Store
from dateline.store.add import PART, add
from dateline.store.compact import compact
from dateline.store.edits import add_edit
from dateline.store.info import info
from dateline.store.recode import STAGE, recode
from tests.store.quick import QuickCoder, column, contents, entry, told

ENTRIES = [entry(told(n), f"2026-0{1 + n % 3}-02", id=f"n{n}", line=n) for n in range(PART + 10)]
COPY = entry(told(3) + " More on page 4.", "2026-01-02", url="https://paper.example/1")


@pytest.fixture
def filled(store: Store) -> Store:
    add(store, [*ENTRIES, COPY], QuickCoder("1"))
    return store


def coders(store: Store) -> set[str]:
    told = column(store, "SELECT DISTINCT coder FROM documents WHERE coder IS NOT NULL")
    return {json.loads(coder)["version"] for coder in told}


def fresh(tmp_path: object, coder: QuickCoder) -> Store:
    store = Store.open(f"{tmp_path}/fresh", create=True)
    add(store, [*ENTRIES, COPY], coder)
    return store


def test_recoding_is_as_if_coded_so_at_once(filled: Store, tmp_path: object) -> None:
    before = filled.head().version
    done = recode(filled, QuickCoder("2"))
    assert (done.documents, done.failed) == (len(ENTRIES), 0)
    assert contents(filled) == contents(fresh(tmp_path, QuickCoder("2")))
    assert [commit.kind for commit in filled.commits() if commit.version > before] == ["recode"]
    assert not (tmp_path / "store" / STAGE).exists()  # type: ignore[operator]
    old = filled.at(before).sql("SELECT DISTINCT coder FROM documents WHERE coder IS NOT NULL").column(0).to_pylist()
    assert json.loads(old[0])["version"] == "1"


def test_nothing_to_do(filled: Store) -> None:
    version = filled.head().version
    coder = QuickCoder("1")
    assert recode(filled, coder).version is None
    assert (filled.head().version, coder.coded) == (version, [])
    assert recode(filled, coder, all=True).documents == len(ENTRIES)


def test_interrupted_it_goes_on(filled: Store, tmp_path: object) -> None:
    first = QuickCoder("2")
    version = filled.head().version

    def interrupt(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        recode(filled, first, progress=interrupt)
    assert filled.head().version == version
    second = QuickCoder("2")
    recode(filled, second)
    assert {*first.coded, *second.coded} == {f"n{n}" for n in range(len(ENTRIES))}
    assert len(second.coded) == len(ENTRIES) - PART
    assert contents(filled) == contents(fresh(tmp_path, QuickCoder("2")))


def test_what_comes_meanwhile_is_coded_too(filled: Store) -> None:
    def meanwhile(done: int, of: int) -> None:
        if done == PART:
            add(filled, [entry(told(200), id="late"), entry(told(3) + "!", "2026-01-02", id="n3")], QuickCoder("1"))

    recode(filled, QuickCoder("2"), progress=meanwhile)
    assert coders(filled) == {"2"}
    assert column(filled, "SELECT text FROM documents WHERE id = 'n3'") == [told(3) + "!"]
    assert column(filled, "SELECT count(*) FROM events") == [len(ENTRIES) + 1]


def test_one_that_fails_keeps_its_records(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    coder = QuickCoder("2")
    code = coder._code

    def fail(document: object) -> object:
        if document.id == "n7":  # type: ignore[attr-defined]
            raise ValueError("odd")
        return code(document)  # type: ignore[arg-type]

    monkeypatch.setattr(coder, "_code", fail)
    done = recode(filled, coder)
    assert (done.documents, done.failed) == (len(ENTRIES) - 1, 1)
    assert coders(filled) == {"1", "2"}
    assert column(filled, "SELECT count(*) FROM events WHERE document = 'n7'") == [1]
    assert len(column(filled, "SELECT reason FROM issues")) == 1


def test_edits_survive(filled: Store) -> None:
    (event,) = column(filled, "SELECT id FROM events WHERE document = 'n5'")
    with filled.writing("edit") as transaction:
        add_edit(transaction, "reject", {}, record=event, document="n5")
    recode(filled, QuickCoder("2"))
    assert column(filled, "SELECT id FROM events WHERE document = 'n5'") == [event]
    assert column(filled, "SELECT count(*) FROM joins WHERE document = 'n5'") == [0]


def test_compact(filled: Store) -> None:
    before = contents(filled)
    assert "documents" in compact(filled)
    assert contents(filled) == before
    version = filled.head().version
    assert compact(filled) == []
    assert filled.head().version == version


def test_info(filled: Store) -> None:
    told_of = info(filled)
    assert (told_of.documents, told_of.duplicates) == (len(ENTRIES) + 1, 1)
    assert (str(told_of.first), str(told_of.last)) == ("2026-01-02", "2026-03-02")
    assert told_of.records["events"] == len(ENTRIES)
    assert told_of.bytes > 10_000
    assert told_of.runs[0]["documents"] == len(ENTRIES) + 1
    assert info(filled, 1).documents == 0
    with pytest.raises(UsageError, match="no version as of 99"):
        info(filled, 99)

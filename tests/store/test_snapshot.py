"""What a question opens of a store, and what it leaves alone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from dateline.analyse import curve, find, timeline
from dateline.store import TABLES, Store, transaction
from dateline.store.compact import compact
from dateline.store.schema import UNDATED
from dateline.store.transaction import GROUP


def rows(name: str, *told: dict[str, object]) -> pa.Table:
    return pa.Table.from_pylist(list(told), TABLES[name].schema)


def relation(a: str, b: str) -> dict[str, object]:
    day = date(2026, 3, 1)
    act = {"id": f"act{a}{b}", "kind": "event", "origin": "dateline", "start": day, "end": day, "reported": day}
    return {"dyad": f"{a}-{b}", "a": a, "b": b, "month": "2026-03", **act}


def report(id: str, day: date | None) -> dict[str, object]:
    month = f"{day:%Y-%m}" if day else UNDATED
    return {"id": id, "month": month, "date": day, "text": f"{id} tells of the harbour", "origin": "dateline"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(str(tmp_path / "store"), create=True)


@pytest.fixture
def opened(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The tables that snapshots of the store open, in order."""
    snapshot, names = store.at(), []
    open_one = type(snapshot)._delta

    def noting(self: object, name: str) -> object:
        names.append(name)
        return open_one(self, name)

    monkeypatch.setattr(type(snapshot), "_delta", noting)
    return names


def test_files_that_hold_other_dyads_are_not_opened(store: Store) -> None:
    for told in ([relation("JPN", "KOR"), relation("KEN", "UGA")], [relation("NLD", "PER")]):
        with store.writing("settle") as changes:
            changes.append("relations", rows("relations", *told))
    snapshot = store.at()
    (other,) = (
        Path(store.uri, "relations", path)
        for path, count in snapshot.files("relations")["2026-03"].items()
        if count == 1
    )
    other.unlink()
    assert timeline(snapshot, "KEN", "UGA")["id"].to_pylist() == ["actKENUGA"]
    assert timeline(snapshot, "KEN", "JPN").num_rows == 0


def test_a_month_of_many_rows_lies_in_files_of_some_dyads_each(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transaction, "SORTED_BYTES", 10_000)
    many = [relation("ARG", f"B{number:05}") for number in range(3 * GROUP)]
    with store.writing("settle") as changes:
        changes.overwrite("relations", rows("relations", *many), ["2026-03"])
    snapshot = store.at()
    assert len(snapshot.files("relations")["2026-03"]) > 1
    (own,) = snapshot._files("relations", "ARG-B05000")
    found = snapshot.sql("SELECT id FROM relations WHERE dyad = ?", ["ARG-B05000"], dyad="ARG-B05000")
    assert found["id"].to_pylist() == ["actARGB05000"]
    for extra in ("C1", "C2"):
        with store.writing("settle") as changes:
            changes.append("relations", rows("relations", relation("ARG", extra), relation("ARG", f"A{extra}")))
    assert len(store.at()._files("relations", "ARG-B05000")) == 3
    monkeypatch.setattr("dateline.store.compact.SORTED_BYTES", 100_000)
    assert compact(store) == ["relations"]
    snapshot = store.at()
    assert len(snapshot._files("relations", "ARG-B05000")) == 1
    assert snapshot.dataset("relations").count_rows() == len(many) + 4
    assert own not in snapshot._files("relations")


def test_a_table_is_not_opened_for_a_column_that_is_called_like_it(store: Store, opened: list[str]) -> None:
    query = "SELECT documents, sources FROM relations JOIN Joins ON act = id WHERE list_contains(?, dyad)"
    assert store.at().sql(query, [["JPN-KOR"]]).num_rows == 0
    assert set(opened) == {"joins", "relations"}


def test_a_search_opens_no_more_months_than_it_needs(store: Store) -> None:
    days = [None, date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
    with store.writing("add") as changes:
        changes.append("documents", rows("documents", *(report(f"r{n}", day) for n, day in enumerate(days))))
    snapshot = store.at()
    assert find(snapshot, "harbour")["id"].to_pylist() == ["r4", "r3", "r2", "r1", "r0"]
    assert find(snapshot, "r0 harbour")["id"].to_pylist() == ["r0"]
    assert find(snapshot, "harbour", until="2026-02-28", since="2026-01-01")["id"].to_pylist() == ["r3", "r2"]
    for month, files in snapshot.files("documents").items():
        if month < "2026-01" or month == UNDATED:
            for path in files:
                Path(store.uri, "documents", path).unlink()
    assert find(snapshot, "harbour", limit=3)["id"].to_pylist() == ["r4", "r3", "r2"]


def test_a_curve_reads_the_dyad_from_its_own_files(store: Store) -> None:
    day = date(2026, 3, 1)
    act = {"main": True, "origin": "dateline", "start": day, "end": day, "status": "happened", "quad": 1, "score": 1.0}
    for a, b in (("JPN", "KOR"), ("KEN", "UGA")):
        told = {**act, "act": f"act{a}", "dyad": f"{a}-{b}", "a": a, "b": b, "month": "2026-03", "document": "d1"}
        with store.writing("settle") as changes:
            changes.append("dyads", rows("dyads", told))
    snapshot = store.at()
    Path(snapshot._files("dyads", "JPN-KOR")[0]).unlink()
    assert curve(snapshot, "UGA", "KEN", since=day, until=day)["cooperation"].to_pylist() == [1]

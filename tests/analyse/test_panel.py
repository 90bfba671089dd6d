from typing import Any

import pytest

from dateline.analyse import panel
from dateline.analyse.panel import MEASURES, UNITS, panel_schema
from dateline.errors import UsageError
from dateline.store import Snapshot

Rows = list[dict[str, Any]]


def rows(snap: Snapshot, *words: str, **scope: Any) -> Rows:
    return panel(snap, *words, **scope).to_pylist()


def counts(found: Rows, column: str = "count") -> dict[tuple[str, ...], float]:
    """Units and months that count something."""
    return {
        (*(row[name] for name in ("country", "a", "b") if name in row), f"{row['period']:%m}"): row[column]
        for row in found
        if row[column]
    }


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("measure", MEASURES)
def test_columns(border: Snapshot, unit: str, measure: str) -> None:
    assert panel(border, unit, "month", measure).schema == panel_schema(unit, measure)


def test_every_pair_in_every_period(weeks: Snapshot) -> None:
    found = rows(weeks, "dyad", "month")
    pairs = [(row["a"], row["b"]) for row in found]
    # Four states make six pairs; the reports span seven months.
    assert len(found) == 6 * 7
    assert found == sorted(found, key=lambda row: (row["a"], row["b"], row["period"]))
    assert set(pairs) == {
        ("GHA", "TGO"),
        ("MLI", "NER"),
        ("GHA", "MLI"),
        ("GHA", "NER"),
        ("MLI", "TGO"),
        ("NER", "TGO"),
    }
    assert sum(row["count"] for row in found) == 30 + 24 + 8


def test_directed_pairs_stand_both_ways(border: Snapshot) -> None:
    found = rows(border, "dyad", "month", directed=True)
    assert counts(found) == {
        ("KEN", "UGA", "01"): 1,
        ("KEN", "UGA", "02"): 1,
        ("KEN", "UGA", "05"): 1,
        ("UGA", "KEN", "05"): 2,  # a mutual act counts both ways
    }
    assert len(found) == 2 * 5


def test_undirected_pairs(border: Snapshot) -> None:
    found = rows(border, "dyad", "month")
    assert counts(found) == {("KEN", "UGA", "01"): 1, ("KEN", "UGA", "02"): 1, ("KEN", "UGA", "05"): 2}
    assert {(row["a_cow"], row["b_cow"]) for row in found} == {(501, 500)}
    assert [row["reports_read"] for row in found] == [3, 1, 0, 0, 1]


def test_countries(border: Snapshot) -> None:
    taking_part = counts(rows(border, "country", "month"))
    # Kenya moved troops alone in May, beside two acts with Uganda.
    assert taking_part["KEN", "05"] == 3
    doing = counts(rows(border, "country", "month", directed=True))
    assert (doing["KEN", "05"], doing["UGA", "05"]) == (2, 2)
    assert ("UGA", "01") not in doing


def test_measures(border: Snapshot) -> None:
    quads = rows(border, "dyad", "month", "quad", zeros=False)
    assert [row["material_conflict"] for row in quads] == [1, 0, 1]
    assert [row["verbal_cooperation"] for row in quads] == [0, 1, 1]
    assert [row["score"] for row in rows(border, "dyad", "month", "score")][:3] == [-6.0, 4.0, None]
    assert counts(rows(border, "country", "month", "killed"), "killed") == {("KEN", "05"): 2.0}


def test_no_zeros_and_some_countries(weeks: Snapshot) -> None:
    found = rows(weeks, "dyad", "week", zeros=False, countries=["Ghana", "Togo"])
    assert len(found) == 30
    assert {(row["a"], row["b"]) for row in found} == {("GHA", "TGO")}
    assert rows(weeks, "dyad", "week", zeros=True, countries=["Ghana", "Mali"]) == []


def test_coarse_and_untimed_acts_are_out(border: Snapshot) -> None:
    found = rows(border, "dyad", "month", since="2004-01-01", until="2004-12-31", status=["happened", "planned"])
    assert sum(row["count"] for row in found) == 0
    planned = counts(rows(border, "dyad", "month", status=["planned"]))
    assert planned == {("KEN", "UGA", "03"): 1}


def test_sectors(border: Snapshot) -> None:
    assert ("KEN", "UGA", "05") in counts(rows(border, "dyad", "month", sector="GOV"))
    assert counts(rows(border, "dyad", "month", sector="GOV"))["KEN", "UGA", "05"] == 1


def test_a_panel_too_large(weeks: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setattr(sys.modules["dateline.analyse.panel"], "MOST_ROWS", 10)
    with pytest.raises(UsageError, match="6 units in 30 periods are 180 rows, more than 10"):
        panel(weeks, "dyad", "week")


@pytest.mark.parametrize("words", [("pair",), ("dyad", "year"), ("dyad", "week", "sum")])
def test_wrong_words(border: Snapshot, words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="it can be"):
        panel(border, *words)


def test_an_empty_store(empty: Snapshot) -> None:
    assert panel(empty).num_rows == 0

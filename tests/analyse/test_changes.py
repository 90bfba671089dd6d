from itertools import pairwise

import pytest

from dateline.analyse import changes
from dateline.analyse.changes import CHANGES
from dateline.analyse.surprise import Past, score_tail, surprise
from dateline.errors import UsageError
from dateline.store import Snapshot


def test_new_unusual_and_quiet(weeks: Snapshot) -> None:
    table = changes(weeks, "2025-07-21")
    assert table.schema == CHANGES
    found = {(row["kind"], row["a"], row["b"], row["what"]): row for row in table.to_pylist()}
    assert set(found) == {
        ("new", "GHA", "TGO", "ASSAULT"),
        ("unusual", "GHA", "TGO", "conflict"),
        ("unusual", "GHA", "TGO", "score"),
    }
    fight = found["unusual", "GHA", "TGO", "conflict"]
    assert fight["observed"] == 8
    assert fight["expected"] < 0.1
    assert fight["surprise"] > 3
    assert fight["documents"] in (["w28-0"], ["w29-0"])
    assert fight["words"].startswith("words of raid")


def test_quiet(weeks: Snapshot) -> None:
    # Mali and Niger had an act each week, until six weeks before the end.
    rows = changes(weeks, "2025-06-23").to_pylist()
    quiet = [(row["a"], row["b"], row["observed"]) for row in rows if row["kind"] == "quiet"]
    assert quiet == [("MLI", "NER", 0.0)]
    assert all(one["surprise"] >= other["surprise"] for one, other in pairwise(rows))


def test_holders_and_agreements(border: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setattr(sys.modules["dateline.analyse.changes"], "LEAST_PAST", 0)
    rows = changes(border, "2026-05-01").to_pylist()
    assert [(row["what"], row["a"], row["b"]) for row in rows if row["kind"] == "agreement"] == [
        ("signed: Fish Pact", "KEN", "UGA")
    ]


def test_a_past_too_short(weeks: Snapshot, empty: Snapshot) -> None:
    with pytest.raises(UsageError, match="the store has 2 weeks of reports before 2025-01-20"):
        changes(weeks, "2025-01-20")
    with pytest.raises(UsageError, match="a store with reports"):
        changes(empty, "2025-01-20")


def test_a_window_without_any_report_is_no_silence() -> None:
    past = Past.of([3] * 20, 0.0)
    assert (past.none(), past.at_least(0), past.at_least(1)) == (1.0, 1.0, 0.0)


def test_more_reports_are_no_crisis() -> None:
    quiet, busy = Past.of([1] * 20, 2.0), Past.of([1] * 20, 8.0)
    assert quiet.at_least(8) < 0.01
    assert busy.at_least(8) > 0.3


def test_a_restless_past_lets_expect_more() -> None:
    calm, restless = Past.of([2] * 20, 1.0), Past.of([0, 0, 0, 0, 8, 0, 0, 0, 2, 10] * 2, 1.0)
    assert calm.mean == pytest.approx(restless.mean)
    assert restless.at_least(8) > 10 * calm.at_least(8)
    assert restless.none() > calm.none()


@pytest.mark.parametrize("weeks", [[0] * 10, [1, 0, 0, 2] * 3, [5, 9, 0, 30] * 3])
def test_probabilities_sum_to_one(weeks: list[int]) -> None:
    past = Past.of(weeks, 2.0)
    assert past.at_least(0) == 1
    assert past.at_least(1) == pytest.approx(1 - past.none())
    tails = [past.at_least(count) for count in range(40)]
    assert tails == sorted(tails, reverse=True)


def test_scores_are_compared_by_rank() -> None:
    past = [2.5, 4.0, 1.0, -2.0, 2.5, 4.0, 1.0, 2.5, -2.0, 4.0]
    assert score_tail([-9.0, -9.5, -7.0, -6.0], past) < 0.01
    assert score_tail([2.5, 1.0, 4.0], past) > 0.3
    assert score_tail([1.0, 1.0, 1.0], [1.0] * 9) == 1.0
    # One extreme act is one rank, not ten.
    assert score_tail([-10.0, 2.5, 4.0], past) > 0.1


def test_surprise_counts_zeros() -> None:
    assert surprise(0.01) == pytest.approx(2)
    assert surprise(1.0) == 0
    assert surprise(0.0) == pytest.approx(300)

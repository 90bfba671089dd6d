from pathlib import Path

import pytest

from dateline.analyse import who
from dateline.analyse.who import WHO
from dateline.errors import UsageError
from dateline.store import Snapshot
from tests.analyse.corpus import Corpus


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    corpus = Corpus()
    holders = [("Wanja Odera", "2025-01-10"), ("Wanja Odera", "2025-06-10"), ("Peter Kamau", "2026-01-10")]
    for number, (name, day) in enumerate(holders):
        text = f"Kenyan President {name} spoke."
        corpus.report(f"d{number}", day, text)
        corpus.actor(f"d{number}", "p", name, country="KEN", sector="GOV", office="President")
        corpus.tenure(f"d{number}", "t", "p", "President", "KEN")
        span = {"start": 0, "end": len(text) - 1, "position": 0, "month": day[:7]}
        corpus.row("mentions", record="t", kind="tenure", role="evidence", document=f"d{number}", **span)
    path: Path = tmp_path_factory.mktemp("offices")
    return corpus.written(str(path / "store")).at()


def test_who_held_it(offices: Snapshot) -> None:
    table = who(offices, "president of Kenya", "2025-03-01")
    assert table.schema == WHO
    row = table.to_pylist()[0]
    assert (row["person"], row["owner"], row["sure"], row["reports"]) == ("Wanja Odera", "KEN", "seen", 2)
    assert row["documents"] == ["d0", "d1"]


def test_all_holders(offices: Snapshot) -> None:
    assert who(offices, "Kenyan president")["person"].to_pylist() == ["Wanja Odera", "Peter Kamau"]


def test_a_question_without_an_owner(offices: Snapshot) -> None:
    with pytest.raises(UsageError, match="whose office"):
        who(offices, "president")


def test_an_empty_store(empty: Snapshot) -> None:
    assert who(empty, "president of Kenya", "2025-03-01").num_rows == 0

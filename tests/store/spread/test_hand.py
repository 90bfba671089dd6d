"""What a machine of the cluster says when it begins."""

from pathlib import Path

from dateline.coder import Coder
from dateline.errors import StoreError
from dateline.store import Store
from dateline.store.spread.hand import Hand
from tests.store.quick import QuickCoder


def quick(model: str | None) -> Coder:
    return QuickCoder()  # type: ignore[return-value]


def test_the_store_must_be_the_same_one(tmp_path: Path) -> None:
    """A folder of that name may be another one on another machine."""
    meant = Store.open(str(tmp_path / "meant"), create=True)
    other = Store.open(str(tmp_path / "other"), create=True)
    first = meant.commits()[0]
    assert Hand(meant.uri, {}, {})._begin(quick, None, first) == QuickCoder().info
    for uri, told in ((other.uri, "another store lies at"), (str(tmp_path / "none"), "there is no store at")):
        error = Hand(uri, {}, {})._begin(quick, None, first)
        assert isinstance(error, StoreError)
        assert told in str(error)

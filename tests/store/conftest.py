"""A coder that is quick, and a store to fill."""

from pathlib import Path

import pytest

from dateline.store import Store
from tests.store.quick import QuickCoder


@pytest.fixture
def quick_coder() -> QuickCoder:
    return QuickCoder()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(str(tmp_path / "store"), create=True)

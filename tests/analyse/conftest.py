import pytest

from dateline.store import Snapshot, Store
from tests.analyse.corpus import border_corpus, quiet_and_loud


@pytest.fixture(scope="session")
def border_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return border_corpus().written(str(tmp_path_factory.mktemp("border") / "store"))


@pytest.fixture(scope="session")
def border(border_store: Store) -> Snapshot:
    return border_store.at()


@pytest.fixture(scope="session")
def settled_border(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return border_corpus().settled(str(tmp_path_factory.mktemp("settled") / "store")).at()


@pytest.fixture(scope="session")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return quiet_and_loud().written(str(tmp_path_factory.mktemp("weeks") / "store")).at()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return Store.open(str(tmp_path_factory.mktemp("empty") / "store"), create=True).at()

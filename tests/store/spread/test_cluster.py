"""A cluster of two nodes on this machine: what it adds is what one process adds, whoever is killed meanwhile."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.engine.spread.files import find_files
from dateline.errors import SetupError, StoreError
from dateline.read import Entry, Issue, Options, read
from dateline.store import Store
from dateline.store.add import add
from tests.store.adding import series
from tests.store.quick import QuickCoder, contents
from tests.store.spread.crew import quick

pytest.importorskip("ray", reason="`make test-ray` installs it")

from bench.cluster import Killer, Nodes, nodes
from dateline.engine.spread.cluster import cluster
from dateline.store.spread.add import add_by_cluster

pytestmark = pytest.mark.ray

LAST = 300
SIZE = 20_000
"""Bytes of a shard: some twenty of the series."""

# The series has texts that are no English.
OPTIONS = Options(force=True)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The series as JSON lines: new reports, near-duplicates, second versions, broken lines, and such as fail."""
    path = tmp_path_factory.mktemp("reports") / "reports.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for read in series(0, LAST):
            stream.write("not JSON\n" if isinstance(read, Issue) else json.dumps(_row(read)) + "\n")
    return path


def _row(read: Entry) -> dict[str, str | None]:
    document = read.document
    known = {"url": document.url} if document.url else {"id": document.id}
    return {**known, "date": document.date, "text": document.text}


@pytest.fixture(scope="module")
def alone(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store.open(str(tmp_path_factory.mktemp("alone") / "store"), create=True)
    add(store, read([str(reports)], OPTIONS), QuickCoder())
    return store


@pytest.fixture(scope="module")
def pids(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pids")


@pytest.fixture(scope="module")
def both(pids: Path) -> Iterator[Nodes]:
    with nodes(pids) as both, cluster(both.address):
        yield both


def run(store: Store, reports: Path, seconds: float = 0, **options: object) -> None:
    files = find_files([str(reports)])
    add_by_cluster(store, files, OPTIONS, load=quick, model=str(seconds), size=SIZE, **options)  # type: ignore[arg-type]


def test_what_is_finished_is_not_read_again(both: Nodes, reports: Path, alone: Store, tmp_path: Path) -> None:
    """A run that ends in the middle, and one that goes on, though the first shard would be read otherwise now."""
    copy = tmp_path / "reports.jsonl"
    copy.write_bytes(reports.read_bytes().replace(b"FAULT", b"VAULT"))
    store = Store.open(str(tmp_path / "store"), create=True)
    seen = []

    def end_in_the_middle(read: Entry | Issue) -> None:
        seen.append(read)
        if len(seen) == 200:
            raise StoreError("the driver died")

    with pytest.raises(StoreError, match="the driver died"):
        run(store, copy, progress=end_in_the_middle)
    finished = store.at().table("shards").num_rows
    assert 2 <= finished < copy.stat().st_size // SIZE
    changed = copy.stat().st_mtime_ns
    with copy.open("r+b") as stream:
        stream.write(b"#" * 100)
    os.utime(copy, ns=(changed, changed))
    run(store, copy)
    assert not [issue for issue in store.at().table("issues").to_pylist() if issue["line"] == 1]
    copy.write_bytes(reports.read_bytes().replace(b"FAULT", b"VAULT"))
    one = Store.open(str(tmp_path / "one"), create=True)
    add(one, read([str(copy)], OPTIONS), QuickCoder())
    assert contents(store) == contents(one)


# The last: it kills a node.
def test_killed_worker_and_node(both: Nodes, pids: Path, reports: Path, alone: Store, tmp_path: Path) -> None:
    store = Store.open(str(tmp_path / "store"), create=True)
    # Those of the tests before are gone, and their numbers may be somebody else's.
    for path in pids.iterdir():
        path.unlink()
    killer = Killer(Path(store.uri), pids, both, LAST // 4, LAST // 2)
    killer.start()
    run(store, reports, 0.02)
    killer.close()
    assert [told.split(" at ")[0] for told in killer.told] == ["coder killed", "node killed"]
    assert contents(store) == contents(alone)


def test_no_cluster_there() -> None:
    with pytest.raises(SetupError, match="no Ray cluster at"), cluster("127.0.0.1:1"):
        pass

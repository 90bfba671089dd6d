"""The same store on S3-compatible storage: a moto server on this machine."""

import pyarrow as pa
import pytest

from dateline.errors import Overtaken
from dateline.store import TABLES, Store
from dateline.store.purge import purge


def issues(reason: str) -> pa.Table:
    return pa.Table.from_pylist([{"id": reason, "input": "feed", "reason": reason}], TABLES["issues"].schema)


def test_versions_on_s3(s3: dict[str, str]) -> None:
    store = Store.open("s3://archive/news", s3, create=True)
    with store.writing("add") as transaction:
        transaction.append("issues", issues("a"))
    again = Store.open("s3://archive/news", s3)
    assert again.at().sql("SELECT id FROM issues").to_pylist() == [{"id": "a"}]
    assert again.at(1).table("issues").num_rows == 0


def test_two_writers_on_s3(s3: dict[str, str]) -> None:
    store = Store.open("s3://archive/two", s3, create=True)

    def write_slowly() -> None:
        with store.writing("add") as slow:
            slow.append("issues", issues("slow"))
            with store.writing("add") as quick:
                quick.append("issues", issues("quick"))

    with pytest.raises(Overtaken):
        write_slowly()
    assert store.at().table("issues")["id"].to_pylist() == ["quick"]


def test_purge_on_s3(s3: dict[str, str]) -> None:
    store = Store.open("s3://archive/purged", s3, create=True)
    rows = [{"id": id, "month": "2026-03", "text": id} for id in ("kept", "gone")]
    with store.writing("add") as transaction:
        transaction.append("documents", pa.Table.from_pylist(rows, TABLES["documents"].schema))
    with store.writing("remove") as transaction:
        transaction.delete("documents", "id", ["gone"])
    purge(store.uri, store.options, ["gone"])
    assert store.at(2).table("documents")["id"].to_pylist() == ["kept"]

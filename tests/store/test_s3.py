"""The same store on S3-compatible storage: a moto server on this machine."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import boto3
import pyarrow as pa
import pytest

from dateline.errors import Overtaken
from dateline.store import TABLES, Store
from dateline.store.purge import purge


@pytest.fixture(scope="module")
def options() -> Iterator[dict[str, str]]:
    # A process of its own: deltalake holds Python's lock while it waits for an answer.
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    endpoint = f"http://127.0.0.1:{port}"
    _wait_for(port)
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}
    boto3.client("s3", endpoint_url=endpoint, **keys).create_bucket(Bucket="archive")
    yield {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
        "AWS_ALLOW_HTTP": "true",
    }
    server.terminate()
    server.wait()


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("moto's server did not start")


def issues(reason: str) -> pa.Table:
    return pa.Table.from_pylist([{"id": reason, "input": "feed", "reason": reason}], TABLES["issues"].schema)


def test_versions_on_s3(options: dict[str, str]) -> None:
    store = Store.open("s3://archive/news", options, create=True)
    with store.writing("add") as transaction:
        transaction.append("issues", issues("a"))
    again = Store.open("s3://archive/news", options)
    assert again.at().sql("SELECT id FROM issues").to_pylist() == [{"id": "a"}]
    assert again.at(1).table("issues").num_rows == 0


def test_two_writers_on_s3(options: dict[str, str]) -> None:
    store = Store.open("s3://archive/two", options, create=True)

    def write_slowly() -> None:
        with store.writing("add") as slow:
            slow.append("issues", issues("slow"))
            with store.writing("add") as quick:
                quick.append("issues", issues("quick"))

    with pytest.raises(Overtaken):
        write_slowly()
    assert store.at().table("issues")["id"].to_pylist() == ["quick"]


def test_purge_on_s3(options: dict[str, str]) -> None:
    store = Store.open("s3://archive/purged", options, create=True)
    rows = [{"id": id, "month": "2026-03", "text": id} for id in ("kept", "gone")]
    with store.writing("add") as transaction:
        transaction.append("documents", pa.Table.from_pylist(rows, TABLES["documents"].schema))
    with store.writing("remove") as transaction:
        transaction.delete("documents", "id", ["gone"])
    purge(store.uri, store.options, ["gone"])
    assert store.at(2).table("documents")["id"].to_pylist() == ["kept"]

"""Inputs and a store on S3-compatible storage: added by a cluster as local files are by one process."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.fs as fs
import pytest

from dateline.engine.spread.files import File, find_files
from dateline.engine.spread.shards import Shard, cut
from dateline.engine.spread.stretch import End, Reading
from dateline.read import Entry, Issue, Options, read
from dateline.store import Store
from dateline.store.add import add
from dateline.store.documents import Item
from dateline.store.schema import TOLD
from dateline.store.spread.book import Book, finished_shards
from dateline.store.spread.course import Course
from dateline.store.summary import Summary
from tests.store.quick import QuickCoder, contents, told
from tests.store.spread.fakes import FakeCoders

OPTIONS = Options(force=True)
SIZE = 2_000
"""Bytes of a shard: some reports."""
FOLDER = "archive/news/2026"


@pytest.fixture
def local(s3: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of JSON lines, whose copies lie on S3."""
    for name, value in s3.items():
        monkeypatch.setenv(name, value)
    endpoint = s3["AWS_ENDPOINT_URL"].removeprefix("http://")
    objects = fs.S3FileSystem(endpoint_override=endpoint, scheme="http", region=s3["AWS_REGION"])
    folder = tmp_path / "news"
    folder.mkdir()
    for first, name in ((0, "a"), (6, "b")):
        rows = [{"id": f"n{n}", "date": "2026-03-02", "text": told(n)} for n in range(first, first + 6)]
        lines = "".join(json.dumps(row) + "\n" for row in rows[:4]) + "not JSON\n" + json.dumps(rows[4]) + "\n"
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
        with objects.open_output_stream(f"{FOLDER}/{name}.jsonl") as stream:
            stream.write(lines.encode())
    return folder


def read_here(shards: Iterable[Shard]) -> Iterator[Item | Issue | End]:
    """What the machines of a cluster do, in this process."""
    for shard in shards:
        reading = Reading(shard, OPTIONS)
        for thing in reading:
            yield Item.of(thing) if isinstance(thing, Entry) else thing
        yield End(shard, reading.lines)


def from_s3(folder: Path) -> Iterator[Entry | Issue]:
    """The local files under the names that they have on S3."""
    for name in ("a", "b"):
        for thing in read([str(folder / f"{name}.jsonl")], OPTIONS):
            yield replace(thing, input=f"s3://{FOLDER}/{name}.jsonl")


def test_from_s3_to_s3(local: Path, s3: dict[str, str], tmp_path: Path) -> None:
    one = Store.open(str(tmp_path / "one"), create=True)
    add(one, from_s3(local), QuickCoder())
    # Without options: the environment tells where it is.
    store = Store.open("s3://archive/spread", create=True)
    files = [file for file in find_files([f"s3://{FOLDER}/*.jsonl"]) if isinstance(file, File)]
    shards = [shard for file in files for shard in cut(file, OPTIONS, SIZE)]
    assert len(shards) > len(files)
    book = Book(shards, OPTIONS, {}, "run")
    Course(store, book.read(read_here), FakeCoders(store), Summary("run"), lambda read: None).run()
    found, wanted = contents(store), contents(one)
    # Settling, which takes most of the time there is, knows nothing of where a store lies.
    assert {name: found[name] for name in TOLD} == {name: wanted[name] for name in TOLD}
    assert found["issues"] == wanted["issues"]
    assert finished_shards(store.at()).keys() == {shard.id(OPTIONS) for shard in shards}

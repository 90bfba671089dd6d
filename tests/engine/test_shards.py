"""Inputs cut into shards: read one by one, they hold what the whole file holds."""

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dateline.engine.spread.files import File, find_files
from dateline.engine.spread.shards import Shard, cut
from dateline.engine.spread.stretch import Reading
from dateline.errors import UsageError
from dateline.read import Entry, Issue, Options, read
from tests.store.quick import told

OPTIONS = Options(force=True)


def file_of(path: Path) -> File:
    (file,) = find_files([str(path)])
    assert isinstance(file, File)
    return file


def rows(number: int) -> list[dict[str, str]]:
    return [{"id": f"n{n}", "date": "2026-03-02", "text": told(n)[: 40 + n * 7 % 90]} for n in range(number)]


def read_shards(path: Path, size: int) -> list[Entry | Issue]:
    """What all shards hold, with the lines that it has in the file."""
    found: list[Entry | Issue] = []
    before = 0
    for shard in cut(file_of(path), OPTIONS, size):
        reading = Reading(shard, OPTIONS)
        for one in reading:
            line = one.line + before if one.line is not None else None
            found.append(
                Entry(one.input, line, one.document)
                if isinstance(one, Entry)
                else Issue(one.input, line, one.reason, one.coded)
            )
        before += reading.lines
    return found


@pytest.mark.parametrize("size", [1, 50, 101, 400, 10_000])
@pytest.mark.parametrize("end", ["", "\n", "\n\n  \n", "not JSON"])
def test_json_lines(size: int, end: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [json.dumps(row) for row in rows(12)]
    lines[3] = "{broken"
    lines.insert(5, "")
    path.write_text("\n".join(lines) + end, encoding="utf-8")
    assert read_shards(path, size) == list(read([str(path)], OPTIONS))


def test_a_line_longer_than_shards(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    long = {"id": "long", "date": "2026-03-02", "text": "The envoys met. " * 400}
    path.write_text("\n".join(json.dumps(row) for row in [*rows(2), long, *rows(2)]), encoding="utf-8")
    assert len(list(cut(file_of(path), OPTIONS, 500))) > 10
    assert read_shards(path, 500) == list(read([str(path)], OPTIONS))


@pytest.mark.parametrize("size", [1, 700, 100_000])
def test_parquet(size: int, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_pylist(rows(40)), path, row_group_size=7)
    shards = list(cut(file_of(path), OPTIONS, size))
    assert (shards[0].unit, len(shards) > 1) == (("row groups", True) if size < path.stat().st_size else (None, False))
    assert read_shards(path, size) == list(read([str(path)], OPTIONS))


def test_packed_lines_and_others_are_one_shard(tmp_path: Path) -> None:
    packed = tmp_path / "a.jsonl.gz"
    packed.write_bytes(gzip.compress("\n".join(json.dumps(row) for row in rows(30)).encode()))
    broken = tmp_path / "b.parquet"
    broken.write_bytes(b"PAR1" + b"no table" * 20)
    table = tmp_path / "c.csv"
    table.write_text("id,date,text\n" + "".join(f'{n},2026-03-02,"{told(n)}"\n' for n in range(9)), encoding="utf-8")
    for path in (packed, broken, table):
        assert [shard.unit for shard in cut(file_of(path), OPTIONS, 10)] == [None]
        assert read_shards(path, 10) == list(read([str(path)], OPTIONS))


def test_a_shard_is_known_by_what_is_read_and_how(tmp_path: Path) -> None:
    file = File("a.jsonl", "/news/a.jsonl", 100, 7)
    ids = {
        Shard(file).id(OPTIONS),
        Shard(file, "bytes", 0, 50).id(OPTIONS),
        Shard(file, "bytes", 50, 100).id(OPTIONS),
        Shard(File("a.jsonl", "/news/a.jsonl", 100, 8)).id(OPTIONS),
        Shard(file).id(Options(fields={"text": "body"})),
    }
    assert len(ids) == 5
    assert Shard(File("a.jsonl", "/elsewhere/a.jsonl", 100, 7)).id(OPTIONS) in ids


@pytest.mark.parametrize("name", ["-", "https://paper.example/rss", "sources.toml"])
def test_what_only_one_machine_can_read(name: str) -> None:
    with pytest.raises(UsageError, match="--engine ray reads files"):
        list(find_files([name]))


def test_names_in_the_order_of_reading(tmp_path: Path) -> None:
    for name in ("b/2.jsonl", "a.jsonl", "b/1.txt", "b/note.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps(rows(1)[0]), encoding="utf-8")
    names = [str(tmp_path), str(tmp_path / "*.none"), str(tmp_path / "missing.jsonl")]
    found = list(find_files(names))
    assert [file.name.removeprefix(f"{tmp_path}/") for file in found if isinstance(file, File)] == [
        "a.jsonl",
        "b/1.txt",
        "b/2.jsonl",
        "missing.jsonl",
    ]
    assert [issue for issue in found if isinstance(issue, Issue)] == [
        one for one in read([names[1]], OPTIONS) if isinstance(one, Issue)
    ]
    (missing,) = find_files(names[2:])
    assert isinstance(missing, File)
    assert list(Reading(Shard(missing), OPTIONS)) == list(read(names[2:], OPTIONS))

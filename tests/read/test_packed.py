"""gzip, bytes at hand, and how the format is told."""

import csv
import gzip
import io
import json
from pathlib import Path

import pytest

from dateline.read import FORMATS, Options, read, read_bytes
from dateline.read.gunzip import RATIO
from tests.read.samples import TEXT, atom, entries, issues, jsonl, news_item, of, only_issue, page, response, rss

ROW = json.dumps({"text": TEXT, "date": "2024-05-07"})
ITEM = f"<description>{TEXT}</description><pubDate>2024-05-07</pubDate>"
CONTENT = f"<inlineData>{TEXT}</inlineData>"

FILES = [
    ("a.txt.gz", gzip.compress(TEXT.encode(), mtime=0)),
    ("a.json.gz", gzip.compress(ROW.encode(), mtime=0)),
    ("a.jsonl.gz", gzip.compress(ROW.encode(), mtime=0)),
    ("a.csv.gz", gzip.compress(f"text,date\n{TEXT},2024-05-07".encode(), mtime=0)),
    ("a.html.gz", gzip.compress(page(), mtime=0)),
    ("a.xml.gz", gzip.compress(rss(ITEM).encode(), mtime=0)),
    ("a.tsv", f"text\tdate\n{TEXT}\t2024-05-07".encode()),
    ("a.rss", rss(ITEM).encode()),
    ("a.atom", atom(f"<summary>{TEXT}</summary><published>2024-05-07</published>").encode()),
    ("a.xml", news_item(CONTENT).encode()),
    ("a.warc", response("https://herald.example/1", page())),
    ("a.warc.gz", gzip.compress(response("https://herald.example/1", page()), mtime=0)),
    ("a.csv", gzip.compress(f"text,date\n{TEXT},2024-05-07".encode(), mtime=0)),
]


@pytest.mark.parametrize(("name", "data"), FILES, ids=[row[0] for row in FILES])
def test_files_of_a_folder(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"no report", mtime=0))
    (entry,) = entries(list(read([str(tmp_path)], Options(date="2024-05-07"))))
    assert TEXT in entry.document.text
    assert Path(entry.input).name == name


def test_xml_that_is_no_news_is_an_issue(tmp_path: Path) -> None:
    (tmp_path / "pom.xml").write_text("<project/>", encoding="utf-8")
    assert "outermost element is <project>" in only_issue(list(read([str(tmp_path)]))).reason


@pytest.mark.parametrize("cut", [10, 2000])
def test_truncated_lines_keep_what_could_be_read(cut: int) -> None:
    data = gzip.compress(jsonl(2000), mtime=0)
    whole = entries(of(data, "a.jsonl.gz"))
    found = of(data[:-cut], "a.jsonl.gz")
    assert len(whole) == 2000
    assert 0 < len(entries(found)) <= 2000
    assert [item.document for item in entries(found)] == [item.document for item in whole[: len(entries(found))]]
    assert [item.reason.split(":")[0] for item in issues(found)] == ["truncated gzip"]


def test_truncated_table_keeps_what_could_be_read() -> None:
    out = io.StringIO()
    csv.writer(out).writerows([("text", "date"), *((f"{TEXT} {n}", "2024-05-07") for n in range(3000))])
    found = of(gzip.compress(out.getvalue().encode(), mtime=0)[:-500], "a.csv.gz")
    assert 1000 < len(entries(found)) < 3000
    assert [item.reason.split(":")[0] for item in issues(found)] == ["truncated gzip"]


BROKEN = [
    ("only a mark", b"\x1f\x8b", "truncated gzip"),
    ("no gzip after the mark", b"\x1f\x8b" + b"x" * 50, "broken gzip"),
    ("garbage after a member", gzip.compress(ROW.encode(), mtime=0) + b"garbage of some length", "broken gzip"),
    ("wrong sum", gzip.compress(TEXT.encode(), mtime=0)[:-8] + b"\0" * 8, "broken gzip"),
    ("empty inside", gzip.compress(b"", mtime=0), "empty"),
    ("page cut off", gzip.compress(page(), mtime=0)[:-30], "truncated gzip"),
]


@pytest.mark.parametrize(("why", "data", "reason"), BROKEN, ids=[row[0] for row in BROKEN])
def test_broken_gzip(why: str, data: bytes, reason: str) -> None:
    assert reason in issues(of(data, "a.gz"))[-1].reason


BOMBS = [gzip.compress(part * 200_000, mtime=0) for part in (b"a" * 200, b"<a>" * 70, b" " * 99 + b"\n")]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("bomb", BOMBS, ids=["letters", "tags", "lines"])
def test_bombs_are_refused(format: str, bomb: bytes) -> None:
    issue = only_issue(of(bomb, "a.gz", format=format))
    assert not issue.coded


def test_bomb_of_lines_names_the_limit() -> None:
    data = gzip.compress(jsonl(1) + (b" " * 99 + b"\n") * 400_000)
    found = of(data, "a.jsonl.gz")
    assert len(entries(found)) == 1
    assert f"more than {RATIO} times its size" in issues(found)[0].reason


def test_padding_after_gzip_is_passed_over() -> None:
    assert len(entries(of(gzip.compress(ROW.encode(), mtime=0) + b"\0" * 512, "a.jsonl.gz"))) == 1


TYPES = [
    ("text/html; charset=utf-8", f"<article><h1>Pact</h1><p>{TEXT} {TEXT}</p></article>", 1),
    ("text/plain", rss(ITEM), 1),
    ("application/xml", rss(ITEM), 1),
    ("text/html", rss(ITEM, ITEM), 2),
    ("application/json", ROW, 1),
    ("text/csv", f"content\n{TEXT}\n", 1),
    ("application/gzip", gzip.compress(ROW.encode(), mtime=0), 1),
    (None, page(), 1),
    ("TEXT/PLAIN", TEXT, 1),
]


@pytest.mark.parametrize(("content_type", "data", "count"), TYPES)
def test_bytes_with_a_content_type(content_type: str | None, data: str | bytes, count: int) -> None:
    found = of(data, "https://herald.example/news", content_type, date="2024-05-07")
    assert len(entries(found)) == count
    assert {item.input for item in found} == {"https://herald.example/news"}


def test_bytes_from_a_stream() -> None:
    assert len(entries(list(read_bytes(io.BytesIO(jsonl(3)), "a.jsonl")))) == 3


def test_map_holds_only_where_inputs_name_their_fields() -> None:
    assert len(entries(of(rss(ITEM), fields={"text": "story"}))) == 1
    assert len(entries(of(TEXT, "a.txt", fields={"text": "story"}, date="2024-05-07"))) == 1

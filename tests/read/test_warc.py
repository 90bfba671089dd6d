"""Web archives: which records are read, and archives that are cut off or hostile."""

import gzip

import pytest

from dateline.read.options import MAX_BYTES
from tests.read.samples import SECOND, entries, issues, of, only_issue, page, record, response

FIRST = response("https://herald.example/1", page())
OTHER = response("https://herald.example/2", page(SECOND))
ARCHIVE = (
    record("warcinfo", b"software: none\r\n", "Content-Type: application/warc-fields\r\n")
    + record("request", b"GET / HTTP/1.1\r\n\r\n", "Content-Type: application/http; msgtype=request\r\n")
    + FIRST
    + response("https://herald.example/logo.png", b"\x89PNG", "image/png")
    + response("https://herald.example/gone", page(), status="404 Not Found")
    + OTHER
)
MEMBERS = gzip.compress(ARCHIVE[:900], mtime=0) + gzip.compress(ARCHIVE[900:], mtime=0)


@pytest.mark.parametrize("data", [ARCHIVE, gzip.compress(ARCHIVE, mtime=0), MEMBERS], ids=["plain", "gzip", "members"])
def test_pages_of_an_archive(data: bytes) -> None:
    found = of(data)
    assert [(item.line, item.document.url) for item in entries(found)] == [
        (3, "https://herald.example/1"),
        (6, "https://herald.example/2"),
    ]
    assert issues(found) == []
    assert entries(found)[0].document.date == "2024-05-07"
    assert entries(found)[0].document.title == "Pact signed"


def test_day_of_the_crawl_where_the_page_tells_none() -> None:
    remark, entry = of(response("https://herald.example/1", page(published=None)))
    assert entries([entry])[0].document.date == "2024-05-09"
    assert issues([remark])[0].coded
    assert "the day of the crawl was taken: 2024-05-09 (https://herald.example/1)" in issues([remark])[0].reason


def test_date_line_goes_before_the_day_of_the_crawl() -> None:
    (entry,) = of(response("https://herald.example/1", page("NAIROBI, May 3, 2024 (Wire) — Kenya spoke.", None)))
    assert entries([entry])[0].document.date == "2024-05-03"


def test_charset_that_the_server_tells() -> None:
    body = page("The café in Nairobi opened, the minister said.").decode().encode("iso-8859-1")
    (entry,) = of(response("https://herald.example/1", body, "text/html; charset=iso-8859-1"))
    assert "café" in entries([entry])[0].document.text


BOMB = gzip.compress(b"x" * (MAX_BYTES + 9), mtime=0)
PACKED = gzip.compress(page(), mtime=0)
ONE = [
    ("packed page", response("u", PACKED, "text/html\r\nContent-Encoding: gzip"), None),
    ("page in chunks", response("u", b"%x\r\n%b\r\n0\r\n\r\n" % (len(page()), page()),
     "text/html\r\nTransfer-Encoding: chunked"), None),
    ("bomb", response("u", BOMB, "text/html\r\nContent-Encoding: gzip"), "a gzip bomb"),
    ("packed page cut off", response("u", PACKED[:-40], "text/html\r\nContent-Encoding: gzip"), "truncated gzip"),
    ("unknown packing", response("u", b"x", "text/html\r\nContent-Encoding: br"), 'packed with "br"'),
    ("no article", response("u", b"<html></html>"), "no article found in the page: save its text and give that (u)"),
    ("long record", response("u", b"x" * (MAX_BYTES + 1)), "too long: a record"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "data", "reason"), ONE, ids=[row[0] for row in ONE])
def test_one_record_does_not_spoil_the_next(why: str, data: bytes, reason: str | None) -> None:
    found = of(data + OTHER)
    assert entries(found)[-1].document.url == "https://herald.example/2"
    assert len(found) == 2
    assert [reason in item.reason for item in issues(found)] == ([True] if reason else [])


BROKEN = [
    ("cut off in a page", (FIRST + OTHER)[:-100], 1, "truncated archive: it ends within record 2"),
    ("cut off in the HTTP headers", FIRST + OTHER[:280], 1, "truncated archive: it ends within record 2"),
    ("cut off in gzip", gzip.compress(FIRST, mtime=0) + gzip.compress(OTHER, mtime=0)[:-60], 1, "truncated gzip"),
    ("garbage between records", FIRST + b"garbage\r\n\r\n" + OTHER, 1, "broken archive after record 1"),
    ("no page", record("warcinfo", b"x"), 0, "none of its 1 records is an HTML response"),
    ("a length too great", FIRST + OTHER.replace(b"Content-Length: ", b"Content-Length: 99"), 1, "truncated archive"),
]


@pytest.mark.parametrize(("why", "data", "good", "reason"), BROKEN, ids=[row[0] for row in BROKEN])
def test_broken_archives(why: str, data: bytes, good: int, reason: str) -> None:
    found = of(data)
    assert len(entries(found)) == good
    assert [reason in item.reason for item in issues(found)] == [True], issues(found)
    assert len(found) == good + 1


def test_no_archive() -> None:
    assert "broken archive" in only_issue(of(b"WARC/1.0 but no more")).reason

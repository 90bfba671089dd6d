"""Invented reports, and the formats that they come in."""

import datetime
import io
import json
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.read import Entry, Issue, Options, read_bytes

TEXT = "Kenya and Uganda signed a pact on Tuesday."
SECOND = "Chile recalled its ambassador from Peru on Monday."

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Lake Herald</title><link>https://herald.example/</link>{items}</channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title type="text">Coast Wire</title>{items}</feed>"""

NEWS_ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:wire.example:2024:pact"
 version="1" standard="NewsML-G2" standardversion="2.30" xml:lang="en-GB"><catalogRef href="http://wire.example/catalog.xml"/>
<itemMeta><itemClass qcode="ninat:{kind}"/><provider qcode="nprov:WIRE"><name>Coast Wire</name></provider>
<versionCreated>2024-05-08T06:00:00Z</versionCreated><pubStatus qcode="stat:{status}"/></itemMeta>
<contentMeta><contentCreated>2024-05-07T21:00:00+03:00</contentCreated><by>By Amina Wekesa</by>
<headline>Pact signed</headline></contentMeta><contentSet>{content}</contentSet></newsItem>"""


def of(data: bytes | str, name: str = "input", content_type: str | None = None, **options: Any) -> list[Entry | Issue]:
    """What reading these bytes yields."""
    data = data.encode("utf-8") if isinstance(data, str) else data
    return list(read_bytes(data, name, Options(today=datetime.date(2024, 6, 1), **options), content_type))


def entries(found: list[Entry | Issue]) -> list[Entry]:
    return [item for item in found if isinstance(item, Entry)]


def issues(found: list[Entry | Issue]) -> list[Issue]:
    return [item for item in found if isinstance(item, Issue)]


def only_issue(found: list[Entry | Issue]) -> Issue:
    assert len(found) == 1, found
    assert isinstance(found[0], Issue)
    return found[0]


def rss(*items: str) -> str:
    return RSS.format(items="".join(f"<item>{item}</item>" for item in items))


def atom(*items: str) -> str:
    return ATOM.format(items="".join(f"<entry>{item}</entry>" for item in items))


def news_item(content: str, kind: str = "text", status: str = "usable") -> str:
    return NEWS_ITEM.format(content=content, kind=kind, status=status)


def page(text: str = TEXT, published: str | None = "2024-05-07T09:00:00Z") -> bytes:
    date = f'<meta property="article:published_time" content="{published}">' if published else ""
    return f"""<!DOCTYPE html><html lang="en"><head><title>Pact signed</title>{date}</head><body><nav>Home</nav>
<article><h1>Pact signed</h1><p>{text} {text}</p><p>The pact covers trade and transit between the two neighbours, the
ministry in Nairobi said in a statement.</p></article></body></html>""".encode()


def response(url: str, body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    return record("response", http, f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n")


def record(kind: str, block: bytes, headers: str = "") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0a1b2c3d-0000-4000-8000-00000000000{len(kind)}>"
        f"\r\nWARC-Date: 2024-05-09T10:00:00Z\r\n{headers}Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def parquet(table: pa.Table, **options: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


def jsonl(count: int) -> bytes:
    rows = ({"id": f"report-{n}", "text": f"{TEXT} It is pact {n}.", "date": "2024-05-07"} for n in range(count))
    return "".join(json.dumps(row) + "\n" for row in rows).encode()

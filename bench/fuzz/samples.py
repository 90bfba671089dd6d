"""Whole inputs of each format, invented, with the parts that readers look for."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import date
from typing import Final

import pyarrow as pa

from dateline.read.options import Format
from tests.read.samples import TEXT, atom, jsonl, news_item, page, parquet, record, response, rss

LONGER: Final = f"NAIROBI, May 7, 2024 (Coast Wire) — {TEXT} Chile’s “envoy” left Peru on Monday, ministers said. " * 3

ITEM: Final = f"""<title>Pact</title><link>https://a.example/?a=1&amp;b=2</link><guid isPermaLink="false">g</guid>
<author>desk@a.example (A. Writer)</author><pubDate>Tue, 07 May 2024 10:00:00 GMT</pubDate>
<description>{LONGER}</description>
<content:encoded><![CDATA[<p>{LONGER}</p><p>More &nbsp; of it</p>]]></content:encoded>"""

ENTRY: Final = f"""<title type="html">Pact</title><id>u:1</id><link href="https://a.example/1"/>
<author><name>A. Writer</name></author><updated>2024-05-07T10:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>{LONGER}</p></div></content>"""

XHTML: Final = f"""<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>
<p>{LONGER}</p></body></html></inlineXML>"""

NITF: Final = f"""<inlineXML><nitf><body><body.head><byline>By A. Writer</byline></body.head><body.content>
<p>{LONGER}</p></body.content></body></nitf></inlineXML>"""

DATA: Final = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"datePublished": "2024-05-07", "author": [{"name": "A. Writer"}], "publisher": {"name": "Wire"}}</script>
<meta name="author" content="A. Writer"><time datetime="2024-05-07">7 May</time>"""

NINJS: Final = (
    {"uri": "https://a.example/1", "type": "text", "versioncreated": "2024-05-07T09:00:00Z", "headline": "Pact",
     "body_xhtml": f"<p>{LONGER}</p>"},
    {"uri": "u:1", "standard": {"name": "ninjs"}, "bodies": [{"contentType": "text/html", "value": f"<p>{LONGER}</p>"}],
     "headlines": [{"role": "main", "value": "Pact"}], "contentCreated": "2024-05-07",
     "infoSources": [{"name": "Wire"}]},
)  # fmt: skip


def samples() -> Iterator[tuple[Format | None, bytes]]:
    """The inputs with their formats; None where the content has to tell."""
    yield "text", f"Published: 7 May 2024 10:15 GMT\n\n{LONGER}\n\n© 2024 Coast Wire".encode()
    yield "text", f"NAIROBI, May 7 (Coast Wire) — {LONGER} It began in 2023 and on May 3, 2024.".encode()
    yield "json", json.dumps([{"text": LONGER, "date": "2024-05-07", "title": "Pact"}, {"text": TEXT}, 7]).encode()
    yield "jsonl", jsonl(3)
    yield "csv", f'id,text,date,title\r\n1,"{LONGER}",2024-05-07,"A ""pact"""\r\n2,{TEXT},x,\r\n'.encode()
    yield "csv", f"headline\tbody\tpublished\nPact\t{LONGER}\t2024-05-07\n".encode()
    yield "parquet", parquet(pa.table({"text": [LONGER, None, TEXT], "date": [date(2024, 5, 7), None, None]}))
    yield "parquet", parquet(pa.table({"body": [LONGER] * 20}), use_dictionary=False, compression="none")
    yield "feed", rss(ITEM, ITEM).encode()
    yield "feed", atom(ENTRY).encode()
    yield "newsml", news_item(XHTML).encode()
    yield None, news_item(NITF).encode()
    yield "ninjs", json.dumps(NINJS[0]).encode()
    yield None, "\n".join(map(json.dumps, NINJS)).encode()
    yield from _pages()


def _pages() -> Iterator[tuple[Format | None, bytes]]:
    """A page alone, and in an archive as servers send it: plain, in chunks, packed."""
    told = page(LONGER).replace(b"<head>", b"<head>" + DATA.encode())
    ok = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    chunked = ok + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(told), told)
    packed = ok + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(told, mtime=0)
    address = "WARC-Target-URI: https://a.example/2\r\nContent-Type: application/http; msgtype=response\r\n"
    yield "html", told
    yield None, told
    records = (record("response", block, address) for block in (chunked, packed))
    yield "warc", response("https://a.example/1", told) + b"".join(records)

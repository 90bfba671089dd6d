"""Feeds: what an item becomes, and feeds that are broken or hostile."""

import html
import io
import time
from collections.abc import Callable
from itertools import islice

import pytest

from dateline.read.feed import read_feed
from tests.read.samples import ATOM, RSS, TEXT, atom, entries, issues, news_item, of, only_issue, rss

LONG = f"{TEXT} " * 12
DATE = "<pubDate>Tue, 07 May 2024 09:00:00 GMT</pubDate>"


def test_rss_item() -> None:
    (entry,) = entries(
        of(
            rss(
                f"<title>Pact &amp; trade</title><link>https://herald.example/pact?a=1&amp;b=2</link>{DATE}"
                f'<guid isPermaLink="false">h-17</guid><dc:creator>Amina Wekesa</dc:creator>'
                f"<description>Two lines.</description>"
                f"<content:encoded><![CDATA[<p>{TEXT}</p><script>x()</script><ul><li>Trade</li><li>Transit</li></ul>]]>"
                "</content:encoded>"
            )
        )
    )
    document = entry.document
    assert entry.line == 1
    assert document.text == f"{TEXT}\nTrade\nTransit"
    assert (document.title, document.date, document.byline) == ("Pact & trade", "2024-05-07", "Amina Wekesa")
    assert (document.id, document.source) == ("h-17", "The Lake Herald")
    assert document.url == "https://herald.example/pact?a=1&b=2"


def test_atom_entry() -> None:
    xhtml = f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TEXT}</p><p>More.</p></div></content>'
    (entry,) = entries(
        of(
            atom(
                "<id>tag:wire.example,2024:1</id><title>Pact</title><published>2024-05-07T09:00:00Z</published>"
                "<updated>2024-05-09T09:00:00Z</updated><author><name>A. Wekesa</name></author><author><name>B. Odour"
                f'</name></author><link rel="self" href="x"/><link href="https://wire.example/1"/>{xhtml}'
            )
        )
    )
    document = entry.document
    assert (document.text, document.date, document.byline) == (f"{TEXT}\nMore.", "2024-05-07", "A. Wekesa, B. Odour")
    assert (document.id, document.url) == ("tag:wire.example,2024:1", "https://wire.example/1")
    assert document.source == "Coast Wire"


def test_rss_1() -> None:
    data = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Old Wire</title></channel>
    <item rdf:about="https://old.example/1"><title>Pact</title><link>https://old.example/1</link>
    <description>{TEXT}</description><dc:date>2004-05-07</dc:date></item></rdf:RDF>"""
    (entry,) = entries(of(data))
    assert (entry.document.text, entry.document.date) == (TEXT, "2004-05-07")
    assert (entry.document.source, entry.document.id) == ("Old Wire", "https://old.example/1")


ITEMS = [
    ("bare ampersand and HTML's entities", "<description>Kenya&nbsp;& Uganda signed a caf&eacute; pact.</description>",
     "text", "Kenya\xa0& Uganda signed a café pact."),
    ("escaped HTML", "<description>&lt;p&gt;Kenya spoke.&lt;/p&gt;&lt;p&gt;Uganda spoke.&lt;/p&gt;</description>",
     "text", "Kenya spoke.\nUganda spoke."),
    ("AT&T in CDATA", "<description><![CDATA[AT&T met Kenya.]]></description>", "text", "AT&T met Kenya."),
    ("plain text keeps its lines", "<description>Kenya spoke.\n\nUganda spoke.</description>",
     "text", "Kenya spoke.\n\nUganda spoke."),
    ("line of another paper", f"<description>{TEXT}</description><source url='https://a.example'>Hill Post</source>",
     "source", "Hill Post"),
    ("address as byline", f"<description>{TEXT}</description><author>desk@herald.example (B. Odour)</author>",
     "byline", "B. Odour"),
    ("guid as link", f"<description>{TEXT}</description><guid>https://herald.example/9</guid>",
     "url", "https://herald.example/9"),
    ("link in CDATA", f"<description>{TEXT}</description><link><![CDATA[https://h.example/?a=1&b=2]]></link>",
     "url", "https://h.example/?a=1&b=2"),
    ("picture's title is not the item's", f"<media:title xmlns:media='m'>Photo</media:title><title>Pact</title>"
     f"<description>{TEXT}</description>", "title", "Pact"),
    ("control character", f"<description>{TEXT}\x0b</description><title>Pact</title>", "title", "Pact"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "item", "field", "value"), ITEMS, ids=[row[0] for row in ITEMS])
def test_items(why: str, item: str, field: str, value: str) -> None:
    (entry,) = entries(of(rss(item + DATE)))
    assert getattr(entry.document, field) == value


@pytest.mark.parametrize(("texts", "which"), [((TEXT, TEXT, LONG), "some"), ((TEXT, TEXT), "all")])
def test_teasers_are_read_and_told_once(texts: tuple[str, ...], which: str) -> None:
    found = of(rss(*[f"<description>{text}</description>{DATE}" for text in texts]))
    assert len(entries(found)) == len(texts)
    (remark,) = issues(found)
    assert remark.coded
    assert remark.reason.startswith(f"{which} items give no more than a teaser")


def test_bad_item_between_good_ones() -> None:
    full = f"<description>{LONG}</description>{DATE}"
    found = of(rss(full, f"<title>Nothing</title><link>https://herald.example/2</link>{DATE}", full))
    assert [item.line for item in found] == [1, 2, 3]
    assert issues(found)[0].reason == "empty (https://herald.example/2)"


def laughs(tail: str) -> str:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{lines}]>{tail}'


BODY = "<rss><channel><item><description>&l9;</description></item></channel></rss>"
ENTITIES = [
    ("billion laughs", laughs(BODY)),
    ("a long entity", f'<!DOCTYPE rss [<!ENTITY l9 "{"ha" * 50_000}">]>' + BODY.replace("&l9;", "&l9;" * 900)),
    ("file", '<!DOCTYPE rss [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>' + BODY),
    ("address", '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">' + BODY),
    ("parameter entities", '<!DOCTYPE rss [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>' + BODY),
    ("UTF-16", laughs(BODY).replace("1.0", '1.0" encoding="utf-16')),
]  # fmt: skip


@pytest.mark.parametrize("options", [{}, {"format": "feed"}, {"format": "newsml"}])
@pytest.mark.parametrize(("why", "data"), ENTITIES, ids=[row[0] for row in ENTITIES])
def test_document_types_are_refused_at_once(why: str, data: str, options: dict[str, str]) -> None:
    begun = time.monotonic()
    issue = only_issue(of(data.encode("utf-16" if why == "UTF-16" else "utf-8"), "a.xml", "application/xml", **options))
    assert time.monotonic() - begun < 2
    assert "declares a document type" in issue.reason or (why == "UTF-16" and not options)
    assert not issue.coded


def test_entities_that_nobody_declares_are_not_expanded() -> None:
    (entry,) = entries(of(rss(f"<description>{TEXT} &lol;</description>{DATE}")))
    assert entry.document.text == f"{TEXT} &lol;"


WHOLE = rss(*[f"<guid>{n}</guid><description>{LONG}</description>{DATE}" for n in range(4)])
BROKEN = [
    ("cut off", WHOLE[: WHOLE.index("<guid>2") + 60], 2, "cut off"),
    ("nothing after the mark", RSS.partition("<rss")[0], 0, "XML"),
    ("another kind of XML", "<opml><body><outline/><item/></body></opml>", 0, "outermost element is <opml>"),
    ("a feed without items", rss(), 0, "empty"),
    ("no XML", "This is no feed.", 0, "not XML"),
    ("empty", "", 0, "empty"),
    ("a comment without end", "<!-- " + "x" * 400_000, 0, "no element within"),
    ("an item of many elements", rss("<a/>" * 30_000), 0, "an item may have 20,000 elements"),
    ("brackets nested deep", ATOM.format(items="<entry>" * 5000), 0, "cut off"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "data", "good", "reason"), BROKEN, ids=[row[0] for row in BROKEN])
def test_broken_feeds(why: str, data: str, good: int, reason: str) -> None:
    found = of(data, format="feed")
    assert len(entries(found)) == good
    assert reason in issues(found)[-1].reason
    assert len(issues(found)) == 1


def test_ten_thousand_items() -> None:
    items = (f"<guid>{n}</guid><content:encoded>&lt;p>{LONG}</content:encoded>{DATE}" for n in range(10_000))
    read = list(read_feed(io.BytesIO(rss(*items).encode())))
    assert [line for line, _ in read] == list(range(1, 10_001))
    assert isinstance(read[-1][1], dict)
    assert (read[-1][1]["id"], read[-1][1]["text"]) == ("9999", LONG.strip())


def test_items_come_as_the_feed_is_read() -> None:
    endless = Endless(rss("").partition("<item>")[0], f"<item><title>{LONG}</title></item>")
    *_, (line, _) = islice(read_feed(io.BufferedReader(endless, 2**17)), 5_000)
    assert line == 5_000


class Endless(io.RawIOBase):
    """A feed whose items never end."""

    def __init__(self, head: str, item: str) -> None:
        super().__init__()
        self._head = head.encode()
        self._items = item.encode() * 100

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        part = self._head or self._items
        self._head = b""
        buffer[: len(part)] = part
        return len(part)

    def readable(self) -> bool:
        return True


@pytest.mark.parametrize("author", ["@" * 200_000, "a@" * 100_000, "a@b " * 50_000])
def test_an_author_that_does_not_end(author: str) -> None:
    began = time.process_time()
    found = of(rss(f"<description>{TEXT}</description><author>{author}</author>"))
    assert time.process_time() - began < 5
    assert len(entries(found)) == 1


@pytest.mark.parametrize("half", ["&#xD800;", "&#xdfff;", "&#55296;", "&#57343;", "&#x000DabC;", "&#0056000;"])
def test_half_of_a_surrogate_pair_is_no_character(half: str) -> None:
    feed = rss(f"<title>{half}</title><description>{TEXT} {half}</description><link a='{half}'>{half}</link>")
    (entry,) = entries(of(feed))
    assert entry.document.text == f"{TEXT} \ufffd"


@pytest.mark.parametrize("character", ["&#xD7FF;", "&#xE000;", "&#55295;", "&#57344;"])
def test_what_stands_beside_surrogates_is_kept(character: str) -> None:
    (entry,) = entries(of(rss(f"<description>{TEXT} {character}</description>")))
    assert entry.document.text == f"{TEXT} {html.unescape(character)}"


@pytest.mark.parametrize("feed", [rss, news_item])
def test_in_utf_16_such_an_item_is_an_issue(feed: Callable[[str], str]) -> None:
    told = "<description>a &#xD800;</description>" if feed is rss else "<inlineData>a &#xD800;</inlineData>"
    data = feed(told).replace('encoding="utf-8"', 'encoding="utf-16"').encode("utf-16")
    assert "surrogate" in issues(of(data, format="feed" if feed is rss else "newsml"))[0].reason

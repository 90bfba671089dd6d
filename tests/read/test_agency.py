"""The news agencies' formats: NewsML-G2 and ninjs."""

import json

import pytest

from dateline.read import Entry
from tests.read.samples import SECOND, TEXT, entries, issues, news_item, of, only_issue

XHTML = f"""<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title>
</head><body><p>{TEXT}</p><p>It covers <b>trade</b>.</p></body></html></inlineXML>"""
NITF = f"""<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head>
<hedline><hl1>Pact</hl1></hedline><byline>By B. Odour</byline></body.head><body.content><block><p>{TEXT}</p>
<p>It covers trade.</p></block></body.content></body></nitf></inlineXML>"""
TREATED = f"{TEXT}\nIt covers trade."

CONTENTS = [
    ("XHTML", XHTML, TREATED),
    ("NITF", NITF, TREATED),
    ("plain text", f"<inlineData contenttype='text/plain'>{TEXT}\n\nIt covers trade.\n</inlineData>",
     f"{TEXT}\n\nIt covers trade."),
    ("escaped HTML", f"<inlineData contenttype='text/html'>&lt;p&gt;{TEXT}&lt;/p&gt;It covers trade.</inlineData>",
     TREATED),
    ("a picture beside the text", f"<remoteContent href='a.jpg' contenttype='image/jpeg'/>{XHTML}", TREATED),
    ("packed data beside the text", f"<inlineData encoding='base64'>AAAA</inlineData>{NITF}", TREATED),
]  # fmt: skip


@pytest.mark.parametrize("name", ["a.xml", "a"])
@pytest.mark.parametrize(("why", "content", "text"), CONTENTS, ids=[row[0] for row in CONTENTS])
def test_news_item(why: str, content: str, text: str, name: str) -> None:
    (entry,) = of('<?xml version="1.0" encoding="UTF-8"?>\n' + news_item(content), name)
    assert isinstance(entry, Entry)
    document = entry.document
    assert document.text == text
    assert (document.date, document.title, document.source) == ("2024-05-07", "Pact signed", "Coast Wire")
    assert (document.id, document.byline) == ("urn:newsml:wire.example:2024:pact", "By Amina Wekesa")


def test_other_words_for_date_source_and_byline() -> None:
    data = (
        news_item(NITF)
        .replace("<contentCreated>2024-05-07T21:00:00+03:00</contentCreated>", "")
        .replace("<name>Coast Wire</name>", "")
        .replace("<by>By Amina Wekesa</by>", "")
    )
    (entry,) = entries(of(data))
    document = entry.document
    assert (document.date, document.source, document.byline) == ("2024-05-08", "WIRE", "By B. Odour")


def test_news_message() -> None:
    picture = news_item("<remoteContent href='a.jpg'/>", kind="picture")
    items = [
        news_item(XHTML),
        picture,
        news_item(""),
        news_item(XHTML.replace(TEXT, SECOND)),
        news_item(NITF, status="canceled"),
    ]
    found = of(
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2024-05-08</sent></header><itemSet>'
        + "".join(items)
        + "</itemSet></newsMessage>"
    )  # fmt: skip
    assert [item.line for item in entries(found)] == [1, 4]
    assert [(item.line, item.reason.split(":")[0]) for item in issues(found)] == [
        (3, "no text"),
        (5, "its publisher withdrew it (pubStatus canceled)"),
    ]


NEWSML = [
    ("only pictures", news_item("", kind="picture"), "none of its 1 newsItems is a text"),
    ("another item", '<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>', "no newsItem in it"),
    ("another namespace", "<newsItem guid='1'/>", "not NewsML-G2"),
    ("document type", '<!DOCTYPE newsItem [<!ENTITY a "b">]>' + news_item(XHTML), "declares a document type"),
    ("cut off", news_item(XHTML)[:-30], "cut off"),
    ("too many elements", news_item("<a/>" * 30_000), "20,000 elements"),
]


@pytest.mark.parametrize(("why", "data", "reason"), NEWSML, ids=[row[0] for row in NEWSML])
def test_bad_newsml(why: str, data: str, reason: str) -> None:
    found = of(data, format="newsml")
    assert reason in issues(found)[0].reason
    assert entries(found) == []


FIRST = {
    "uri": "https://wire.example/pact", "type": "text", "versioncreated": "2024-05-07T18:00:00Z",
    "pubstatus": "usable", "byline": "Amina Wekesa", "headline": "Pact signed",
    "body_xhtml": f"<p>{TEXT}</p><p>It covers trade.</p>", "infosource": [{"name": "Coast Wire"}],
}  # fmt: skip
TWO = {
    "uri": "https://wire.example/pact", "standard": {"name": "ninjs", "version": "2.1"}, "type": "text",
    "versioncreated": "2024-05-09T18:00:00Z", "contentcreated": "2024-05-07T18:00:00Z", "by": "Amina Wekesa",
    "headlines": [{"role": "short", "value": "Pact"}, {"role": "main", "value": "Pact signed"}],
    "bodies": [{"contenttype": "text/html", "value": "<p>no</p>"},
               {"contenttype": "text/plain", "value": f"{TEXT}\nIt covers trade."}],
    "infosources": [{"role": "origin", "name": "Coast Wire"}],
}  # fmt: skip
THREE = {
    "uri": "https://wire.example/pact", "standard": {"name": "ninjs", "version": "3.0"}, "type": "text",
    "contentCreated": "2024-05-07T18:00:00Z", "by": "Amina Wekesa", "headlines": [{"value": "Pact signed"}],
    "bodies": [{"contentType": "text/html", "value": f"<p>{TEXT}</p><p>It covers trade.</p>"}],
    "infoSources": [{"name": "Coast Wire"}], "pubStatus": "usable",
}  # fmt: skip


@pytest.mark.parametrize("item", [FIRST, TWO, THREE], ids=["1", "2", "3"])
@pytest.mark.parametrize("name", ["a.json", "a"])
def test_ninjs(item: dict[str, object], name: str) -> None:
    for data in (json.dumps(item), json.dumps(item, indent=1), json.dumps([item]), f"{json.dumps(item)}\n" * 2):
        document = entries(of(data, name))[0].document
        assert document.text == TREATED
        assert (document.date, document.title, document.byline) == ("2024-05-07", "Pact signed", "Amina Wekesa")
        assert (document.source, document.url) == ("Coast Wire", "https://wire.example/pact")


NINJS = [
    ("picture", {**FIRST, "type": "picture"}, 'its type is "picture"'),
    ("withdrawn", {**FIRST, "pubstatus": "canceled"}, "withdrew it"),
    ("no body", {**FIRST, "body_xhtml": ""}, "no text"),
    ("wrong types", {**TWO, "bodies": [5, {"value": {}}], "headlines": "x", "by": 7}, "no text"),
    ("too long a body", {**FIRST, "body_xhtml": "<p>" + "x" * 4_300_000}, "the markup of one report"),
]


@pytest.mark.parametrize(("why", "item", "reason"), NINJS, ids=[row[0] for row in NINJS])
def test_bad_ninjs(why: str, item: dict[str, object], reason: str) -> None:
    assert reason in only_issue(of(json.dumps(item), format="ninjs")).reason


def test_json_with_a_text_is_not_taken_for_ninjs() -> None:
    row = {"uri": "https://wire.example/1", "text": TEXT, "date": "2024-05-07", "headlines": []}
    assert entries(of(json.dumps(row)))[0].document.text == TEXT

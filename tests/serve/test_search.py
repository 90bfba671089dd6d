"""Search: words, filters and facets; searches that are kept, and their feeds."""

from typing import Any

import pytest
from lxml import etree
from starlette.testclient import TestClient

from dateline.serve.search.snippet import snippet
from tests.serve.conftest import CHANGES, EVIL

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def search(site: TestClient, query: str) -> dict[str, Any]:
    answer = site.get(f"/search.json?{query}")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def found(site: TestClient, query: str) -> list[str]:
    return [hit["id"] for hit in search(site, query)["hits"]]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("q=border", ["r3", "r2", "r1"]),
        ("q=BORDER+monday+yield", ["r1"]),
        ("q=%22Fish+Pact%22", ["r5"]),
        ("q=100%25", ["r1"]),
        ("q=Fish_Pact", ["r4"]),
        ("q=yield", ["r1", "s1"]),
        ("q=yield&kind=statement", ["s1"]),
        ("q=border&source=example+herald", ["r2"]),
        ("q=border&until=2026-01-07", ["r2", "r1"]),
        ("q=Okello&type=CONSULT", ["r4"]),
        ("q=border&actor=Okello", ["r3", "r2", "r1"]),
        ("q=border&actor=JPN", []),
        ("actor=UGA&since=2026-02-01", ["r5", "s2", "r4"]),
        ("q=nowhere", []),
        ("", []),
        ("kind=report", []),
    ],
)
def test_what_is_found(border_site: TestClient, query: str, ids: list[str]) -> None:
    assert sorted(found(border_site, query)) == sorted(ids)


def test_the_newest_come_first_page_by_page(border_site: TestClient) -> None:
    every = search(border_site, "actor=KEN")
    read, address = [], "/search?actor=KEN&limit=2"
    while address:
        page = search(border_site, address.partition("?")[2])
        read += [hit["id"] for hit in page["hits"]]
        assert page["found"] == every["found"]
        address = page["next"]
    assert read == [hit["id"] for hit in every["hits"]]
    assert len(read) == every["found"] == 8
    # What has no date comes last.
    assert read[-1] == "r6"


def test_facets_count_and_narrow(border_site: TestClient) -> None:
    told = search(border_site, "q=border")
    facets = {facet["name"]: {value["value"]: value for value in facet["values"]} for facet in told["facets"]}
    assert {value: one["count"] for value, one in facets["sources"].items()} == {
        "Example Wire": 1,
        "Example Herald": 1,
        "Example Post": 1,
    }
    assert facets["types"]["SANCTION"]["count"] == 2
    assert facets["codes"]["UGA"]["name"] == "Uganda"
    narrowed = search(border_site, facets["sources"]["Example Herald"]["address"].partition("?")[2])
    assert [hit["id"] for hit in narrowed["hits"]] == ["r2"]
    (chosen,) = [v for f in narrowed["facets"] if f["name"] == "sources" for v in f["values"]]
    assert chosen["chosen"]
    assert search(border_site, chosen["address"].partition("?")[2])["found"] == 3


def test_words_are_marked_and_nothing_of_a_report_is_markup(border_site: TestClient) -> None:
    html = border_site.get("/search?q=word").text
    assert "<mark>word</mark>" in html
    assert "<script>alert" not in html
    assert "<svg" not in html
    assert "\u202e" not in html
    asked = border_site.get("/search", params={"q": EVIL}).text
    assert "<script>alert" not in asked
    assert "&lt;script&gt;" in asked


@pytest.mark.parametrize(
    ("text", "terms", "start", "told"),
    [
        ("Kenya met Uganda.", ["met"], 0, "Kenya [met] Uganda."),
        ("Met, and MET again", ["met"], 0, "[Met], and [MET] again"),
        ("a.b axb", ["a.b"], 0, "[a.b] axb"),
        ("no such word", ["met"], 0, "no such word"),
        ("one met two met", ["met"], 8, "one [met] two [met]"),
        ("line\nend met", ["met"], 0, "line end [met]"),
        ("", ["met"], 0, ""),
    ],
)
def test_snippets(text: str, terms: list[str], start: int, told: str) -> None:
    pieces = snippet(text, terms, start)
    assert "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in pieces) == told


def test_a_snippet_of_a_long_text_is_cut_between_words() -> None:
    words = " ".join(f"word{number}" for number in range(200))
    told = "".join(piece.text for piece in snippet(f"{words} met {words}", ["met"]))
    assert told.startswith("… word")
    assert told.endswith("…")
    assert len(told) < 340
    assert len("".join(piece.text for piece in snippet("x" * 5000, ["xx"]))) < 340


def test_a_search_is_kept_with_a_feed_until_it_is_dropped(desk: TestClient) -> None:
    name = "river & <grain>/1"
    kept = desk.post("/search/keep?q=border&source=Lake+Times", data={"name": name}, headers=CHANGES)
    assert kept.status_code == 200, kept.text
    (saved,) = kept.json()
    assert saved["address"] == "/search?q=border&source=Lake+Times"
    assert [hit["id"] for hit in desk.get(f"{saved['address'].replace('?', '.json?')}").json()["hits"]] == ["border"]
    answer = desk.get(saved["feed"])
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = etree.fromstring(answer.content, etree.XMLParser(resolve_entities=False))
    assert feed.findtext("a:title", namespaces=ATOM) == f"dateline: {name}"
    (entry,) = feed.findall("a:entry", ATOM)
    assert entry.findtext("a:updated", namespaces=ATOM) == "2026-03-03T00:00:00+00:00"
    assert entry.find("a:link", ATOM).get("href") == "http://testserver/report/border"
    assert answer.content == desk.get(saved["feed"]).content
    assert desk.post("/search/drop", data={"name": name}, headers=CHANGES).json() == []
    assert desk.get(saved["feed"]).status_code == 404


def test_the_page_offers_to_keep_what_it_shows(desk: TestClient) -> None:
    html = desk.get("/search?q=border&source=Lake+Times").text
    assert 'hx-post="/search/keep?q=border&amp;source=Lake+Times"' in html
    desk.post("/search/keep?q=border&source=Lake+Times", data={"name": "lake"}, headers=CHANGES)
    html = desk.get("/search?q=border&source=Lake+Times").text
    assert '<link rel="alternate" type="application/atom+xml" href="/search/lake.atom"' in html


def test_a_feed_of_hostile_reports_is_well_formed(desk: TestClient) -> None:
    desk.post("/search/keep?q=attacked", data={"name": EVIL}, headers=CHANGES)
    (saved,) = desk.get("/search.json").json()["saved"]
    feed = etree.fromstring(desk.get(saved["feed"]).content, etree.XMLParser(resolve_entities=False))
    (title,) = feed.findall("a:entry/a:title", ATOM)
    assert title.text.startswith("<script>alert")
    assert "\u202e" not in title.text
    assert not feed.findall(".//{*}script")


def test_keeping_needs_the_token_a_name_and_a_search(desk: TestClient) -> None:
    assert desk.post("/search/keep?q=border", data={"name": "x"}).status_code == 403
    assert desk.post("/search/keep?q=border", data={"name": "  "}, headers=CHANGES).status_code == 400
    assert desk.post("/search/keep", data={"name": "x"}, headers=CHANGES).status_code == 400
    assert desk.get("/search.json").json()["saved"] == []


@pytest.mark.parametrize("query", ["q=x&kind=poem", "q=x&since=soon", "q=x&type=WAVE", "q=x&cursor=zz", "q=x&limit=0"])
def test_wrong_questions_are_problems(border_site: TestClient, query: str) -> None:
    assert border_site.get(f"/search.json?{query}").status_code in (400, 422)


def test_too_many_words_are_refused(border_site: TestClient) -> None:
    assert border_site.get("/search.json", params={"q": "a " * 20}).status_code == 400

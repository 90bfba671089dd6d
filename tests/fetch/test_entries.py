"""From addresses to documents."""

from pathlib import Path

import pytest

from dateline.fetch import Client, Source, entries
from dateline.fetch import articles as articles_module
from dateline.fetch.articles import MAX_ARTICLES
from dateline.read import Entry, Issue, Options
from dateline.records import Document
from tests.fetch.site import Handler, Route, Site

TEXT = (
    "NAIROBI — Kenya and Uganda signed a pact on fishing in Lake Victoria on Tuesday, officials of both states said"
    " after two days of talks. The ministers are to meet again in Kampala in October to settle the rules for trawlers."
)


def typed(content_type: str, text: str) -> Route:
    def answer(handler: Handler) -> None:
        handler.answer(200, text.encode("utf-8"), Content_Type=content_type)

    return answer


def page(text: str = TEXT, date: str = "2026-05-12") -> Route:
    return typed(
        "text/html; charset=utf-8",
        f"<!doctype html><html><head><title>Lake pact</title><meta name='date' content='{date}'>"
        f"<meta property='og:site_name' content='The Site'></head><body><article><h1>Lake pact</h1><p>{text}</p>"
        "</article></body></html>",
    )


def feed(*items: str) -> Route:
    return typed("application/rss+xml", f"<rss><channel><title>World - Example</title>{''.join(items)}</channel></rss>")


def item(link: str, text: str = TEXT) -> str:
    return (
        f"<item><title>Pact on the lake</title><link>{link}</link><description>{text}</description>"
        "<pubDate>Tue, 12 May 2026 10:00:00 +0300</pubDate></item>"
    )


def read(url: str, client: Client, **source: object) -> list[Entry | Issue]:
    return list(entries(Source(url, "Example News", "KEN", **source), client))  # type: ignore[arg-type]


def documents(found: list[Entry | Issue]) -> list[Document]:
    return [part.document for part in found if isinstance(part, Entry)]


def issues(found: list[Entry | Issue]) -> list[Issue]:
    return [part for part in found if isinstance(part, Issue)]


def test_a_feed(site: Site, client: Client) -> None:
    site.routes["/feed"] = feed(item("https://news.example/1"), item("https://news.example/2", TEXT + " More."))
    first, second = documents(read(f"{site.url}/feed", client))
    assert (first.url, second.url) == ("https://news.example/1", "https://news.example/2")
    assert (first.source, first.source_country, first.date) == ("Example News", "KEN", "2026-05-12")


def test_a_page_has_the_address_that_it_was_found_at(site: Site, client: Client) -> None:
    site.routes["/old"] = lambda handler: handler.answer(301, Location="/new")
    site.routes["/new"] = page()
    (document,) = documents(list(entries(f"{site.url}/old", client)))
    assert document.url == f"{site.url}/new"
    assert document.source == "The Site"
    assert document.source_country is None
    assert TEXT in document.text


def test_several_reports_of_one_address_do_not_share_it(site: Site, client: Client) -> None:
    line = f'{{"text": "{TEXT}", "date": "2026-05-12"}}\n'
    site.routes["/a.jsonl"] = typed("application/jsonl", line + line.replace("October", "November"))
    assert [document.url for document in documents(list(entries(f"{site.url}/a.jsonl", client)))] == [None, None]


def test_what_the_caller_settles_goes_first(site: Site, client: Client) -> None:
    site.routes["/feed"] = feed(item("https://news.example/1"))
    found = list(
        entries(Source(f"{site.url}/feed", "Example News"), client, Options(source="Agency", date="2026-01-02"))
    )
    (document,) = documents(found)
    assert (document.source, document.date) == ("Agency", "2026-01-02")


@pytest.mark.parametrize("articles", [False, True])
def test_what_can_not_be_fetched_or_read_is_an_issue(site: Site, client: Client, articles: bool) -> None:
    (issue,) = read(f"{site.url}/none", client, articles=articles)
    assert isinstance(issue, Issue)
    assert (issue.input, issue.coded) == (f"{site.url}/none", False)
    assert "404" in issue.reason
    site.routes["/bad"] = typed("application/rss+xml", "<rss><channel><item><title>Cut of")
    assert issues(read(f"{site.url}/bad", client, articles=articles))


def test_articles_are_read_in_the_stead_of_items(site: Site, client: Client) -> None:
    site.routes["/feed"] = feed(item("/1", "Two states agree."), item(f"{site.url}/2", ""))
    site.routes["/1"] = page(date="2026-05-30")
    site.routes["/2"] = page(TEXT + " Fishermen welcomed it.")
    found = read(f"{site.url}/feed", client, articles=True)
    first, second = documents(found)
    assert issues(found) == []
    assert TEXT in first.text
    assert first.url == f"{site.url}/1"
    # The feed's word on the day, and the list's on the source.
    assert (first.date, first.title, first.source, first.source_country) == (
        "2026-05-12",
        "Pact on the lake",
        "Example News",
        "KEN",
    )
    assert "welcomed" in second.text


def test_known_articles_are_not_fetched(site: Site, client: Client) -> None:
    site.routes["/feed"] = feed(item("/1"), item("/2"))
    site.routes["/1"] = site.routes["/2"] = page()
    source = Source(f"{site.url}/feed", "Example News", articles=True)
    found = list(entries(source, client, known=lambda url: url.endswith("/1")))
    assert [document.url for document in documents(found)] == [f"{site.url}/2"]
    assert site.paths == ["/feed", "/2"]


def test_an_article_that_can_not_be_had_is_read_as_the_feed_tells_it(site: Site, client: Client) -> None:
    site.routes["/robots.txt"] = b"User-agent: *\nDisallow: /closed"
    site.routes["/feed"] = feed(item("/gone"), item("/closed"), item("http://[::"), item("/empty"))
    site.routes["/empty"] = typed("text/html", "<html><body></body></html>")
    found = read(f"{site.url}/feed", client, articles=True)
    assert [document.text for document in documents(found)] == [TEXT] * 4
    reasons = [issue.reason for issue in issues(found)]
    assert all(issue.coded for issue in issues(found))
    assert ["404" in reasons[0], "forbids" in reasons[1], "no article found" in reasons[2]] == [True] * 3
    assert "/closed" not in site.paths


def test_pages_of_one_reading_are_bounded(site: Site, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_ARTICLES == 200
    monkeypatch.setattr(articles_module, "MAX_ARTICLES", 2)
    site.routes["/feed"] = feed(*(item(f"/{number}") for number in range(4)))
    site.routes.update({f"/{number}": page(f"{TEXT} {number} boats were out.") for number in range(4)})
    found = read(f"{site.url}/feed", client, articles=True)
    assert site.paths == ["/feed", "/0", "/1"]
    assert len(documents(found)) == 4
    (issue,) = issues(found)
    assert issue.coded
    assert "2 pages were not fetched" in issue.reason


def test_articles_of_what_is_no_feed(site: Site, client: Client) -> None:
    site.routes["/page"] = page()
    (issue,) = read(f"{site.url}/page", client, articles=True)
    assert isinstance(issue, Issue)
    assert "not a feed (html)" in issue.reason


def test_entities_are_not_expanded(site: Site, client: Client, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("do not tell")
    site.routes["/feed"] = typed(
        "application/rss+xml",
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]><rss><channel>{item("/1", "&x;")}</channel></rss>',
    )
    for articles in (False, True):
        found = read(f"{site.url}/feed", client, articles=articles)
        assert issues(found)
        assert not any("do not tell" in document.text for document in documents(found))

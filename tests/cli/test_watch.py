"""`dateline watch`: polls into a store, over a site on this machine."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path

import pytest

import dateline
from dateline.errors import StoreError
from dateline.store import Store
from tests.cli.conftest import Run
from tests.fetch.site import Handler, Route, Site

ITEMS = [
    ("1", "NAIROBI — Kenya expelled the ambassador of Uganda on Tuesday, the foreign ministry of Kenya said."),
    ("2", "KAMPALA — Uganda signed a trade pact with Rwanda on Monday, officials of both governments said."),
]


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture(autouse=True)
def own_coder(monkeypatch: pytest.MonkeyPatch, coder: dateline.Coder) -> None:
    """The coder that is loaded already."""
    monkeypatch.setattr(import_module("dateline.cli.watch"), "coder_for", lambda *_, **__: nullcontext(coder))


def feed(items: list[tuple[str, str]], base: str = "https://news.example/") -> Route:
    body = "".join(
        f"<item><title>News</title><link>{base}{name}</link><description>{text}</description>"
        "<pubDate>Tue, 12 May 2026 10:00:00 GMT</pubDate></item>"
        for name, text in items
    )

    def answer(handler: Handler) -> None:
        etag = f'"{len(items)}"'
        if handler.headers["If-None-Match"] == etag:
            handler.answer(304)
        else:
            xml = f"<rss><channel><title>World</title>{body}</channel></rss>"
            handler.answer(200, xml.encode("utf-8"), ETag=etag, Content_Type="application/rss+xml")

    return answer


def listing(folder: Path, *entries: tuple[str, str]) -> Path:
    path = folder / "sources.toml"
    text = "".join(f'[[source]]\nname = "{name}"\nurl = "{url}"\ncountry = "KEN"\n' for name, url in entries)
    path.write_text(text, encoding="utf-8")
    return path


def test_polls_go_on_where_they_ended(site: Site, run: Run, tmp_path: Path) -> None:
    path = listing(tmp_path, ("Example News", f"{site.url}/feed"))
    arguments = ("watch", path, "--store", tmp_path / "store", "--once", "--allow-private")
    site.routes["/feed"] = feed(ITEMS[:1])
    first = run(*arguments)
    assert (first.status, first.err) == (0, "")
    assert "Example News: 1 reports read" in first.out
    assert "1 reports added" in first.out
    second = run(*arguments)
    assert "Example News: not changed" in second.out
    assert "added" not in second.out
    site.routes["/feed"] = feed(ITEMS)
    assert "1 reports added, 1 known" in run(*arguments).out
    store = Store.open(str(tmp_path / "store")).at()
    documents = store.sql("SELECT source, source_country, date, url FROM documents ORDER BY url").to_pylist()
    assert [row["url"] for row in documents] == ["https://news.example/1", "https://news.example/2"]
    assert {(row["source"], row["source_country"]) for row in documents} == {("Example News", "KEN")}
    (reading,) = store.table("sources").to_pylist()
    assert (reading["url"], reading["etag"], reading["status"]) == (f"{site.url}/feed", '"2"', "200")


def test_a_failing_source_stops_no_other_and_is_left_alone(site: Site, run: Run, tmp_path: Path) -> None:
    path = listing(tmp_path, ("Gone", f"{site.url}/gone"), ("Example News", f"{site.url}/feed"))
    arguments = ("watch", path, "--store", tmp_path / "store", "--once", "--allow-private")
    site.routes["/feed"] = feed(ITEMS[:1])
    first = run(*arguments)
    assert first.status == 3
    assert "Gone: failed 1×: the server answers 404 (Not Found); asked again at 20" in first.out
    assert "1 reports added" in first.out
    second = run(*arguments)
    assert second.status == 3
    assert "Gone: failed lately; not asked before 20" in second.out
    assert site.paths.count("/gone") == 1


def test_pages_are_fetched_once(site: Site, run: Run, tmp_path: Path) -> None:
    path = listing(tmp_path, ("Example News", f"{site.url}/feed"))
    path.write_text(f"{path.read_text()}articles = true\n")
    arguments = ("watch", path, "--store", tmp_path / "store", "--once", "--allow-private")
    for name, text in ITEMS:
        page = f"<html><body><article><h1>News</h1><p>{text}</p><p>They will meet in June.</p></article></body></html>"
        site.routes[f"/{name}"] = page.encode("utf-8")
    items = [(name, "News.") for name, _ in ITEMS]
    for number in (1, 2):
        site.routes["/feed"] = feed(items[:number], f"{site.url}/")
        assert "1 reports added" in run(*arguments).out
    assert site.paths == ["/feed", "/1", "/feed", "/2"]
    texts = Store.open(str(tmp_path / "store")).at().table("documents")["text"].to_pylist()
    assert all("They will meet in June." in text for text in texts)


def test_this_machine_is_refused_unless_allowed(site: Site, run: Run, tmp_path: Path) -> None:
    site.routes["/feed"] = feed(ITEMS)
    path = listing(tmp_path, ("Example News", f"{site.url}/feed"))
    result = run("watch", path, "--store", tmp_path / "store", "--once")
    assert result.status == 2
    assert "a loopback address" in result.out
    assert site.asked == []


def test_a_wrong_list_makes_no_store(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text("[[source]]\nurl = 'ftp://news.example'\nname = 'A'\n")
    result = run("watch", path, "--store", tmp_path / "store", "--once")
    assert result.status == 1
    assert "source 1 (ftp://news.example): 'ftp://news.example' is not an address" in result.err
    assert not (tmp_path / "store").exists()


def test_it_stops_when_told_and_keeps_what_it_has(site: Site, run: Run, tmp_path: Path) -> None:
    site.routes["/feed"] = feed(ITEMS)
    path = listing(tmp_path, ("Example News", f"{site.url}/feed"))
    folder = str(tmp_path / "store")

    ended = threading.Event()

    def stop() -> None:
        # A reading is written after the reports, before the watch goes to sleep.
        for _ in range(600):
            if Store(folder).exists() and Store(folder).at().table("sources").num_rows:
                break
            time.sleep(0.1)
        # Once is not enough: where hypothesis watches the garbage collection, an interrupt in there is lost.
        while not ended.wait(0.5):
            os.kill(os.getpid(), signal.SIGTERM)

    told = threading.Thread(target=stop)
    told.start()
    try:
        result = run("watch", path, "--store", folder, "--allow-private")
    finally:
        ended.set()
        told.join()
    assert result.status == 0
    assert result.out.rstrip().endswith("stopped")
    store = Store.open(folder).at()
    assert store.table("documents").num_rows == 2
    assert store.table("sources").to_pylist()[0]["etag"] == '"2"'


def test_a_store_that_can_not_be_written_loses_nothing(
    site: Site, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be stored is not said to be known, so that the server sends it again."""
    path = listing(tmp_path, ("Example News", f"{site.url}/feed"))
    arguments = ("watch", path, "--store", tmp_path / "store", "--once", "--allow-private")
    site.routes["/feed"] = feed(ITEMS)
    with monkeypatch.context() as broken:

        def full(*_: object, **__: object) -> None:
            raise StoreError("no space left on the device")

        broken.setattr(sys.modules["dateline.store.watch"], "add", full)
        result = run(*arguments)
    assert result.status == 1
    assert "no space left" in result.err
    assert "2 reports added" in run(*arguments).out

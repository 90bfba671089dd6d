"""A list of sources read into a store for a while: what is stored, what is told, what goes on after trouble."""

import errno
import os
import sys
import threading
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from bench.soak import checks
from bench.soak.plan import feeds
from bench.soak.served import addresses_of, serving
from dateline.errors import StoreError, UsageError
from dateline.fetch import Client, Policy, Source, SourceList
from dateline.store import Store
from dateline.store.watch import Happened, Round, Watch
from tests.fetch.site import Handler, Site
from tests.store.quick import QuickCoder, column, told

OFTEN = 0.01
"""Minutes between two readings."""

MAX_BYTES = 32 * 1024 * 1024


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(Policy(allow_private=True, delay=0, attempts=1)) as client:
        yield client


def feed(*numbers: int) -> bytes:
    items = "".join(
        f"<item><link>https://news.example/{n}</link><description>{told(n)}</description>"
        "<pubDate>Tue, 12 May 2026 10:00:00 GMT</pubDate></item>"
        for n in numbers
    )
    return f"<rss><channel><title>World</title>{items}</channel></rss>".encode()


def watch(store: Store, client: Client, *paths: str) -> Watch:
    return Watch(store, [Source(path, "Example News") for path in paths], client, QuickCoder(), OFTEN)


def run_round(watching: Watch) -> Round:
    return watching.round(watching.poller.sources)


def handles() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="it counts open files as Linux tells them")
def test_feeds_that_misbehave(tmp_path: Path, store: Store) -> None:
    """What `bench.soak` does for 20 minutes, in little: with a coder of few words and a client of little patience."""
    policy = Policy(allow_private=True, timeout=3, deadline=4, delay=0.1, attempts=1, max_bytes=MAX_BYTES)
    with serving(tmp_path / "log", haste=20) as (port, closed), Client(policy) as client:
        addresses = dict(zip(addresses_of(feeds(), port, closed), feeds(), strict=True))
        # Its five seconds between two requests would be most of the time.
        addresses = {url: feed for url, feed in addresses.items() if not feed.name.startswith("slow-")}
        sources = [Source(url, feed.name, articles=feed.articles) for url, feed in addresses.items()]
        watching = Watch(store, sources, client, QuickCoder(), OFTEN)
        threads, files = threading.active_count(), handles()
        for happened in islice(watching.run(), 2):
            assert isinstance(happened, Round), happened
    log = checks.log_of(tmp_path / "log")
    wrong = [
        *checks.consistent(store),
        *checks.stored(store, list(addresses.values()), log),
        *checks.told_why(store, addresses),
    ]
    assert wrong == []
    assert any(asked.status == 304 for asked in log)
    assert not any("cookie" in asked.headers for asked in log)
    for _ in range(200):
        if threading.active_count() <= threads and handles() <= files + 4:
            break
        time.sleep(0.05)
    assert threading.active_count() <= threads
    assert handles() <= files + 4


def test_what_is_known_makes_no_version(site: Site, client: Client, store: Store) -> None:
    site.routes["/feed"] = feed(1, 2)
    watching = watch(store, client, f"{site.url}/feed")
    run_round(watching)
    version = store.head().version
    # Without ETag and Last-Modified, all is sent again.
    again = run_round(watching)
    assert again.summary is not None
    assert (again.summary.skipped, again.summary.version) == (2, None)
    assert store.head().version == version
    kinds = [commit.kind for commit in store.commits()]
    assert kinds == ["create", "watch", "settle", "poll"]


def test_a_fault_is_an_issue_once_for_each_reason(site: Site, client: Client, store: Store) -> None:
    watching = watch(store, client, f"{site.url}/feed")
    rounds = []
    for status in (404, 404, 500, 500, 404):
        site.routes["/feed"] = lambda handler, status=status: handler.answer(status)  # type: ignore[misc]
        rounds.append(run_round(watching))
    assert [this.summary is not None for this in rounds] == [True, False, True, False, True]
    assert column(store, "SELECT reason FROM issues ORDER BY reason") == [
        "the server answers 404 (Not Found)",
        "the server answers 500 (Internal Server Error)",
    ]
    assert column(store, "SELECT coded FROM issues") == [False, False]
    assert watching.poller._reading(watching.poller.sources[0]).failures == 5


def test_what_an_interrupted_run_left_is_settled(
    site: Site, client: Client, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.routes["/feed"] = feed(1, 2)
    with monkeypatch.context() as broken:

        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        broken.setattr(sys.modules["dateline.store.add"], "settle", interrupt)
        with pytest.raises(KeyboardInterrupt):
            run_round(watch(store, client, f"{site.url}/feed"))
    assert column(store, "SELECT act FROM joins") == []
    watching = watch(store, client, f"{site.url}/feed")
    # Nothing is due, or nothing has changed.
    watching.round([])
    assert len(column(store, "SELECT act FROM joins")) == 2
    assert [commit.kind for commit in store.commits()] == ["create", "watch", "settle"]


def test_a_round_keeps_no_bodies(site: Site, client: Client, store: Store) -> None:
    site.routes["/feed"] = feed(1)
    this = run_round(watch(store, client, f"{site.url}/feed"))
    assert [reading.status for reading in this.readings] == ["200"]
    assert sum(map(len, map(str, this.readings))) < 1000


def test_a_list_that_is_saved_is_read_again(site: Site, client: Client, store: Store, tmp_path: Path) -> None:
    site.routes.update({"/a": feed(1), "/b": feed(2)})
    path = tmp_path / "sources.toml"
    one = f'[[source]]\nurl = "{site.url}/a"\nname = "A"\n'
    path.write_text(one)
    watching = Watch(store, SourceList(path), client, QuickCoder(), OFTEN)
    events: Iterator[Happened] = watching.run()
    assert isinstance(next(events), Round)
    path.write_text("[[source]]\nname = 'B'")
    wrong = next(events)
    assert isinstance(wrong, UsageError)
    assert "url is missing" in str(wrong)
    path.write_text(f'{one}\n[[source]]\nurl = "{site.url}/b"\nname = "B"\n')
    changed = next(events)
    assert isinstance(changed, list)
    assert [source.name for source in changed] == ["A", "B"]
    assert isinstance(next(events), Round)
    assert column(store, "SELECT source FROM documents ORDER BY source") == ["A", "B"]


@pytest.mark.parametrize(
    "error",
    [
        StoreError("no space left on the device"),
        OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
        FileNotFoundError(errno.ENOENT, "part-1.parquet"),
    ],
    ids=["the store's error", "a full disk", "a file that was purged"],
)
def test_trouble_with_the_store_is_told_and_passes(
    site: Site, client: Client, store: Store, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    site.routes["/feed"] = feed(1)
    watching = watch(store, client, f"{site.url}/feed")
    events = watching.run()
    with monkeypatch.context() as broken:

        def fail(*_: object, **__: object) -> None:
            raise error

        broken.setattr(sys.modules["dateline.store.watch"], "add", fail)
        told = next(events)
    assert isinstance(told, StoreError)
    assert str(error.args[-1]) in str(told)
    later = next(events)
    assert isinstance(later, Round)
    assert later.summary is not None
    assert later.summary.documents == 1


def test_readings_that_can_not_be_stored_are_tried_again(
    site: Site, client: Client, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.routes["/feed"] = feed(1)
    watching = watch(store, client, f"{site.url}/feed")
    with monkeypatch.context() as broken:

        def fail(*_: object) -> None:
            raise StoreError("no space left on the device")

        broken.setattr(sys.modules["dateline.store.watch"], "keep_readings", fail)
        this = run_round(watching)
    assert this.summary is not None
    assert this.summary.documents == 1
    assert "no space left" in str(this.unwritten)
    watching.write()
    assert column(store, "SELECT status FROM sources") == ["200"]


def test_an_interrupt_ends_the_polls(site: Site, client: Client, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those who ask other hosts must not ask on for a round that is over."""
    asked = threading.Event()

    def slow(handler: Handler) -> None:
        asked.set()
        time.sleep(0.5)
        handler.answer(200, feed(2))

    site.routes.update({"/fast": feed(1), "/slow": slow, "/never": feed(3)})
    other = site.url.replace("127.0.0.1", "localhost")
    watching = watch(store, client, f"{site.url}/fast", f"{other}/slow", f"{other}/never")

    class Interrupted(QuickCoder):
        def explain_all(self, documents: object) -> Iterator[object]:  # type: ignore[override]
            raise KeyboardInterrupt

    monkeypatch.setattr(watching, "_coder", Interrupted())
    monkeypatch.setattr(sys.modules["dateline.store.add"], "PART", 1)
    with pytest.raises(KeyboardInterrupt):
        run_round(watching)
    time.sleep(0.7)
    assert "/never" not in site.paths
    assert list(islice(column(store, "SELECT id FROM documents"), 1)) == []

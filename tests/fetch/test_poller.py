"""Which source is asked when, and what the server is told of the last time."""

import time as real_time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields, replace
from datetime import timedelta
from itertools import islice

import pytest

from dateline.errors import FetchError
from dateline.fetch import Client, Fetched, Polled, Poller, Reading, Source, fetch
from dateline.store.schema import TABLES
from tests.fetch.conftest import Make
from tests.fetch.site import Handler, Site, Time

MARKS = {"ETag": '"v1"', "Last-Modified": "Sun, 22 Nov 2026 10:00:00 GMT"}


def marked(handler: Handler) -> None:
    if handler.headers["If-None-Match"] == MARKS["ETag"]:
        handler.answer(304)
    else:
        handler.answer(200, b"news", ETag=MARKS["ETag"], Last_Modified=MARKS["Last-Modified"])


def poller(sources: list[Source], client: Client, time: Time, **options: object) -> Poller:
    return Poller(sources, client, now=time.now, sleep=time.sleep, **options)  # type: ignore[arg-type]


def run(asking: Poller) -> Iterator[Polled]:
    while True:
        yield from map(asking.poll, asking.wait())


def once(asking: Poller) -> Iterator[Polled]:
    return (asking.poll(source) for source in asking.ready())


def kept(asking: Poller, polls: Iterable[Polled]) -> Iterator[Polled]:
    for polled in polls:
        asking.keep(polled.reading)
        yield polled


def status(polled: Polled) -> str:
    return str(polled.reading.status)


def test_a_reading_is_a_row_of_the_sources_table() -> None:
    assert [field.name for field in fields(Reading)] == list(TABLES["sources"].columns)


def test_what_has_not_changed_is_not_sent_again(site: Site, client: Client, time: Time) -> None:
    site.routes["/feed"] = marked
    source = Source(f"{site.url}/feed", "Example News", "KEN", every=10)
    asking = poller([source], client, time)
    began = time.now()
    first, second, third = kept(asking, islice(run(asking), 3))
    assert [status(polled) for polled in (first, second, third)] == ["200", "304", "304"]
    assert isinstance(first.outcome, Fetched)
    assert first.outcome.body == b"news"
    assert isinstance(third.outcome, Fetched)
    assert third.outcome.body is None
    read_at = began + timedelta(minutes=20)
    assert asdict(third.reading) == {
        "url": source.url,
        "name": "Example News",
        "country": "KEN",
        "etag": MARKS["ETag"],
        "modified": MARKS["Last-Modified"],
        "read_at": read_at,
        "status": "304",
    }
    assert site.asked[-1][1]["If-Modified-Since"] == MARKS["Last-Modified"]


def test_what_was_not_kept_is_sent_again(site: Site, client: Client, time: Time) -> None:
    site.routes["/feed"] = marked
    asking = poller([Source(f"{site.url}/feed", "Example News")], client, time)
    assert [status(polled) for polled in islice(run(asking), 2)] == ["200", "200"]


def test_a_later_run_goes_on(site: Site, client: Client, time: Time) -> None:
    site.routes["/feed"] = marked
    source = Source(f"{site.url}/feed", "Example News", every=10)
    (first,) = once(poller([source], client, time))
    time.seconds += 60
    later = poller([source], client, time, readings={source.url: first.reading})
    assert later.due(source) - time.now() == timedelta(minutes=9)
    assert [status(polled) for polled in once(later)] == ["304"]


def test_each_source_has_its_interval(site: Site, make: Make, time: Time) -> None:
    site.routes["/often"] = site.routes["/rarely"] = b"news"
    sources = [Source(f"{site.url}/rarely", "A"), Source(f"{site.url}/often", "B", every=10)]
    asking = poller(sources, make(delay=0), time, every=25)
    assert [polled.source.name for polled in islice(run(asking), 7)] == ["A", "B", "B", "B", "A", "B", "B"]


def test_a_failing_source_is_asked_ever_more_rarely(site: Site, client: Client, time: Time) -> None:
    source = Source(f"{site.url}/feed", "Example News", every=30)
    asking = poller([source], client, time)
    waits = []
    for number, polled in enumerate(kept(asking, islice(run(asking), 12)), 1):
        assert isinstance(polled.outcome, FetchError)
        assert status(polled) == f"failed {number}×: the server answers 404 (Not Found)"
        waits.append((asking.due(source) - time.now()) / timedelta(minutes=30))
    for number, wait in enumerate(waits, 1):
        assert min(2**number, 48) / 2 <= wait <= min(2**number, 48)
    site.routes["/feed"] = b"news"
    (polled,) = islice(run(asking), 1)
    assert status(polled) == "200"
    assert asking.due(source) - time.now() == timedelta(minutes=30)


def test_backoff_is_the_same_each_time_but_not_for_all(site: Site, client: Client, time: Time) -> None:
    sources = [Source(f"{site.url}/{name}", name) for name in "ab"]
    readings = {source.url: Reading(source.url, read_at=time.now(), status="failed 3×: why") for source in sources}
    first, second = (poller(sources, client, time, readings=readings) for _ in range(2))
    assert [first.due(source) for source in sources] == [second.due(source) for source in sources]
    assert first.due(sources[0]) != first.due(sources[1])


def test_one_failing_source_stops_no_other(site: Site, client: Client, time: Time) -> None:
    site.routes["/good"] = b"news"
    sources = [Source("http://127.0.0.1:9/feed", "A"), Source(f"{site.url}/good", "B")]
    asking = poller(sources, client, time)
    first, second = kept(asking, once(asking))
    assert first.reading.failures == 1
    assert status(second) == "200"
    # Asked once more, the one in trouble is left alone until it is due.
    assert [polled.source.name for polled in once(asking)] == ["B"]


def test_retry_after_is_kept_between_polls(site: Site, client: Client, time: Time) -> None:
    site.routes["/feed"] = lambda handler: handler.answer(429, Retry_After="36000")
    source = Source(f"{site.url}/feed", "Example News", every=5)
    asking = poller([source], client, time)
    asking.keep(asking.poll(source).reading)
    assert asking.due(source) - time.now() == timedelta(hours=10)


def test_failure_keeps_the_marks(site: Site, client: Client, time: Time) -> None:
    site.routes["/feed"] = marked
    asking = poller([Source(f"{site.url}/feed", "Example News")], client, time)
    polls = run(asking)
    asking.keep(next(polls).reading)
    site.routes["/feed"] = lambda handler: handler.answer(404)
    asking.keep(next(polls).reading)
    site.routes["/feed"] = marked
    assert status(next(polls)) == "304"


@pytest.mark.parametrize("etag", ['"caf\u00e9"', '"' + "x" * 2000 + '"'])
def test_marks_that_can_not_be_sent_back_are_not_kept(site: Site, client: Client, etag: str) -> None:
    site.routes["/feed"] = lambda handler: handler.answer(200, b"news", ETag=etag)
    assert fetch(f"{site.url}/feed", client).etag is None


def test_a_mark_that_a_store_was_given_can_not_smuggle_headers(site: Site, client: Client) -> None:
    site.routes["/feed"] = b"news"
    last = replace(Reading(f"{site.url}/feed"), etag='"a"\r\nX-Evil: yes')
    with pytest.raises(FetchError):
        fetch(last.url, client, last)


def test_sources_due_together_share_a_round(site: Site, make: Make, time: Time) -> None:
    site.routes.update({f"/{name}": b"news" for name in "abc"})
    sources = [Source(f"{site.url}/{name}", name, every=20 if name == "c" else 10) for name in "abc"]
    asking = poller(sources, make(delay=15), time)
    names: list[list[str]] = []
    while len(names) < 3:
        if due := asking.wait():
            names.append([asking.poll(source).source.name for source in due])
    assert names == [["a", "b", "c"], ["a", "b"], ["a", "b", "c"]]


def test_hosts_are_asked_side_by_side_and_each_in_turn(site: Site, time: Time, make: Make) -> None:
    running: list[str] = []
    together: set[str] = set()

    def route(handler: Handler) -> None:
        host = str(handler.headers["Host"]).partition(":")[0]
        running.append(host)
        real_time.sleep(0.1)
        together.add(" ".join(sorted(running)))
        running.remove(host)
        handler.answer(200, b"news")

    site.routes.update({"/a": route, "/b": route, "/c": route})
    other = site.url.replace("127.0.0.1", "localhost")
    sources = [Source(f"{site.url}/a", "A"), Source(f"{site.url}/b", "B"), Source(f"{other}/c", "C")]
    polls = list(poller(sources, make(delay=0), time).poll_all(sources))
    assert sorted(polled.source.name for polled in polls) == ["A", "B", "C"]
    assert "127.0.0.1 localhost" in together
    assert not any("127.0.0.1 127.0.0.1" in hosts for hosts in together)


def test_another_list_keeps_what_is_known(site: Site, client: Client, time: Time) -> None:
    site.routes["/busy"] = lambda handler: handler.answer(429, Retry_After="36000")
    busy, often = Source(f"{site.url}/busy", "A", every=5), Source(f"{site.url}/often", "B", every=30)
    asking = poller([busy, often], client, time)
    for source in asking.wait():
        asking.keep(asking.poll(source).reading)
    due = asking.due(busy)
    oftener, new = replace(often, every=5.0), Source(f"{site.url}/new", "C")
    asking.relist([oftener, new, replace(busy, name="Busy")])
    # Its Retry-After is kept; what has another interval is due by that; what is new is due now.
    assert asking.due(busy) == due
    assert timedelta(minutes=5) <= asking.due(oftener) - time.now() <= timedelta(minutes=10)
    assert [source.name for source in asking.wait()] == ["C"]


def test_a_fault_is_new_when_its_reason_is(site: Site, client: Client, time: Time) -> None:
    asking = poller([Source(f"{site.url}/feed", "A")], client, time)
    faults = []
    for status in (404, 404, 410, 200, 404):
        site.routes["/feed"] = lambda handler, status=status: handler.answer(status, b"news")  # type: ignore[misc]
        polled = asking.poll(asking.sources[0])
        asking.keep(polled.reading)
        faults.append(polled.new_fault)
    gone, missing = "the server answers 410 (Gone)", "the server answers 404 (Not Found)"
    assert faults == [missing, None, gone, None, missing]

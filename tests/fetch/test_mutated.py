"""Answers that are broken at random: each is an answer, or a `FetchError`, and nothing else ends the program."""

import gzip
import random
from collections.abc import Callable, Iterable, Iterator

import httpcore2
import pytest

from dateline.errors import FetchError
from dateline.fetch import Client, Policy, Reading, Source, fetch, fetched_entries
from dateline.fetch.transport import CheckedTransport
from tests.fetch.site import PUBLIC, Time

FEED = (
    b"<rss><channel><title>World</title><item><title>Talks</title><link>/talks</link><description>Kenya met Uganda on"
    b" Monday for talks about the bridge, officials of both governments said.</description></item></channel></rss>"
)
WHOLE = [
    b'HTTP/1.1 200 OK\r\nETag: "1"\r\nLast-Modified: x\r\nContent-Length: %d\r\n\r\n%s' % (len(FEED), FEED),
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n0\r\n\r\n",
    b"HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(FEED, mtime=0),
    b"HTTP/1.1 301 Moved\r\nLocation: http://other.example/feed?q=%C3%A9#f\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 503 Busy\r\nRetry-After: Wed, 21 Oct 2026 07:28:00 GMT\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: 44\r\n\r\nUser-agent: *\nDisallow: /a*b$\nCrawl-delay: 3\n",
    b"HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 304 Not Modified\r\n\r\n",
]
PIECES = [
    b"\r\n", b"\0", b"\xff\xfe", b"://", b"[::1]", b"xn--", b"%00", b"a" * 300, b"9" * 30, b"-1", b"\xc3\xa9", b"//[",
    b"; charset=utf-7", b"Location: http://xn--a.\r\n", b"Retry-After: 99999999999999999999\r\n", b"user@", b":99999",
    b"Retry-After: Mon, 21 Oct 99999999999999999999 07:28:00 GMT\r\n", b"http://a..b/", b"http://1.2.3.4.5/",
]  # fmt: skip


class Stream(httpcore2.NetworkStream):
    def __init__(self, data: bytes, sizes: Callable[[], int]) -> None:
        self._data = data
        self._sizes = sizes

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        size = min(max_bytes, self._sizes())
        part, self._data = self._data[:size], self._data[size:]
        return part

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        pass

    def close(self) -> None:
        pass


class Broken(httpcore2.NetworkBackend):
    """Each connection gives the next answer; bytes come in pieces of any size."""

    def __init__(self, answers: Iterator[bytes], rng: random.Random) -> None:
        self._answers = answers
        self._rng = rng

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        return Stream(next(self._answers), lambda: self._rng.choice((1, 7, 100, 65_536)))


def mutated(rng: random.Random) -> Iterator[bytes]:
    """Answers, most of them broken: bytes changed, left out, put in, repeated."""
    while True:
        data = bytearray(rng.choice(WHOLE))
        for _ in range(rng.choice((0, 1, 1, 2, 3, 8))):
            place, other = rng.randrange(len(data) + 1), rng.randrange(len(data) + 1)
            match rng.randrange(4):
                case 0:
                    data[place : place + 1] = bytes([rng.randrange(256)])
                case 1:
                    del data[place : place + rng.randrange(1, 20)]
                case 2:
                    data[place:place] = rng.choice(PIECES)
                case _:
                    data[place:place] = data[other : other + 40]
        yield bytes(data)


def client(answers: Iterator[bytes], time: Time, rng: random.Random) -> Client:
    policy = Policy(attempts=2)
    network = Broken(answers, rng)
    transport = CheckedTransport(policy, resolve=lambda host, port: [PUBLIC], network=network)
    return Client(policy, transport, clock=time.clock, sleep=time.sleep)


def test_mutated_answers(time: Time) -> None:
    rng = random.Random(1)
    url = "http://news.example/feed"
    last = Reading(url, etag='"1"')
    outcomes = {"read": 0, "refused": 0}
    with client(mutated(rng), time, rng) as asking:
        for number in range(250):
            # Two days later, robots.txt is asked for again.
            time.seconds += 2 * 86_400
            try:
                fetched = fetch(url, asking, last)
                list(fetched_entries(Source(url, "Example News", articles=number % 3 == 0), fetched, asking))
            except FetchError:
                outcomes["refused"] += 1
            else:
                outcomes["read"] += 1
    assert min(outcomes.values()) > 25


ANSWERS = [
    ("redirected to a name that is none", b"HTTP/1.1 302 Found\r\nLocation: http://-xn--a.example/\r\n\r\n"),
    ("a date beyond all years", b"HTTP/1.1 503 Busy\r\n" + PIECES[-3] + b"\r\n"),
]


@pytest.mark.parametrize("answer", [row[1] for row in ANSWERS], ids=[row[0] for row in ANSWERS])
def test_found(time: Time, answer: bytes) -> None:
    """What mutation has found: each of these ended the program."""
    no_rules = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    answers = iter([no_rules, answer, answer])
    with client(answers, time, random.Random(1)) as asking, pytest.raises(FetchError):
        asking.get("http://news.example/feed")


def test_a_name_that_is_none(time: Time) -> None:
    """As an item of a feed may link to."""
    url = "http://-xn--a.example/feed"
    with client(iter(()), time, random.Random(1)) as asking, pytest.raises(FetchError, match="not an address"):
        asking.get(url)

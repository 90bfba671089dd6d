"""The feeds of the soak: who behaves how, and what is to be said of those that misbehave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from bench.soak import faults
from bench.soak.faults import ITEM, MEBIBYTE, OPENING, RSS, Behaviour, body, robots, sometimes, status
from bench.soak.press import Press
from bench.soak.reports import Paper

NETWORK: Final = "127.0.7"
"""Each feed is on a host of its own, for the pause between two requests is one of the host; all are this machine."""

FREEZE: Final = "/freeze"
"""The path that stops the news."""

NO_ROBOTS: Final = status(404)
CRAWL_DELAY: Final = 5.0
CALM: Final = Paper("calm", interval=1e9, revised=1e9)


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed of the list.

    `paper` is told for those all of whose reports must arrive; `fault` is a pattern that one of its issues must fit.
    `shared` feeds are on the host of the one before. `closed`: nobody takes the connection.
    """

    name: str
    answer: Behaviour
    paper: Paper | None = None
    fault: str | None = None
    robots: Behaviour = NO_ROBOTS
    articles: bool = False
    shared: bool = False
    closed: bool = False


@cache
def feeds() -> list[Feed]:
    """All feeds, in the order of the list."""
    return [*_good(), *_bad()]


def hosts(listed: Sequence[Feed]) -> list[str]:
    """The host of each feed."""
    numbers: list[int] = []
    for feed in listed:
        numbers.append(numbers[-1] if feed.shared else (numbers[-1] if numbers else 0) + 1)
    return [f"{NETWORK}.{number}" for number in numbers]


def _good() -> list[Feed]:
    papers = {
        "marked": Press(Paper("marked")),
        "dated": Press(Paper("dated"), marks="modified"),
        "unmarked": Press(Paper("unmarked"), marks="none"),
        "restless": Press(Paper("restless"), marks="restless"),
        "still": Press(Paper("still", interval=1e9, revised=1e9)),
        "atom": Press(Paper("atom"), dialect="atom", content_type="application/atom+xml"),
        "cp1252": Press(Paper("cp1252"), dialect="cp1252"),
        "undated": Press(Paper("undated"), dialect="undated"),
        "packed": Press(Paper("packed"), delivery="gzip"),
        "chunked": Press(Paper("chunked"), delivery="chunked"),
        "closed": Press(Paper("closed"), delivery="closed", marks="none"),
        "wrong-type": Press(Paper("wrong-type"), content_type="text/html; charset=utf-16"),
        "wrong-charset": Press(Paper("wrong-charset"), content_type="application/rss+xml; charset=iso-8859-1"),
        "cookies": Press(Paper("cookies"), cookie=True),
        "moved": Press(Paper("moved"), moved=True),
        "huge": Press(Paper("huge", window=5), padding=4 * MEBIBYTE),
    }
    slow = robots(f"User-agent: *\nCrawl-delay: {CRAWL_DELAY:g}\n")
    pages, busy, flaky, cut = (Paper(name, revised=1e9) for name in ("pages", "busy", "flaky", "cut"))
    return [
        *(Feed(name, press, press.paper) for name, press in papers.items()),
        Feed("pages", Press(pages, dialect="teasers"), pages, articles=True),
        Feed("busy", sometimes(status(429, Retry_After="3"), Press(busy), 3), busy),
        Feed("flaky", sometimes(status(500), Press(flaky), 3), flaky),
        Feed("cut", sometimes(faults.reset, Press(cut), 3), cut),
        Feed("slow-1", Press(Paper("slow-1")), Paper("slow-1"), robots=slow),
        Feed("slow-2", Press(Paper("slow-2")), Paper("slow-2"), robots=slow, shared=True),
        Feed("robots-bomb", Press(Paper("robots-bomb")), Paper("robots-bomb"), robots=faults.bombed_robots),
        Feed("twins", faults.twins(Press(CALM))),
    ]


def _bad() -> list[Feed]:
    cut_off = OPENING + ITEM + ITEM[:40]
    page = b"<html><body><article><p>A page, not a feed.</p></article></body></html>"
    return [
        Feed("error", status(500), fault=r"answers 500"),
        Feed("down", status(503, Retry_After="90"), fault=r"answers 503"),
        Feed("too-many", status(429, Retry_After="36000"), fault=r"answers 429"),
        Feed("gone", status(410), fault=r"answers 410"),
        Feed("unheard", status(999), fault=r"answers 999"),
        Feed("unchanged", status(304), fault=r"304 .* nothing yet"),
        Feed("drip", faults.drip, fault=r"does not answer in time"),
        Feed("trickle", faults.trickle, fault=r"does not answer in time"),
        Feed("hints", faults.early_hints, fault=r"does not answer in time"),
        Feed("silent", faults.silent, fault=r"does not answer in time"),
        Feed("closed-door", faults.silent, fault=r"does not answer in time", closed=True),
        Feed("endless", faults.endless, fault=r"too long: it has more than"),
        Feed("bomb", faults.bomb(), fault=r"bomb"),
        Feed("truncated", faults.truncated, fault=r"the connection to .* failed"),
        Feed("reset", faults.reset, fault=r"the connection to .* failed"),
        Feed("wrong-chunks", faults.wrong_chunks, fault=r"the connection to .* failed"),
        Feed("long-header", faults.long_header, fault=r"the connection to .* failed"),
        Feed("many-headers", faults.many_headers, fault=r"the connection to .* failed"),
        Feed("babble", faults.babble, fault=r"the connection to .* failed"),
        Feed("circle", faults.circle, fault=r"redirected more than 5 times"),
        Feed("to-a-file", status(302, Location="file:///etc/passwd"), fault=r"only http and https"),
        Feed("to-nowhere", status(302, Location="http://[::1"), fault=r"not an address"),
        Feed("broken-gzip", body(b"\x1f\x8b\x08nothing", Content_Encoding="gzip"), fault=r"gzip"),
        Feed("deflated", body(b"x", Content_Encoding="deflate"), fault=r"packed as 'deflate'"),
        Feed("empty", body(b""), fault=r"empty"),
        Feed("cut-off", body(cut_off), fault=r"cut off"),
        Feed("laughs", faults.laughs(), fault=r"document type"),
        Feed("binary", body(bytes(range(256)) * 100, RSS), fault=r"."),
        Feed("no-feed", body(page, "text/html"), fault=r"links to no articles", articles=True),
        Feed("forbidden", Press(CALM), robots=robots("User-agent: dateline\nDisallow: /\n"), fault=r"forbids"),
        Feed("robots-down", Press(CALM), robots=status(500), fault=r"robots\.txt can't be had"),
        Feed("robots-silent", Press(CALM), robots=faults.silent, fault=r"robots\.txt can't be had"),
    ]

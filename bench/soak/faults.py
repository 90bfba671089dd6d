"""Servers that misbehave. Each answers one request in its own wrong way."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Awaitable, Callable

from bench.soak.press import Press
from bench.soak.wire import Wire

Behaviour = Callable[[Wire], Awaitable[None]]

RSS = "application/rss+xml"
OPENING = b"<rss><channel><title>Broken</title>"
ITEM = (
    b"<item><title>News</title><link>http://broken.example/1</link><description>Kenya met Uganda for talks about the"
    b" bridge, officials of both governments said on Monday.</description></item>"
)
MEBIBYTE = 1024 * 1024


def status(code: int, **headers: str) -> Behaviour:
    """A status, each time."""

    async def behave(wire: Wire) -> None:
        await wire.answer(code, b"", **headers)

    return behave


def sometimes(bad: Behaviour, good: Behaviour, every: int) -> Behaviour:
    """Good but for the first of so many requests."""
    count = 0

    async def behave(wire: Wire) -> None:
        nonlocal count
        count += 1
        await (bad if count % every == 1 else good)(wire)

    return behave


def body(content: bytes, content_type: str = RSS, **headers: str) -> Behaviour:
    """A body that is delivered well, but is none."""

    async def behave(wire: Wire) -> None:
        await wire.answer(200, content, Content_Type=content_type, **headers)

    return behave


async def drip(wire: Wire) -> None:
    """A byte a second, for ever."""
    await wire.head(200, Content_Type=RSS)
    while True:
        await wire.send(b"<")
        await asyncio.sleep(1)


async def trickle(wire: Wire) -> None:
    """Two kilobytes a second, for ever."""
    await wire.head(200, Content_Type=RSS, Transfer_Encoding="chunked")
    while True:
        await wire.send(b"800\r\n" + b" " * 2048 + b"\r\n")
        await asyncio.sleep(1)


async def endless(wire: Wire) -> None:
    """As much as the client takes, at once."""
    await wire.head(200, Content_Type=RSS)
    await wire.send(OPENING)
    while True:
        await wire.send(b" " * 65536)


async def silent(wire: Wire) -> None:
    """No answer at all."""
    await wire.wait()


async def early_hints(wire: Wire) -> None:
    """Informational answers for ever, and never the real one."""
    while True:
        await wire.head(103, Link="</style.css>; rel=preload")
        await asyncio.sleep(0.1)


async def truncated(wire: Wire) -> None:
    """Less than announced."""
    await wire.head(200, Content_Type=RSS, Content_Length="100000")
    await wire.send(OPENING + ITEM)


async def reset(wire: Wire) -> None:
    """The connection is broken in the middle."""
    await wire.head(200, Content_Type=RSS, Content_Length="100000")
    await wire.send(OPENING + ITEM)
    await asyncio.sleep(0.2)
    wire.reset()


async def wrong_chunks(wire: Wire) -> None:
    """A chunk whose length is no number."""
    await wire.head(200, Content_Type=RSS, Transfer_Encoding="chunked")
    await wire.send(b"24\r\n" + OPENING + b"\r\nmany\r\n")


async def long_header(wire: Wire) -> None:
    """A header of a megabyte."""
    await wire.head(200, X_Padding="x" * MEBIBYTE, Content_Length="0")


async def many_headers(wire: Wire) -> None:
    """A hundred thousand short headers."""
    await wire.head(200, **{f"X_{number}": "x" for number in range(100_000)})


async def babble(wire: Wire) -> None:
    """No HTTP."""
    await wire.send(b"220 mail.example ESMTP ready\r\n" * 10)


async def circle(wire: Wire) -> None:
    """Redirected for ever."""
    step = int(wire.path.rpartition("/")[2]) if wire.path[-1].isdigit() else 0
    await wire.answer(302, Location=f"/circle/{(step + 1) % 3}")


def bomb() -> Behaviour:
    """128 MiB, packed into an eighth of one."""
    return body(gzip.compress(b"<" * (128 * MEBIBYTE), 9, mtime=0), Content_Encoding="gzip")


async def bombed_robots(wire: Wire) -> None:
    """A robots.txt of 58 kB with as many user agents as rules, which a parser may multiply."""
    agents = "".join(f"User-agent: robot{number}\n" for number in range(4_000))
    rules = "".join(f"Disallow: /{number}\n" for number in range(4_000))
    await wire.answer(200, f"{agents}{rules}User-agent: *\nAllow: /\n".encode())


def robots(text: str) -> Behaviour:
    """A robots.txt."""
    return body(text.encode(), "text/plain")


def laughs() -> Behaviour:
    """Entities of entities of entities."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return body(f'<!DOCTYPE rss [<!ENTITY l0 "ha">{entities}]><rss><channel>&l9;</channel></rss>'.encode())


def twins(press: Press) -> Behaviour:
    """Two items of one address and two texts, in each reading the same."""

    async def behave(wire: Wire) -> None:
        link = f"http://{wire.headers['host']}/twins"
        first, second = press.paper.at(0)[:2]
        items = "".join(
            f"<item><title>{report.title}</title><link>{link}</link><description>{report.text}</description></item>"
            for report in (first, second)
        )
        await wire.answer(200, OPENING + items.encode() + b"</channel></rss>", Content_Type=RSS)

    return behave

"""What must be true at the end: of the samples, of the store, and of what the server saw."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, Final

from bench.soak.plan import CRAWL_DELAY, FREEZE, Feed
from bench.soak.reports import Report
from bench.soak.watched import Sample
from dateline.store import TABLES, Store

MORE_SHARE: Final = 0.10
MORE_MEMORY: Final = 30.0
"""How much more memory, in MiB or as a share, the second half may take at the median; the larger counts."""

MORE_PEAK: Final = 160.0
"""MiB that its maximum may be above that of the first: it is chance which of the feeds of 64 MiB meet."""

MORE_HANDLES: Final = 4
"""Files, sockets and threads that the second half may have more than the first: it is chance which of them meet."""

LATE: Final = 300.0
"""Seconds without a reading that are too many: a round lasts two minutes if a server drips, and some feeds fail."""

DELAY: Final = 2.0
EARLY: Final = 0.2
"""Seconds by which a request may come too early after the one before: two clocks, rounded."""

ATTEMPTS_WITHIN: Final = 30.0
"""Seconds between two attempts of one poll, at most."""

DAY: Final = 86_400.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A line of the server's log: when it was asked (`second`, since the server began), and answered (`at`, UTC)."""

    second: float
    at: float
    host: str
    path: str
    status: int
    headers: Mapping[str, str]
    told: list[tuple[str, int]]


def log_of(path: Path) -> list[Asked]:
    """The requests in the order in which they came."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return sorted((Asked(**json.loads(line)) for line in lines), key=lambda asked: asked.second)


def flat(samples: Sequence[Sample], warm: float) -> Iterator[str]:
    """Whether memory, handles and threads stay where they are after `warm` seconds."""
    middle = (samples[-1].second + warm) / 2
    halves = [s for s in samples if warm <= s.second < middle], [s for s in samples if s.second >= middle]
    if not all(halves):
        yield "it took too long to warm up: nothing can be said of memory"
        return
    first, second = (median(sample.rss for sample in half) for half in halves)
    if second > first + max(MORE_SHARE * first, MORE_MEMORY):
        yield f"memory grows: {first:.0f} MiB at the median of the first half, {second:.0f} MiB of the second"
    first, second = (max(sample.rss for sample in half) for half in halves)
    if second > first + MORE_PEAK:
        yield f"memory grows: {first:.0f} MiB at most in the first half, {second:.0f} MiB in the second"
    for name in ("handles", "sockets", "threads"):
        first, second = (median(getattr(sample, name) for sample in half) for half in halves)
        if second > first + MORE_HANDLES:
            yield f"{name} grow: {first:.0f} at the median of the first half, {second:.0f} of the second"


def stored(store: Store, listed: Sequence[Feed], log: Sequence[Asked]) -> Iterator[str]:
    """Whether all that was told is stored, each report once, in its last words, with as many versions as it had.

    What a feed has told since its last reading that is stored belongs to a round that was broken off.
    """
    snapshot = store.at()
    documents = snapshot.table("documents").select(["key", "version", "text"]).to_pylist()
    read_at = {row["name"]: row["read_at"].timestamp() for row in snapshot.table("sources").to_pylist()}
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in documents:
        rows[row["key"].rpartition("/")[2]].append(row)
    ever, due = defaultdict[str, set[int]](set), defaultdict[str, set[int]](set)
    for asked in log:
        for name, revision in asked.told:
            ever[name].add(revision)
            if asked.at <= read_at.get(asked.path.split("/")[1], 0.0):
                due[name].add(revision)
    for name, told in sorted(due.items()):
        paper, _, number = name.rpartition("-")
        found = rows.get(name, [])
        if len(found) != 1:
            yield f"{name} was told, and is stored {len(found)} times"
        elif not len(told) <= found[0]["version"] <= len(ever[name]):
            yield f"{name} was told in {len(told)} texts, and has {found[0]['version']} versions"
        elif paper != "pages":
            words = {Report(paper, int(number), revision).text for revision in ever[name] if revision >= max(told)}
            if found[0]["text"] not in words:
                yield f"{name} is not stored in its last words"
    for feed in listed:
        if feed.paper and not any(name.startswith(f"{feed.paper.name}-") for name in rows):
            yield f"nothing of {feed.name} is stored"
        if feed.paper and read_at.get(feed.name, 0.0) < log[-1].at - LATE:
            yield f"{feed.name} has not been read for {LATE:.0f} s"


def consistent(store: Store) -> Iterator[str]:
    """Whether every table can be read, and what tells of a document tells of one that is there."""
    snapshot = store.at()
    ids = set(snapshot.table("documents")["id"].to_pylist())
    for name in TABLES:
        rows = snapshot.table(name)
        if name != "edits" and "document" in rows.schema.names:
            strange = set(rows["document"].to_pylist()) - ids
            if strange:
                yield f"{name} has rows of {len(strange)} documents that are not there"


def told_why(store: Store, addresses: Mapping[str, Feed]) -> Iterator[str]:
    """Whether each feed that misbehaves has an issue that says how."""
    reasons: dict[str, list[str]] = defaultdict(list)
    for row in store.at().table("issues").to_pylist():
        reasons[row["input"]].append(row["reason"])
    for address, feed in addresses.items():
        if feed.fault and not any(re.search(feed.fault, reason) for reason in reasons[address]):
            said = "; ".join(reasons[address]) or "nothing"
            yield f"{feed.name}: no issue says /{feed.fault}/, but {said}"


def polite(log: Sequence[Asked], listed: Sequence[Feed], interval: float) -> Iterator[str]:
    """Whether hosts were left the pauses that they want; `interval` is that of the list, in seconds."""
    by_host: dict[str, list[Asked]] = defaultdict(list)
    by_feed: dict[str, list[Asked]] = defaultdict(list)
    rules: dict[str, int] = defaultdict(int)
    for asked in log:
        if asked.path == "/robots.txt":
            rules[asked.host] += asked.status not in (0, 500)
            continue
        if asked.path == FREEZE:
            continue
        by_host[asked.host].append(asked)
        by_feed[asked.path.split("/")[1]].append(asked)
        if "cookie" in asked.headers:
            yield f"{asked.path}: a cookie was sent"
        if not asked.headers.get("user-agent", "").startswith("dateline/"):
            yield f"{asked.path}: it does not say who asks"
    slow = {asked.host for feed in listed if feed.name.startswith("slow-") for asked in by_feed[feed.name]}
    for host, requests in by_host.items():
        gap = min((b.second - a.second for a, b in pairwise(requests)), default=DAY)
        wanted = CRAWL_DELAY if host in slow else DELAY
        if gap < wanted - EARLY:
            yield f"{host} ({requests[0].path}) was asked twice within {gap:.1f} s"
    for host, count in rules.items():
        if count > 1:
            yield f"the robots.txt of {host} was asked for {count} times"
    if len(by_feed["too-many"]) > 1:
        yield f"too-many, which asked for ten hours, was asked {len(by_feed['too-many'])} times"
    if by_feed["forbidden"]:
        yield "a feed was asked for that robots.txt forbids"
    polls = [requests[0].second for requests in _polls(by_feed["gone"])]
    for number, (a, b) in enumerate(pairwise(polls), 1):
        if b - a < 0.5 * interval * 2**number - interval:
            yield f"after {number} failures gone was asked again within {b - a:.0f} s"
    if not any(asked.status == 304 for asked in by_feed["still"]):
        yield "what has not changed was sent again"


def _polls(requests: Sequence[Asked]) -> list[list[Asked]]:
    """Requests in groups: the attempts of one poll."""
    groups: list[list[Asked]] = []
    for asked in requests:
        if groups and asked.second - groups[-1][-1].second < ATTEMPTS_WITHIN:
            groups[-1].append(asked)
        else:
            groups.append([asked])
    return groups

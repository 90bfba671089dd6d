"""robots.txt (RFC 9309): what a host asks robots to leave alone, and how slowly to come."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final

from protego import Protego

from dateline.errors import FetchError
from dateline.fetch.policy import PRODUCT

KEPT: Final = 24 * 3600.0
"""Seconds for which a robots.txt is believed: RFC 9309, 2.4."""

KEPT_UNREACHABLE: Final = 600.0
"""Seconds until a robots.txt that could not be had is asked for again."""

MAX_BYTES: Final = 500 * 1024
"""What is read of a robots.txt: RFC 9309, 2.5, asks for this at least. What follows is not looked at."""

REMEMBERED: Final = 8 * 1024 * 1024
"""Bytes of the files of all hosts that are remembered, of 2,000 hosts at the most; the one asked for first is forgotten
first. Parsed, a file takes up to twenty times its size."""

LEAST: Final = 4 * 1024
"""Bytes that a file counts for at least."""

# As Protego reads it, which is generous: the colon may be missing.
AGENT: Final = re.compile(r"\s*user[-\s]?agent\s*[:\s]\s*([^#]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """One host's rules (None: it has none); `fault` says why they could not be had, which forbids everything."""

    until: float
    parsed: Protego | None
    fault: str | None = None
    size: int = LEAST


class Robots:
    """The rules of all hosts, each asked for once a day; threads may share them.

    `ask` fetches a robots.txt: its status and at least `MAX_BYTES` of its bytes; it raises `FetchError`. Times are
    seconds of `clock`.
    """

    def __init__(self, ask: Callable[[str], tuple[int, bytes]], clock: Callable[[], float]) -> None:
        self._ask = ask
        self._clock = clock
        self._rules: dict[str, Rules] = {}
        self._lock = Lock()

    def require_allowed(self, origin: str, url: str) -> float:
        """The seconds that the host wants between two requests (0: it tells none).

        `origin` is the address of the host's root (`https://news.example`). Raises `FetchError` if the address is
        forbidden, or if the rules can't be had: RFC 9309, 2.3.1.4, forbids everything then.
        """
        rules = self._of(origin)
        if rules.fault:
            wait = rules.until - self._clock()
            raise FetchError(f"{origin}/robots.txt can't be had: {rules.fault}", passing=True, retry_after=wait)
        if rules.parsed is None:
            return 0.0
        if not rules.parsed.can_fetch(url, PRODUCT):
            raise FetchError(f"{origin}/robots.txt forbids {url} to {PRODUCT}")
        return max(rules.parsed.crawl_delay(PRODUCT) or 0.0, 0.0)

    def _of(self, origin: str) -> Rules:
        rules = self._rules.get(origin)
        if rules is None or rules.until <= self._clock():
            rules = self._fetch(origin)
            with self._lock:
                self._remember(origin, rules)
        return rules

    def _remember(self, origin: str, rules: Rules) -> None:
        self._rules.pop(origin, None)
        size = rules.size + sum(known.size for known in self._rules.values())
        while size > REMEMBERED:
            size -= self._rules.pop(next(iter(self._rules))).size
        self._rules[origin] = rules

    def _fetch(self, origin: str) -> Rules:
        try:
            status, body = self._ask(f"{origin}/robots.txt")
        except FetchError as error:
            if not error.passing:
                raise
            return self._unreachable(str(error), error.retry_after)
        if 200 <= status < 300:
            text = body[:MAX_BYTES].decode("utf-8-sig", errors="replace")
            return Rules(self._clock() + KEPT, Protego.parse(_ours(text)), size=max(LEAST, len(body)))
        # RFC 9309, 2.3.1.3: where there is no such file everything is allowed.
        if status < 500:
            return Rules(self._clock() + KEPT, None)
        return self._unreachable(f"status {status}", None)

    def _unreachable(self, reason: str, retry_after: float | None) -> Rules:
        return Rules(self._clock() + max(KEPT_UNREACHABLE, retry_after or 0.0), None, reason)


def _ours(text: str) -> str:
    """The same rules, with one name for all robots that are not this one.

    Protego gives each robot of a group a copy of each of its rules: a file of 58 kB with 2,000 of both took it a
    minute and 360 MB.
    """
    return "\n".join(map(_our_line, text.splitlines()))


def _our_line(line: str) -> str:
    agent = AGENT.match(line)
    if agent is None:
        return line
    name = agent[1].strip().lower()
    # Protego takes what a name begins with for the name.
    ours = name == "*" or PRODUCT.startswith(name.replace("*", ""))
    return line if ours else "User-agent: another"

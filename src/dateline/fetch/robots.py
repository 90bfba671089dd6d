"""robots.txt (RFC 9309): what a host asks robots to leave alone, and how slowly to come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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

ORIGINS: Final = 2_000
"""Hosts whose rules are remembered; the one asked for first is forgotten first."""


@dataclass(frozen=True, slots=True)
class Rules:
    """One host's rules (None: it has none); `fault` says why they could not be had, which forbids everything."""

    until: float
    parsed: Protego | None
    fault: str | None = None


class Robots:
    """The rules of all hosts, each asked for once a day.

    `ask` fetches a robots.txt: its status and at least `MAX_BYTES` of its bytes; it raises `FetchError`. Times are
    seconds of `clock`.
    """

    def __init__(self, ask: Callable[[str], tuple[int, bytes]], clock: Callable[[], float]) -> None:
        self._ask = ask
        self._clock = clock
        self._rules: dict[str, Rules] = {}

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
            self._rules.pop(origin, None)
            if len(self._rules) >= ORIGINS:
                self._rules.pop(next(iter(self._rules)))
            self._rules[origin] = rules
        return rules

    def _fetch(self, origin: str) -> Rules:
        try:
            status, body = self._ask(f"{origin}/robots.txt")
        except FetchError as error:
            if not error.passing:
                raise
            return self._unreachable(str(error), error.retry_after)
        if 200 <= status < 300:
            parsed = Protego.parse(body[:MAX_BYTES].decode("utf-8-sig", errors="replace"))
            return Rules(self._clock() + KEPT, parsed)
        # RFC 9309, 2.3.1.3: where there is no such file everything is allowed.
        if status < 500:
            return Rules(self._clock() + KEPT, None)
        return self._unreachable(f"status {status}", None)

    def _unreachable(self, reason: str, retry_after: float | None) -> Rules:
        return Rules(self._clock() + max(KEPT_UNREACHABLE, retry_after or 0.0), None, reason)

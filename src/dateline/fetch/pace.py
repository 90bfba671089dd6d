"""Patience: one host is asked slowly, a host in trouble ever more rarely."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock
from typing import Final

from dateline.errors import FetchError

DAY: Final = 24 * 3600.0
FIRST_WAIT: Final = 2.0
"""Seconds before a second attempt; it doubles with each further one."""

HOSTS: Final = 10_000
"""Hosts remembered; those whose turn has come are forgotten first."""


class Pace:
    """When each host may be asked again; threads may share it. Times are seconds of `clock`, which never runs back."""

    def __init__(self, longest_wait: float, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._longest_wait = longest_wait
        self._clock = clock
        self._sleep = sleep
        self._next: dict[str, float] = {}
        self._lock = Lock()

    def wait(self, host: str, delay: float) -> None:
        """Wait for the host's turn, and keep others off it for `delay` seconds.

        Raises `FetchError` if its turn is too far away.
        """
        with self._lock:
            now = self._clock()
            left = max(self._next.get(host, 0.0) - now, 0.0)
            if left > self._longest_wait:
                raise FetchError(f"{host} wants to be left alone for a while", passing=True, retry_after=left)
            # Taken before it comes, so that no other thread takes it too.
            self._leave(host, now, left + delay)
        if left:
            self._sleep(left)

    def leave(self, host: str, seconds: float) -> None:
        """Leave a host alone for at least so many seconds from now."""
        with self._lock:
            self._leave(host, self._clock(), seconds)

    def _leave(self, host: str, now: float, seconds: float) -> None:
        if len(self._next) >= HOSTS:
            self._next = {name: turn for name, turn in self._next.items() if turn > now}
        self._next[host] = max(self._next.get(host, 0.0), now + seconds)


def backoff(attempt: int, first: float, jitter: random.Random) -> float:
    """Seconds to wait after the `attempt`th failure in a row (from 1): doubling, at most a day, 50 to 100 % of it.

    The jitter keeps those who failed together from coming back together.
    """
    # Beyond 2^20 the day is long reached, and the power would grow without end.
    return min(first * 2.0 ** min(attempt - 1, 20), DAY) * jitter.uniform(0.5, 1.0)


def retry_after(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Seconds for which the server asks to be left alone: its Retry-After, a number or a date; at most a day."""
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), DAY)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):  # the year 10^20
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max((moment - (now or datetime.now(UTC))).total_seconds(), 0.0), DAY)

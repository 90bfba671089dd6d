"""Which source is due when: each as often as it is to be read, those in trouble ever more rarely."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from dateline.errors import FetchError
from dateline.fetch.abreast import abreast
from dateline.fetch.client import Client
from dateline.fetch.fetch import Fetched, Reading, fetch
from dateline.fetch.pace import DAY, backoff
from dateline.fetch.sources import EVERY, Source

NAP: Final = 60.0
"""Seconds slept at once, so that a clock set right, a machine that was asleep, or another list is noticed."""


THREADS: Final = 8
"""Hosts asked at once. A server may take two minutes to give nothing, and each thread may hold a feed of 64 MiB."""

TOGETHER: Final = timedelta(seconds=60)
"""Sources due so soon after each other are asked in one round, so that what they bring is stored together."""


@dataclass(frozen=True, slots=True)
class Polled:
    """What came of asking a source, the reading that is to be kept with it, and the one before."""

    source: Source
    outcome: Fetched | FetchError
    reading: Reading
    last: Reading

    @property
    def new_fault(self) -> str | None:
        """Why it failed, if it did so for another reason than the time before."""
        return self.reading.fault if self.reading.fault != self.last.fault else None


def utc_now() -> datetime:
    """The time of day."""
    return datetime.now(UTC)


class Poller:
    """Asks sources when they are due.

    `readings` are the last ones by address, of earlier runs too; `every` is in minutes, for sources that tell none;
    `now` and `sleep` (seconds) are the time. What `keep` is not called for counts as not read: its marks are not sent,
    so that the server gives it again.
    """

    def __init__(
        self,
        sources: Iterable[Source],
        client: Client,
        readings: Mapping[str, Reading] | None = None,
        every: float = EVERY,
        now: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.sources = list(sources)
        self._client = client
        self._readings = dict(readings or {})
        self._every = every
        self._now = now
        self._sleep = sleep
        self._due = {source.url: self._after(source, self._reading(source)) for source in self.sources}

    def due(self, source: Source) -> datetime:
        """When a source is to be asked next."""
        return self._due[source.url]

    def wait(self) -> list[Source]:
        """Sleep until a source is due, but no longer than `NAP`; it and those that will be shortly, none after a nap.

        The caller polls them.
        """
        first = min(map(self.due, self.sources))
        if (left := (first - self._now()).total_seconds()) > 0:
            self._sleep(min(left, NAP))
        if first > self._now():
            return []
        return [source for source in self.sources if self.due(source) <= self._now() + TOGETHER]

    def ready(self) -> list[Source]:
        """What may be asked now if someone wishes: all sources but those that have failed and are not due again."""
        return [
            source for source in self.sources if not self._reading(source).failures or self.due(source) <= self._now()
        ]

    def poll(self, source: Source) -> Polled:
        """Ask a source now."""
        last = self._reading(source)
        outcome: Fetched | FetchError
        try:
            outcome = fetch(source.url, self._client, last)
        except FetchError as error:
            outcome = error
        reading = last.then(source, outcome, self._now())
        self._due[source.url] = self._after(source, reading, outcome)
        return Polled(source, outcome, reading, last)

    def poll_all(self, sources: Iterable[Source]) -> Iterator[Polled]:
        """Ask sources now, several hosts at once; what came of them, as it comes."""
        hosts: dict[str | None, list[Source]] = {}
        for source in sources:
            hosts.setdefault(urlsplit(source.url).hostname, []).append(source)
        return abreast(hosts.values(), self.poll, THREADS)

    def keep(self, reading: Reading) -> None:
        """What was read is stored: the next time, the server is told of it."""
        self._readings[reading.url] = reading

    def relist(self, sources: Iterable[Source]) -> None:
        """Ask these from now on. Those known already are due when they were, unless their interval is another."""
        before = {source.url: source.every for source in self.sources}
        self.sources = list(sources)
        self._due = {
            source.url: self._due[source.url]
            if source.url in before and before[source.url] == source.every
            else self._after(source, self._reading(source))
            for source in self.sources
        }

    def _reading(self, source: Source) -> Reading:
        return self._readings.get(source.url) or Reading(source.url)

    def _after(self, source: Source, reading: Reading, outcome: Fetched | FetchError | None = None) -> datetime:
        """When a source is due after a reading: after its interval, doubled with each failure up to a day."""
        if reading.read_at is None:
            return self._now()
        seconds = (source.every or self._every) * 60.0
        if reading.failures:
            jitter = random.Random(f"{self._client.policy.seed} {source.url} {reading.failures}")
            seconds = max(seconds, backoff(reading.failures + 1, seconds, jitter))
        if isinstance(outcome, FetchError) and outcome.retry_after:
            seconds = max(seconds, outcome.retry_after)
        return reading.read_at + timedelta(seconds=min(seconds, DAY))

"""How a client behaves: what it says it is, how long it waits, how much it takes."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.version import VERSION

PRODUCT = "dateline"
"""The name that a robots.txt may address."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What a `Client` keeps to. Times are in seconds, sizes in bytes.

    `max_bytes` bounds both what comes over the wire and what it unpacks to; `timeout` is for one silence, `deadline`
    for a whole request; `delay` is kept between two requests to one host, `longest_wait` is the most that a request
    waits for its turn. `seed` decides the jitter of repeated attempts.
    """

    user_agent: str = f"{PRODUCT}/{VERSION}"
    timeout: float = 20.0
    deadline: float = 120.0
    max_bytes: int = 64 * 1024 * 1024
    redirects: int = 5
    delay: float = 2.0
    longest_wait: float = 60.0
    attempts: int = 3
    allow_private: bool = False
    proxy: str | None = None
    seed: int = 0

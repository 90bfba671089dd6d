"""How long is waited, and what a server's Retry-After means."""

import random
from datetime import UTC, datetime

import pytest

from dateline.fetch.pace import DAY, HOSTS, Pace, backoff, retry_after
from tests.fetch.site import Time

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)

VALUES = [
    ("seconds", "120", 120.0),
    ("none", "", None),
    ("zero", "0", 0.0),
    ("a date", "Sun, 22 Nov 2026 10:00:30 GMT", 30.0),
    ("a date that is past", "Sun, 22 Nov 2026 09:00:00 GMT", 0.0),
    ("a date without a zone", "Sun, 22 Nov 2026 10:00:30 -0000", 30.0),
    ("more than a day", "999999", DAY),
    ("digits without end", "9" * 10_000, DAY),
    ("a year away", "Mon, 22 Nov 2027 10:00:00 GMT", DAY),
    ("words", "later", None),
    ("negative", "-5", None),
    ("digits of another script", "١٢٠", None),
]


@pytest.mark.parametrize(("why", "value", "seconds"), VALUES, ids=[row[0] for row in VALUES])
def test_retry_after(why: str, value: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": value}, NOW) == seconds


@pytest.mark.parametrize("attempt", [1, 2, 5, 50, 100_000])
def test_backoff_doubles_up_to_a_day(attempt: int) -> None:
    whole = min(2.0 * 2.0 ** min(attempt - 1, 20), DAY)
    waits = {backoff(attempt, 2.0, random.Random(seed)) for seed in range(50)}
    assert all(whole / 2 <= wait <= whole for wait in waits)
    assert len(waits) == 50


def test_hosts_whose_turn_has_come_are_forgotten(time: Time) -> None:
    pace = Pace(60, time.clock, time.sleep)
    for number in range(HOSTS):
        pace.leave(f"{number}.example", 1)
    time.seconds += 2
    pace.leave("news.example", 5)
    pace.wait("0.example", 1)
    assert time.slept == []
    pace.wait("news.example", 1)
    assert time.slept == [5]

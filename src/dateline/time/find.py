"""Find the expressions of a report that name a calendar interval, and the interval that each names."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.language import Parsed
from dateline.records import Time


@dataclass(slots=True, frozen=True)
class TimeMention:
    """A time expression: tokens `[first, last)` and its record."""

    first: int
    last: int
    time: Time


def find_times(parsed: Parsed, date: str | None) -> list[TimeMention]:
    """All time expressions in text order; `date` (ISO 8601) anchors the relative ones, without it they are left out."""
    return []

"""Weeks and months: which one a day lies in, all of a span, and how many reports were read in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final, Literal, get_args

from dateline.analyse.scope import OURS, Scope, one_of
from dateline.store.schema import UNDATED
from dateline.store.snapshot import Snapshot

By = Literal["week", "month"]
BY: Final = get_args(By)
WEEK: Final = timedelta(days=7)


def by_of(word: str) -> str:
    """`week` or `month`; raises `UsageError` for anything else."""
    return one_of(word, "a period", BY)


def period_of(day: date, by: str) -> date:
    """The first day of the week (Monday) or month that a day lies in."""
    return day - timedelta(days=day.weekday()) if by == "week" else day.replace(day=1)


def following(period: date, by: str) -> date:
    """The first day of the next period; the calendar's last day where it has no next one."""
    if period > date.max - timedelta(days=31):
        return date.max
    return period + WEEK if by == "week" else (period + timedelta(days=31)).replace(day=1)


def periods(first: date, last: date, by: str) -> Iterator[date]:
    """All periods that two days and those between them lie in, by their first day."""
    period = period_of(first, by)
    while period <= last:
        yield period
        if period > date.max - timedelta(days=31):
            return
        period = following(period, by)


def span_of(scope: Scope, read: Iterable[date], by: str) -> Iterator[date]:
    """The periods of a scope's bounds; where it has none, from the first or to the last in which reports were read.

    Background may go back a century; without bounds the years before the reports would be filled with zeros.
    """
    known = sorted(read)
    first = scope.since or (known[0] if known else None)
    last = scope.until or (known[-1] if known else None)
    return periods(first, last, by) if first and last else iter(())


def fits(start: date, end: date | None, granularity: str | None, by: str) -> bool:
    """Whether an act's time is exact enough to count it in a period: told to the day, or all of it within one.

    "In 2024" belongs to no week; to count it in that of January 1 would draw a peak there each year.
    """
    return granularity in (None, "day") or end is None or period_of(start, by) == period_of(end, by)


FITS: Final = (
    """(granularity IS NULL OR granularity = 'day' OR "end" IS NULL"""
    """ OR date_trunc('{by}', start) = date_trunc('{by}', "end"))"""
)
"""`fits` in SQL; `{by}` is week or month."""


def reports_read(snap: Snapshot, by: str, origin: str = OURS) -> dict[date, int]:
    """How many reports were published in each period that has any, near-duplicates included."""
    query = (
        f"SELECT date_trunc('{by_of(by)}', date)::DATE AS period, count(*) AS reports FROM documents"
        " WHERE origin = ? AND month <> ? GROUP BY period ORDER BY period"
    )
    found = snap.sql(query, [origin, UNDATED])
    return dict(zip(found["period"].to_pylist(), found["reports"].to_pylist(), strict=True))

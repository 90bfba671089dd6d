"""How far reports are compared: each month with what was reported before it, up to a year where reports are few.

An act is told mostly within days, and looked back upon for months. In a small archive both are found. In a large one
the months before hold so many acts like it that what is recalled is not told apart any more, and reading them again for
each add would cost too much: so a month's window is as many months as hold up to `MOST` events, and never less than
the days before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from dateline.store.rows import month_of
from dateline.store.schema import UNDATED

MOST: Final = 5_000
"""Events of the months before that a month is compared with: some seconds' work."""

MONTHS: Final = 12
"""Months before that a month is compared with at most."""

DAYS: Final = 7
"""Days before a month with which it is compared at least: what borders cut is joined again."""


class Windows:
    """The windows of a store's months, given how many events each month has."""

    def __init__(self, events: Mapping[str, int]) -> None:
        self.months = sorted(events)
        """All months, in order, `undated` last."""
        self._since = {month: _since(month, events) for month in self.months}
        self._until = {month: month for month in self.months}
        for month in self.months:
            for earlier in self.before(month):
                self._until[earlier] = month

    def since(self, month: str) -> date | None:
        """The first day of reports that a month's are compared with; None for what has no day."""
        return self._since.get(month)

    def before(self, month: str) -> list[str]:
        """The months, itself left out, that have days in a month's window."""
        since = self._since.get(month)
        if since is None:
            return []
        first = month_of(since)
        return [earlier for earlier in self.months if first <= earlier < month]

    def span(self, month: str) -> list[str]:
        """The months that may tell of an act that a month tells of: those of its window, and those in whose it is.

        An act is joined by no report whose window begins after the act's first one, so it lies within these.
        """
        first = next(iter(self.before(month)), month)
        return [other for other in self.months if first <= other <= self._until[month]]

    def after(self, month: str) -> list[str]:
        """The month and those whose windows it is in."""
        return [other for other in self.months if month <= other <= self._until.get(month, month)]


def linked(windows: Windows, month: str, links: Mapping[str, Iterable[str]]) -> set[str]:
    """The months of `span`, and what edits link to these: `links` are the months that an edit joins to a month."""
    found: set[str] = set()
    todo = [month]
    while todo:
        new = set(windows.span(todo.pop())) - found
        found |= new
        todo += [other for one in new for other in links.get(one, ()) if other not in found]
    return found


def _since(month: str, events: Mapping[str, int]) -> date | None:
    if month == UNDATED:
        return None
    start = date.fromisoformat(f"{month}-01")
    total, first = 0, start
    for _ in range(MONTHS):
        if first == date.min:
            break
        last = first - timedelta(days=1)
        total += events.get(month_of(last), 0)
        if total > MOST:
            break
        first = last.replace(day=1)
    if first == start and start > date.min:
        return start - timedelta(days=DAYS)
    return first


def neighbours(months: Iterable[str], there: Iterable[str]) -> list[str]:
    """Those of the months `there` that are among some months or beside them: near-duplicates are days apart at most."""
    wanted = set(months)
    for month in [month for month in wanted if month != UNDATED]:
        first = date.fromisoformat(f"{month}-01")
        wanted |= {month_of(day) for day in _beside(first)}
    return [month for month in there if month in wanted]


def _beside(first: date) -> Iterator[date]:
    """A day of the month before and of the month after."""
    if first > date.min:
        yield first - timedelta(days=1)
    if first < date.max.replace(day=1):
        yield first + timedelta(days=31)

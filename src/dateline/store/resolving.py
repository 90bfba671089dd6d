"""Which open actors are resolved anew: those of changed reports, and those that a changed office table reaches.

The reports of half a year are resolved with the tenures that are told in it and in the half-years around it: further
ones say nothing that `dateline.offices` would trust. Where few are told, more half-years are taken in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from dateline.offices import Company, Differences, OfficeTable, company_of, differences
from dateline.store.changes import Changes
from dateline.store.edits import edits_of
from dateline.store.months import month_rows
from dateline.store.offices import Office, offices_of, reached, resolutions_of
from dateline.store.rows import Row
from dateline.store.schema import UNDATED
from dateline.store.snapshot import Snapshot

MOST: Final = 2_000
"""Tenures up to which more half-years are taken in."""
HALF: Final = 6

Table = tuple[OfficeTable, Company]


class _Told:
    """The offices that a snapshot tells, by months, and the tables of half-years."""

    def __init__(self, snapshot: Snapshot, edits: Sequence[Row]) -> None:
        self.snapshot = snapshot
        self.edits = edits
        self.offices: dict[str, Office] = {}
        self._tables: dict[tuple[str, ...], Table] = {}
        self._counts = _tenures(snapshot)

    def window(self, half: int) -> tuple[str, ...]:
        """The months whose tenures tell of a half-year."""
        reach = 1
        numbers = {month: _half(month) for month in self._counts}
        last = max((abs(number - half) for number in numbers.values()), default=0)
        while reach < last and sum(n for m, n in self._counts.items() if abs(numbers[m] - half) <= reach + 1) <= MOST:
            reach += 1
        return tuple(month for month in sorted(self._counts) if abs(numbers[month] - half) <= reach)

    def of(self, month: str) -> Office:
        """What a month tells."""
        if month not in self.offices:
            self.offices[month] = offices_of(self.snapshot, month, self.edits)
        return self.offices[month]

    def table(self, half: int) -> Table:
        """The office table of a half-year with its company."""
        # In a small store all half-years have the same window.
        months = self.window(half)
        if months not in self._tables:
            # Months are asked in order: of two windows the earlier is done with.
            self._tables = {months: self._made(months)}
        return self._tables[months]

    def forget(self, first: str) -> None:
        """Let go of the months before one."""
        for month in [month for month in self.offices if month < first]:
            del self.offices[month]

    def _made(self, months: Sequence[str]) -> Table:
        told = [self.of(month) for month in months]
        table = OfficeTable.of(holding for office in told for holding in office.holdings)
        states = {document: found for office in told for document, found in office.states.items()}
        return table, company_of(table, states)


class Resolver:
    """The rows of `resolutions`, month by month in order, where they may differ from what they were."""

    def __init__(self, base: Snapshot, before: Snapshot | None, edits: Sequence[Row], changes: Changes) -> None:
        self._now = _Told(base, edits)
        self._then = _Told(before, edits_of(before, "correct", "reject")) if before else None
        self._changes = changes
        self._differences: dict[tuple[tuple[str, ...], tuple[str, ...]], Differences | None] = {}

    def resolved(self, month: str) -> list[Row] | None:
        """The rows of a month; None where they are what they were."""
        base, edits = self._now.snapshot, self._now.edits
        changed = self._changes.of(month)
        if month == UNDATED:
            # Nobody can say who held an office on a day that is not known.
            return [] if self._then is None else None
        half = _half(month)
        if self._then is None:
            found = resolutions_of(base, month, changed, *self._now.table(half), edits) if changed else []
            self._now.forget(self._now.window(half)[0] if self._now.window(half) else month)
            return found
        wanted = set(changed)
        told = self._differ(half)
        if told:
            wanted |= reached(base, month, told, edits)
        if not wanted and month not in self._changes.documents:
            return None
        there = {row["id"] for row in month_rows(base, "documents", month, ("id",))}
        kept = [row for row in month_rows(base, "resolutions", month) if row["document"] in there - wanted]
        if not wanted:
            return kept
        return kept + resolutions_of(base, month, wanted & there, *self._now.table(half), edits)

    def _differ(self, half: int) -> Differences | None:
        """What the tables of a half-year tell differently, then and now."""
        if self._then is None:
            return None
        windows = self._now.window(half), self._then.window(half)
        if windows not in self._differences:
            self._differences[windows] = self._compared(half, self._then)
        return self._differences[windows]

    def _compared(self, half: int, then: _Told) -> Differences | None:
        now = self._now
        months = {*now.window(half), *then.window(half)}
        touched = sorted(months & self._changes.documents.keys())
        same = all(now.of(month) == then.of(month) for month in touched)
        if same and now.window(half) == then.window(half):
            return None
        for month in sorted(months.difference(touched)):
            # What nothing touched is told as it was.
            then.offices[month] = now.of(month)
        tables = now.table(half), then.table(half)
        return differences((tables[0][0], tables[1][0]), (tables[0][1], tables[1][1]))


def _half(month: str) -> int:
    """The number of a month's half-year; of what has no day, one far from all."""
    if month == UNDATED:
        return -(10**6)
    return (int(month[:4]) * 12 + int(month[5:]) - 1) // HALF


def _tenures(snapshot: Snapshot) -> Mapping[str, int]:
    """How many tenures each month tells, but for those without a day."""
    counts: Counter[str] = Counter()
    for month, files in snapshot.files("tenures").items():
        rows = list(files.values())
        if month != UNDATED:
            # A takedown leaves no statistics in the log of what it rewrote.
            known = None not in rows
            counts[month] = sum(filter(None, rows)) if known else len(month_rows(snapshot, "tenures", month, ("id",)))
    return counts

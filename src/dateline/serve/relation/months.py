"""A store seen through some of its months: what a page tells lies in few of them, and the others need not be opened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pyarrow.dataset as ds

from dateline.analyse.periods import following
from dateline.store import Snapshot
from dateline.store.schema import TABLES, UNDATED


class WithinMonths(Snapshot):
    """A snapshot of which only the rows reported in some months, and the month after each, are there.

    Near-duplicates of a report, which tell of the same acts, come within days of it.
    """

    def __init__(self, whole: Snapshot, months: Iterable[str]) -> None:
        self.uri, self.version, self.at = whole.uri, whole.version, whole.at
        self._whole = whole
        self._months = sorted({near for month in months for near in (month, _next(month))})

    def dataset(self, name: str) -> ds.Dataset:
        """A table as an Arrow data set."""
        whole = self._whole.dataset(name)
        return whole.filter(ds.field("month").isin(self._months)) if TABLES[name].by_month else whole

    def _files(self, name: str, dyad: str | None = None) -> list[str]:
        # Not by its files: these are of all months.
        return []

    # What was read of the whole snapshot's edits holds for it through any months.
    def __eq__(self, other: object) -> bool:
        return isinstance(other, WithinMonths) and other._whole is self._whole

    def __hash__(self) -> int:
        return hash(self._whole)


def _next(month: str) -> str:
    return month if month == UNDATED else f"{following(date.fromisoformat(f'{month}-01'), 'month'):%Y-%m}"

"""The reports that stand behind records: a document and its near-duplicates, with their sources and days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dateline.analyse.cast import fetch
from dateline.store.schema import UNDATED
from dateline.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Reports:
    """Some reports in the order of their days: their ids, the day of the first, and their sources, sorted."""

    documents: list[str]
    reported: date | None
    sources: list[str]


class Library:
    """The reports behind some documents."""

    def __init__(self, rows: Iterable[dict[str, Any]], documents: Collection[str]) -> None:
        self._rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in rows:
            self._rows[row["duplicate_of"] if row["duplicate_of"] in documents else row["id"]].append(row)

    def reports(self, documents: Iterable[str]) -> Reports:
        """The reports behind all of these documents together."""
        rows = [row for document in documents for row in self._rows[document]]
        rows.sort(key=lambda row: (row["date"] or date.max, row["id"]))
        sources = sorted({row["source"] for row in rows if row["source"]})
        return Reports([row["id"] for row in rows], rows[0]["date"] if rows else None, sources)


def library(snap: Snapshot, documents: Collection[str], months: Collection[str] | None = None) -> Library:
    """The reports behind these documents (of these months, or of any): themselves and their near-duplicates."""
    columns = ("id", "date", "source", "duplicate_of")
    near = _near(months) if months is not None else None
    return Library(fetch(snap, "documents", columns, ("id", "duplicate_of"), documents, near), documents)


def _near(months: Iterable[str]) -> set[str]:
    """The months, and those beside them: near-duplicates are of nearby days (`dateline.store.duplicates.WINDOW`)."""
    near = {UNDATED}
    for month in set(months) - near:
        day = date.fromisoformat(f"{month}-15")
        near |= {f"{day + step * timedelta(days=30):%Y-%m}" for step in (-1, 0, 1)}
    return near

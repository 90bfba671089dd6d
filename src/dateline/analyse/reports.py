"""The reports that stand behind records: a document and its near-duplicates, with their sources and days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.analyse.cast import fetch
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


def library(snap: Snapshot, documents: Collection[str]) -> Library:
    """The reports behind these documents: themselves and their near-duplicates."""
    columns = ("id", "date", "source", "duplicate_of")
    return Library(fetch(snap, "documents", columns, ("id", "duplicate_of"), documents), documents)

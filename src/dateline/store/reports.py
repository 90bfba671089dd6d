"""The reports that stand behind records: a document and its near-duplicates, with their sources and days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from dateline.store.rows import Row

COLUMNS: Final = ("id", "date", "source", "duplicate_of")
"""Of `documents`, what a library needs."""


@dataclass(frozen=True, slots=True)
class Reports:
    """Some reports in the order of their days: their ids, the day of the first, and their sources, sorted."""

    documents: list[str]
    reported: date | None
    sources: list[str]


class Library:
    """The reports behind some documents; `rows` are theirs and their near-duplicates', with `COLUMNS`."""

    def __init__(self, rows: Iterable[Row], documents: Container[str]) -> None:
        self._rows: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            self._rows[row["duplicate_of"] if row["duplicate_of"] in documents else row["id"]].append(row)

    def reports(self, documents: Iterable[str]) -> Reports:
        """The reports behind all of these documents together."""
        rows = [row for document in documents for row in self._rows.get(document, ())]
        rows.sort(key=lambda row: (row["date"] or date.max, row["id"]))
        sources = sorted({row["source"] for row in rows if row["source"]})
        return Reports([row["id"] for row in rows], rows[0]["date"] if rows else None, sources)

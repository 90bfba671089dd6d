"""The reports that stand behind stored documents: themselves and their near-duplicates."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from dateline.analyse.cast import fetch
from dateline.store.reports import COLUMNS, Library
from dateline.store.schema import UNDATED
from dateline.store.snapshot import Snapshot


def library(snap: Snapshot, documents: Collection[str], months: Collection[str] | None = None) -> Library:
    """The reports behind these documents (of these months, or of any): themselves and their near-duplicates."""
    near = _near(months) if months is not None else None
    return Library(fetch(snap, "documents", COLUMNS, ("id", "duplicate_of"), documents, near), documents)


def _near(months: Iterable[str]) -> set[str]:
    """The months, and those beside them: near-duplicates are of nearby days (`dateline.store.duplicates.WINDOW`)."""
    near = {UNDATED}
    for month in set(months) - near:
        day = date.fromisoformat(f"{month}-15")
        near |= {f"{day + step * timedelta(days=30):%Y-%m}" for step in (-1, 0, 1)}
    return near

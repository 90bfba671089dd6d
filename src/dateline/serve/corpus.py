"""What is true of a whole version of the store, and asked for on every page: read once for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dateline.records import CoderInfo
from dateline.store import Snapshot


@dataclass(frozen=True, slots=True)
class Corpus:
    """How many reports there are, the days of the first and the last, and what coded the newest of them."""

    reports: int
    first: date | None
    last: date | None
    coder: str


@lru_cache(maxsize=8)
def corpus(snapshot: Snapshot) -> Corpus:
    """The corpus of a snapshot, which never changes."""
    row = snapshot.sql("SELECT count(*) AS reports, min(date) AS first, max(date) AS last FROM documents").to_pylist()[
        0
    ]
    coders = snapshot.sql(
        "SELECT coder FROM documents WHERE coder IS NOT NULL ORDER BY date DESC NULLS LAST, id LIMIT 1"
    )
    return Corpus(**row, coder=_in_words(coders["coder"][0].as_py()) if coders.num_rows else "no coder")


def _in_words(coder: str) -> str:
    info = CoderInfo.model_validate_json(coder)
    return f"dateline {info.version}, model {info.model}, manual {info.manual}"

"""What a run did, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from dateline.read import Issue


@dataclass(slots=True)
class Summary:
    """What a run has stored so far; it grows with each part that is committed.

    `documents` are those added, `coded` and `duplicates` of these; `changed` of these are new versions. `skipped` were
    there already, `removed` had been taken out and stay out, `failed` could not be read or coded. `records` counts by
    kind, `issues` by reason. `version` is the store's version after the last commit, None if there was none.
    """

    run: str
    documents: int = 0
    coded: int = 0
    duplicates: int = 0
    changed: int = 0
    skipped: int = 0
    removed: int = 0
    failed: int = 0
    records: Counter[str] = field(default_factory=Counter)
    issues: Counter[str] = field(default_factory=Counter)
    version: int | None = None

    def note(self, issues: Iterable[Issue]) -> None:
        """Count issues, and the documents that failed for them."""
        for issue in issues:
            self.issues[issue.reason] += 1
            self.failed += not issue.coded

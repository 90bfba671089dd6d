"""The floor: the parse that the coder stands on, and nothing else."""

from __future__ import annotations

import dateline
from bench.speed import bare_pipeline


class BareSpacy:
    """The coder's spaCy package as it comes, with all its components. It tells no records."""

    label = "bare spaCy pipeline"
    slow = False

    def __init__(self) -> None:
        self._nlp = bare_pipeline(dateline.load())

    def read(self, documents: list[dateline.Document]) -> list[list[str]]:
        """Parse, and tell nothing."""
        return [[] for _ in self._nlp.pipe(document.text for document in documents)]

    def notes(self) -> list[str]:
        """Nothing else."""
        return []

"""What reading yields, in the order of the input: documents, and what was wrong with the input."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from dateline.records import Document


@dataclass(frozen=True, slots=True)
class Entry:
    """A document, and where it came from: the input's name, and the line in it (None: the whole input)."""

    input: str
    line: int | None
    document: Document


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reader has to say about an input that it reads all the same; it becomes a warning."""

    reason: str


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a user should know about an input.

    `coded` tells a warning from a failure: True if the report is coded all the same (it has no date, say).
    """

    input: str
    line: int | None
    reason: str
    coded: bool = False

    def __str__(self) -> str:
        place = self.input if self.line is None else f"{self.input}:{self.line}"
        return f"{place}: {'warning: ' if self.coded else ''}{self.reason}"

    def to_json(self) -> str:
        """The issue as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

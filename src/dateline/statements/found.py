"""A statement as it is found, before its actors are known."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.language import Token
from dateline.records.model import Span, StatementKind


@dataclass(slots=True)
class Found:
    """Words with the place that says whose they are.

    `speaker` is the head of the speaker's phrase; where it is None and `follows` is set, the speaker is that of the
    statement `follows`. `rule` names how it was found; it decides the confidence.
    """

    kind: StatementKind
    content: list[Span]
    rule: str
    cue: Span | None = None
    verb: Token | None = None
    speaker: Token | None = None
    follows: Found | None = None
    addressees: list[Token] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Offset of the first character of the content."""
        return self.content[0][0]

    @property
    def end(self) -> int:
        """Offset after the last character of the content."""
        return self.content[-1][1]

    def overlaps(self, start: int, end: int) -> bool:
        """Whether the content has characters in common with `[start, end)`."""
        return any(first < end and start < last for first, last in self.content)

"""A statement as it is found, before its actors are known, and the text that statements take up."""

from __future__ import annotations

from collections.abc import Iterable
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


class Taken:
    """The characters of a text that the contents of statements take up."""

    def __init__(self, length: int, found: Iterable[Found]) -> None:
        self._taken = bytearray(length)
        for statement in found:
            for start, end in statement.content:
                self.take(start, end)

    def take(self, start: int, end: int) -> None:
        """Add `[start, end)`."""
        self._taken[start:end] = b"\1" * (end - start)

    def meets(self, start: int, end: int) -> bool:
        """Whether any character of `[start, end)` is taken."""
        return self._taken.find(1, start, end) >= 0

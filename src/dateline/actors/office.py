"""One office as a report tells it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Status = Literal["current", "former", "incoming"]


@dataclass(slots=True)
class Office:
    """An office as told at tokens `[first, last)`.

    `head` is the token of its noun, `owner` that of a possessor ("its", "X's"), `kind` that of `data/offices.tsv`.
    `complements` are its phrases to the right ("of State"): the token of the preposition and the phrase's end.
    """

    first: int
    last: int
    head: int
    office: str
    kind: str
    sector: str
    country: str | None = None
    organisation: str | None = None
    status: Status = "current"
    owner: int | None = None
    plural: bool = False
    complements: list[tuple[int, int]] = field(default_factory=list)

"""What `resolve` reads and writes: rows of the store's tables `actors` and `resolutions`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.records import Report

SETTING = 40
"""How many characters before and after an actor's first mention go into its row: enough for "of foreign affairs"."""


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor of one document.

    `mention` are the words that name it first (`naming`), `before` and `after` `SETTING` characters around them.
    """

    id: str
    document: str
    name: str
    kind: str = "unknown"
    country: str | None = None
    base: str | None = None
    sector: str | None = None
    office: str | None = None
    mention: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the office table tells of an actor that its own report leaves open: a row of the store's `resolutions`.

    `person` is the key of the person across documents. `country`, `base`, `sector` and `office` are None where the
    report tells them, or where the table does not.
    """

    actor: str
    document: str
    month: str
    person: str
    name: str
    country: str | None
    base: str | None
    sector: str | None
    office: str | None
    reasons: tuple[str, ...]


def actors_of(report: Report) -> Iterator[ActorRow]:
    """The actors of a report as rows."""
    text = report.document.text
    for actor in report.actors:
        start, end = naming(text, actor.name, actor.mentions)
        yield ActorRow(
            actor.id,
            report.document.id,
            actor.name,
            actor.kind,
            actor.country,
            actor.base,
            actor.sector,
            actor.office,
            text[start:end],
            text[max(0, start - SETTING) : start],
            text[end : end + SETTING],
        )


def naming(text: str, name: str, mentions: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The first of an actor's mentions that holds its name, not a pronoun; else the first one, `(0, 0)` without any."""
    told = (span for span in mentions if name in text[slice(*span)])
    return next(told, mentions[0] if mentions else (0, 0))

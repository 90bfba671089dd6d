"""What `resolve` reads and writes: rows of the store's tables `actors` and `resolutions`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.records import Report

SETTING = 40
"""How many characters before and after an actor's first mention go into its row: enough for "of foreign affairs"."""


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor of one document, with the words of its first mention and the characters around them (`SETTING` of each)."""

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
        start, end = actor.mentions[0] if actor.mentions else (0, 0)
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
            text[max(0, start - SETTING) : start] if actor.mentions else "",
            text[end : end + SETTING] if actor.mentions else "",
        )

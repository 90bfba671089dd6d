"""dateline's own coder, as a rival among the others."""

from __future__ import annotations

import dateline
from dateline.actors.gazetteer import gazetteer
from dateline.records import Actor, Report, Span


class WholeCoder:
    """The coder as `dateline code` runs it."""

    label = "whole coder"
    slow = False

    def __init__(self) -> None:
        self._coder = dateline.load()

    def read(self, documents: list[dateline.Document]) -> list[list[str]]:
        """Events as the names of their parties, statements as speaker, addressees and content."""
        return [_flat(report) for report in self._coder.code_all(documents)]

    def notes(self) -> list[str]:
        """Nothing else."""
        return []


def _flat(report: Report) -> list[str]:
    text = report.document.text
    names = {actor.id: _name(actor) for actor in report.actors}
    told = [" ; ".join(names[one] for one in (*event.actors, *event.recipients)) for event in report.events]
    for statement in report.statements:
        parties = [names[one] for one in (statement.speaker, *statement.addressees) if one]
        told.append(" ; ".join([*parties, *_pieces(text, statement.content)]))
    return told


def _name(actor: Actor) -> str:
    """The actor's name and, where it has one, its state."""
    return " ; ".join([actor.name, gazetteer().names[actor.country]] if actor.country else [actor.name])


def _pieces(text: str, spans: list[Span]) -> list[str]:
    return [text[start:end] for start, end in spans]

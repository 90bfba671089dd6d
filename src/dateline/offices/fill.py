"""A report whose open actors are filled in from the office table of other reports."""

from __future__ import annotations

from datetime import date

from dateline.offices.explain import explain
from dateline.offices.resolve import resolve
from dateline.offices.rows import Resolution, actors_of
from dateline.offices.table import OfficeTable
from dateline.records import Actor, Report
from dateline.records.reasons import Reasons

FILLED = ("country", "base", "sector", "office")


def fill(report: Report, table: OfficeTable, reasons: Reasons) -> Report:
    """The report with what the table tells of actors that it leaves open; nothing that it tells is changed.

    The reasons are noted for the actors, and for the events and statements that they take part in.
    """
    document = report.document
    day = date.fromisoformat(document.date) if document.date else None
    found = {told.actor: told for told in resolve(actors_of(report), table, {document.id: day})}
    for told in found.values():
        for record in (told.actor, *_records_with(report, told.actor)):
            for line in explain(told):
                reasons.add(record, line)
    actors = [_filled(actor, found.get(actor.id)) for actor in report.actors]
    return report.model_copy(update={"actors": actors})


def _filled(actor: Actor, told: Resolution | None) -> Actor:
    if told is None:
        return actor
    open_fields = {name: getattr(told, name) for name in FILLED if getattr(actor, name) is None}
    return actor.model_copy(update={**open_fields, "name": told.name})


def _records_with(report: Report, actor: str) -> list[str]:
    events = [event.id for event in report.events if actor in (*event.actors, *event.recipients)]
    return events + [statement.id for statement in report.statements if actor == statement.speaker]

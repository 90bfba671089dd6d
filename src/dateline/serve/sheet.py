"""A report for reading: its text in pieces with the records over each, and the records in sections beside it."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel

from dateline.records import Agreement, Event, Figure, Report, Statement, Tenure
from dateline.records.reasons import Reasons
from dateline.render.segments import cut
from dateline.render.story import Line, Section, tell
from dateline.render.words import visible
from dateline.serve.sureness import plain_reason, sure
from dateline.serve.words import shown

CALENDAR = "Planned next"

AnyRecord = Event | Statement | Agreement | Figure | Tenure
"""A record with evidence of its own."""


class Piece(BaseModel):
    """A stretch of the text: the ids and kinds of the records that rest on it, those of the shortest evidence first.

    `anchors` are the records whose evidence begins here.
    """

    start: int
    end: int
    text: str
    records: list[str]
    kinds: list[str]
    anchors: list[str]


class Told(BaseModel):
    """One record in words. `code` is its type and mode in PLOVER's terms, `sure` how sure we are, `why` the reasons."""

    id: str
    kind: str
    text: str
    when: str
    status: str
    code: str
    details: list[str]
    quote: str
    confidence: float
    sure: str
    why: list[str]


class ToldSection(BaseModel):
    """A heading and the records under it."""

    heading: str
    records: list[Told]


class Planned(BaseModel):
    """A record of the calendar: its id, its words and its time."""

    id: str
    text: str
    when: str


class Sheet(BaseModel):
    """A report for reading."""

    pieces: list[Piece]
    sections: list[ToldSection]
    planned: list[Planned]


def sheet_of(report: Report, reasons: Reasons | None = None, origin: str = "dateline") -> Sheet:
    """The sheet of a report. With `reasons`, each record has its own."""
    sections = tell(report, reasons)
    told = [section for section in sections if section.heading != CALENDAR]
    text = visible(report.document.text)
    segments = cut(len(text), [line for section in told for line in section.lines]) if text else []
    return Sheet(
        pieces=[
            Piece(
                start=s.start,
                end=s.end,
                text=text[s.start : s.end],
                records=s.records,
                kinds=s.kinds,
                anchors=s.anchors,
            )
            for s in segments
        ],
        sections=_sections(told, {one.id: one.confidence for one in records_of(report)}, origin),
        planned=[
            Planned(id=line.id, text=shown(line.text), when=line.when)
            for section in sections
            if section.heading == CALENDAR
            for line in section.lines
        ],
    )


def told_of(line: Line, confidence: float, origin: str = "dateline") -> Told:
    """A line of a story with how sure we are of it."""
    # A story opens an event's details with its codes, which are not for reading.
    code, details = (line.details[0], line.details[1:]) if line.kind == "event" else ("", line.details)
    return Told(
        id=line.id,
        kind=line.kind,
        text=shown(line.text),
        when=line.when,
        status=line.status,
        code=code,
        details=[shown(detail) for detail in details],
        quote=visible(line.quote),
        confidence=confidence,
        sure=sure(confidence, origin),
        why=[plain_reason(reason) for reason in line.reasons],
    )


def _sections(sections: Sequence[Section], confidences: dict[str, float], origin: str) -> list[ToldSection]:
    return [
        ToldSection(
            heading=section.heading, records=[told_of(line, confidences[line.id], origin) for line in section.lines]
        )
        for section in sections
    ]


def records_of(report: Report) -> list[AnyRecord]:
    """All records of a report but its actors."""
    return [*report.events, *report.statements, *report.agreements, *report.figures, *report.tenures]

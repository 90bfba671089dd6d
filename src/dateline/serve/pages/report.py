"""Report: the text as it came, its evidence highlighted, and beside it the records, with why and how sure."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, HTTPException, Query
from pydantic import BaseModel
from starlette.requests import Request

from dateline.records import CoderInfo, Event, Report
from dateline.records.reasons import Reasons
from dateline.render.story import tell
from dateline.render.words import actor_name
from dateline.serve.answer import answer, twin
from dateline.serve.archive import Archive, TheArchive, TheSnapshot
from dateline.serve.edits import EditNote, notes_of
from dateline.serve.filed import Filed, copies_of, file_of, headline_of
from dateline.serve.sheet import AnyRecord, Sheet, Told, records_of, sheet_of, told_of
from dateline.serve.sureness import plain_reason
from dateline.store import Snapshot

router = APIRouter(tags=["reports"])

COPIES: Final = 200
"""Near-duplicates that are named; a wire story has some dozens."""


class Copy(BaseModel):
    """A near-duplicate."""

    id: str
    date: date | None
    title: str | None
    source: str | None
    url: str | None


class ActOfEvent(BaseModel):
    """The act that an event tells of, how many reports tell of it, and who joined them."""

    id: str
    reports: int
    joined_by: str


class Rejected(BaseModel):
    """A record that a reader rejected, and the edit that did so."""

    record: Told
    edit: EditNote


class ReportPage(BaseModel):
    """A report and its records. `edition` is 1, and one more for each changed text that came under its address.

    `duplicate_of` is the near-duplicate that was coded in its place; `copies` are those that it stands for. `acts` and
    `edits` go by record id. `settling` tells that timelines and counts are still being brought up to date.
    """

    version: int
    id: str
    headline: str
    date: date | None
    title: str | None
    source: str | None
    source_country: str | None
    byline: str | None
    url: str | None
    language: str | None
    origin: str
    coder: CoderInfo | None
    edition: int
    earlier: int
    duplicate_of: str | None
    copies: list[Copy]
    copies_total: int
    has_text: bool
    explained: bool
    newest: bool
    sheet: Sheet
    acts: dict[str, ActOfEvent]
    edits: dict[str, list[EditNote]]
    rejected: list[Rejected]
    settling: bool


@twin(router, "/report/{id:path}", ReportPage, "A report with its records")
def report(
    request: Request,
    snapshot: TheSnapshot,
    archive: TheArchive,
    id: str,
    why: Annotated[
        bool, Query(description="Code the text again, so as to give the coder's own reasons for each record.")
    ] = False,
) -> Any:
    """One report: its text, its records, and what readers decided about them."""
    filed = file_of(snapshot, id)
    if filed is None:
        raise HTTPException(404, "The store has no such report.")
    return answer(request, "report.html", _page(filed, snapshot, archive, why))


def _page(filed: Filed, snapshot: Snapshot, archive: Archive, why: bool) -> ReportPage:
    document = filed.document
    coded = filed.report()
    names = {actor.id: actor_name(actor) for actor in coded.actors}
    reasons = _reasons(filed, coded, archive if why else None)
    copies = copies_of(snapshot, filed.id)
    edits: dict[str, list[EditNote]] = {}
    for edit in filed.edits:
        if edit["kind"] == "correct":
            edits.setdefault(edit["record"], []).extend(notes_of([edit], names))
    fields = ("id", "date", "title", "source", "source_country", "byline", "url", "language", "origin", "duplicate_of")
    return ReportPage(
        **{name: document[name] for name in fields},
        version=snapshot.version,
        headline=headline_of(filed.document),
        coder=CoderInfo.model_validate_json(document["coder"]) if document["coder"] else None,
        edition=document["version"],
        earlier=len(document["earlier"] or ()),
        copies=[Copy.model_validate(row) for row in copies[:COPIES]],
        copies_total=len(copies),
        has_text=filed.has_text,
        explained=why,
        newest=snapshot.version == archive.at().version,
        sheet=sheet_of(coded, reasons, document["origin"]),
        acts={
            event: ActOfEvent(id=row["act"], reports=row["reports"], joined_by=row["joined_by"])
            for event, row in filed.joins.items()
        },
        edits=edits,
        rejected=_rejected(filed, names),
        settling=archive.is_settling,
    )


def _reasons(filed: Filed, coded: Report, archive: Archive | None) -> Reasons:
    """Why each record was made: what other reports tell of its people and of its act; with an archive, the coder's."""
    reasons = Reasons()
    if archive and filed.document["coder"]:
        _, own = next(archive.coder().explain_all([coded.document]))
        for record in records_of(coded):
            for reason in own.of(record.id):
                reasons.add(record.id, reason)
    resolutions, joins = filed.resolutions, filed.joins
    for record in records_of(coded):
        for actor in _people(record):
            for reason in resolutions.get(actor, {}).get("reasons") or ():
                reasons.add(record.id, reason)
        join = joins.get(record.id)
        if join and join["reasons"]:
            reasons.add(record.id, f"one act with other reports: {'; '.join(map(plain_reason, join['reasons']))}")
    return reasons


def _people(record: AnyRecord) -> list[str]:
    """The actor ids that a record names."""
    told = record.model_dump()
    people = [told.get(name) for name in ("speaker", "via", "person")]
    for name in ("actors", "recipients", "addressees", "about", "parties"):
        people += told.get(name) or []
    if isinstance(record, Event):
        people += [other.actor for other in record.others]
    return [person for person in people if person]


def _rejected(filed: Filed, names: dict[str, str]) -> list[Rejected]:
    edits = {edit["record"]: edit for edit in filed.edits if edit["kind"] == "reject"}
    if not edits:
        return []
    whole = filed.report(edited=False)
    confidences = {record.id: record.confidence for record in records_of(whole)}
    # The calendar tells some events a second time.
    lines = {line.id: line for section in tell(whole) for line in section.lines}
    return [
        Rejected(
            record=told_of(lines[id], confidences[id], filed.document["origin"]),
            edit=notes_of([edit], names)[0],
        )
        for id, edit in edits.items()
        if id in lines
    ]

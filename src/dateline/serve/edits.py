"""What readers decide about records and acts: checked, kept as edits of the store, and told in words.

An edit is written at once and counts at once for the pages of its report; `settle` brings timelines and counts after.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal, get_args

from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict, Field

from dateline.errors import UsageError
from dateline.join import EventKey, join_change, split_change
from dateline.ontology import TYPES, is_mode
from dateline.records.model import Stage, Status, TenureStatus, When
from dateline.render.words import joined, one_line, when_in_words
from dateline.serve.archive import Archive
from dateline.serve.filed import Filed, file_of
from dateline.serve.sheet import AnyRecord, records_of
from dateline.serve.words import deed
from dateline.store import Snapshot
from dateline.store.add import patiently
from dateline.store.edits import add_edit, edits_of
from dateline.store.rows import Row
from dateline.store.transaction import Transaction
from dateline.time.intervals import spanning

FieldName = Literal["act", "status", "when", "actors", "recipients", "speaker", "parties", "stage", "value"]

FIELDS: Final[Mapping[str, tuple[FieldName, ...]]] = {
    "event": ("act", "status", "when", "actors", "recipients"),
    "statement": ("speaker",),
    "agreement": ("stage", "when", "parties"),
    "figure": ("value",),
    "tenure": ("status",),
}
"""What can be corrected of each kind of record; of all kinds, a record can be rejected."""

STATUSES: Final = {"event": get_args(Status), "tenure": get_args(TenureStatus)}
STAGES: Final = get_args(Stage)
UNDOABLE: Final = ("split", "join", "correct", "reject")

Name = Annotated[str, Field(max_length=500)]


class Signed(BaseModel):
    """Who decides, and why; both as the reader wishes to give them."""

    model_config = ConfigDict(extra="forbid")

    by: Annotated[str, Field(max_length=100)] = ""
    note: Annotated[str, Field(max_length=2000)] = ""


class Rejection(Signed):
    """The record of a document that is no record."""

    document: Name
    record: Name


class Correction(Rejection):
    """What a record should be. Only the fields that `given` names count: an empty one of these is emptied.

    `act` is a type with its mode, if it has one (`CONSULT visit`); `first` and `last` are the days of `when`; `actors`,
    `recipients`, `parties` and `speaker` are ids of the report's actors.
    """

    given: list[FieldName]
    act: str = ""
    status: str = ""
    first: date | None = None
    last: date | None = None
    actors: list[Name] = []
    recipients: list[Name] = []
    parties: list[Name] = []
    speaker: str = ""
    stage: str = ""
    value: float | None = Field(None, allow_inf_nan=False)


class Parting(Signed):
    """The documents whose events are taken out of an act."""

    act: Name
    documents: list[Name]


class Joining(Signed):
    """Acts that are one act."""

    acts: list[Name]


class EditNote(BaseModel):
    """An edit that holds: what it says in words, who made it, when and why."""

    id: str
    kind: str
    at: datetime
    by: str
    note: str
    change: list[str]


def correct(archive: Archive, correction: Correction) -> str:
    """Keep a correction; the edit's id. Raises `UsageError` for one that can't be, HTTP 404 for an unknown record."""
    return _keep(archive, "correct", correction, lambda base: _change(_filed(base, correction), correction))


def reject(archive: Archive, rejection: Rejection) -> str:
    """Keep that a record is none; the edit's id. Raises HTTP 404 for an unknown record."""

    def change(base: Snapshot) -> Row:
        find_record(_filed(base, rejection), rejection.record)
        return {}

    return _keep(archive, "reject", rejection, change)


def split(archive: Archive, parting: Parting) -> str:
    """Keep that some reports tell of another act; the edit's id. Raises `UsageError`, HTTP 404."""
    return _keep(
        archive,
        "split",
        parting,
        lambda base: json.loads(split_change(events_of_act(base, parting.act), parting.documents)),
    )


def join(archive: Archive, joining: Joining) -> str:
    """Keep that acts are one act; the edit's id. Raises `UsageError`, HTTP 404."""
    return _keep(
        archive,
        "join",
        joining,
        lambda base: json.loads(join_change(key for act in joining.acts for key in events_of_act(base, act))),
    )


def undo(archive: Archive, edit: str, signed: Signed) -> str:
    """Keep that an edit no longer holds; the id of the undoing. Raises HTTP 404 for one that does not hold."""

    def change(base: Snapshot) -> Row:
        if edit not in {row["id"] for row in edits_of(base, *UNDOABLE)}:
            raise HTTPException(404, "There is no such edit that could be undone.")
        return {"edit": edit}

    return _keep(archive, "restore", signed, change)


def events_of_act(snapshot: Snapshot, act: str) -> list[EventKey]:
    """The events that tell of an act. Raises HTTP 404 for an unknown act."""
    rows = snapshot.sql("SELECT document, event FROM joins WHERE act = ? ORDER BY ALL", [act]).to_pylist()
    if not rows:
        raise HTTPException(404, f"There is no act {one_line(act)[:60]!r}.")
    return [(row["document"], row["event"]) for row in rows]


def find_record(filed: Filed, record: str) -> tuple[str, AnyRecord]:
    """A record of a report as corrected, with its kind. Raises HTTP 404 for an unknown one."""
    for one in records_of(filed.report()):
        if one.id == record:
            return type(one).__name__.lower(), one
    raise HTTPException(404, "The report has no such record.")


def notes_of(edits: Iterable[Row], names: Mapping[str, str]) -> list[EditNote]:
    """Edits in words; `names` are those of the report's actors by id."""
    return [
        EditNote(
            id=edit["id"],
            kind=edit["kind"],
            at=edit["at"],
            by=one_line(edit["change"].get("by", "")),
            note=one_line(edit["note"] or ""),
            change=list(_in_words(edit["change"], names)),
        )
        for edit in edits
    ]


def _keep(archive: Archive, kind: str, signed: Signed, change: Callable[[Snapshot], Row]) -> str:
    """Write an edit that rests on the newest version, and settle behind."""
    # The table has no column for the editor; programs that read edits pass over fields that they do not know.
    by = {"by": one_line(signed.by)} if signed.by.strip() else {}
    place = {name: getattr(signed, name) for name in ("document", "record")} if isinstance(signed, Rejection) else {}

    def write() -> str:
        with archive.store.writing("edit", f"{kind} by hand") as transaction:
            return _add(transaction, kind, {**change(transaction.base), **by}, signed.note, place)

    edit = patiently(write)
    archive.settle()
    return edit


def _add(transaction: Transaction, kind: str, change: Row, note: str, place: Mapping[str, str]) -> str:
    return add_edit(transaction, kind, change, note=note.strip() or None, **place)


def _filed(base: Snapshot, about: Rejection) -> Filed:
    filed = file_of(base, about.document)
    if filed is None:
        raise HTTPException(404, "The store has no such report.")
    return filed


def _change(filed: Filed, correction: Correction) -> Row:
    """The fields of a record that the correction makes others, in the contract's names."""
    kind, record = find_record(filed, correction.record)
    other = [str(field) for field in correction.given if field not in FIELDS[kind]]
    if other:
        raise UsageError(f"the {joined(other)} of a record of kind {kind} can't be corrected")
    known = {row["id"] for row in filed.actors()}
    wanted: Row = {}
    for field in correction.given:
        wanted |= _wanted(field, kind, record, correction, known)
    there = record.model_dump()
    changed = {name: value for name, value in wanted.items() if there[name] != value}
    if not changed:
        raise UsageError("nothing was changed: choose another value, or reject the record")
    # The score rests on both: a mode of another type has none.
    return changed | {name: wanted[name] for name in ("type", "mode") if {"type", "mode"} & set(changed)}


def _wanted(field: FieldName, kind: str, record: AnyRecord, correction: Correction, known: set[str]) -> Row:
    """One field as it should be, checked."""
    value = getattr(correction, field, None)
    match field:
        case "act":
            type, _, mode = correction.act.partition(" ")
            if type not in TYPES or (mode and not is_mode(type, mode)):
                raise UsageError(f"there is no act {one_line(correction.act)[:60]!r}")
            return {"type": type, "mode": mode or None}
        case "status" | "stage":
            _among(value, STAGES if field == "stage" else STATUSES[kind], field)
            return {field: value}
        case "when":
            return {"when": _when(record, correction)}
        case "actors" | "recipients" | "parties":
            for id in value or ():
                _among(id, known, "actor of the report")
            return {field: list(dict.fromkeys(value or ()))}
        case "speaker":
            if value:
                _among(value, known, "actor of the report")
            return {"speaker": value or None}
        case "value":
            return {"value": value}


def _among(value: object, known: Collection[str], what: str) -> None:
    if value not in known:
        raise UsageError(f"{one_line(str(value))[:60]!r} is no {what}")


def _when(record: AnyRecord, correction: Correction) -> Row | None:
    first, last = correction.first, correction.last or correction.first
    if first is None or last is None:
        if correction.last is not None:
            raise UsageError("give the first day, too")
        return None
    if last < first:
        raise UsageError("the last day is before the first")
    there: When | None = getattr(record, "when", None)
    start, end = first.isoformat(), last.isoformat()
    if there and (there.start, there.end) == (start, end):
        return there.model_dump()
    # A time without words counts as the report's own day, which claims nothing about the act.
    text = there.text if there and there.text else when_in_words(When(start=start, end=end, granularity="day"))
    return {"start": start, "end": end, "granularity": spanning(first, last).granularity, "text": text}


def _in_words(change: Row, names: Mapping[str, str]) -> Iterable[str]:
    if "type" in change:
        yield deed(change["type"], change.get("mode"))
    if "when" in change:
        when: Any = change["when"]
        yield when_in_words(When.model_validate(when)) if when else "no time told"
    for field, label in (("actors", "by"), ("recipients", "to"), ("parties", "between")):
        if field in change:
            yield f"{label} {joined([names.get(id, id) for id in change[field]]) or 'nobody named'}"
    if "speaker" in change:
        yield f"said by {names.get(change['speaker'], change['speaker'] or 'nobody named')}"
    for field in ("status", "stage"):
        if field in change:
            yield str(change[field])
    if "value" in change:
        yield "no number" if change["value"] is None else f"{change['value']:g}"

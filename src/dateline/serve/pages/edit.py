"""Changes by readers: correcting and rejecting records, joining and parting acts, undoing; all kept as edits."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from dateline.ontology import TYPES
from dateline.render.words import actor_name
from dateline.serve import edits
from dateline.serve.answer import answer, twin
from dateline.serve.archive import TheArchive, TheSnapshot
from dateline.serve.filed import file_of
from dateline.serve.words import deed

router = APIRouter(tags=["edits"])

EDITED = {"HX-Trigger": "edited"}
"""Tells the page that asked to show itself anew."""


class Kept(BaseModel):
    """An edit was kept: its id, and the store's version that holds it."""

    edit: str
    version: int


class Choice(BaseModel):
    """A value that a field can have, in words, and whether it has it now."""

    value: str
    words: str
    chosen: bool


class Acts(BaseModel):
    """A type of event with its modes to choose from."""

    type: str
    choices: list[Choice]


class Choices(BaseModel):
    """What a record can be corrected to: `fields` are those of its kind, and the lists are empty for the others."""

    document: str
    record: str
    kind: str
    fields: list[edits.FieldName]
    acts: list[Acts] = []
    statuses: list[Choice] = []
    stages: list[Choice] = []
    first: str | None = None
    last: str | None = None
    actors: list[Choice] = []
    recipients: list[Choice] = []
    parties: list[Choice] = []
    speakers: list[Choice] = []
    value: float | None = None


class Settling(BaseModel):
    """Whether timelines and counts are being brought up to date."""

    settling: bool


@twin(router, "/correct", Choices, "What a record can be corrected to")
def correct_form(
    request: Request,
    snapshot: TheSnapshot,
    document: Annotated[str, Query(max_length=500)],
    record: Annotated[str, Query(max_length=500)],
) -> Any:
    """The form by which a reader corrects a record of a report."""
    filed = file_of(snapshot, document)
    if filed is None:
        raise HTTPException(404, "The store has no such report.")
    kind, told = edits.find_record(filed, record)
    names = {actor.id: actor_name(actor) for actor in filed.report().actors}
    now = told.model_dump()
    when = now.get("when") or {}
    fields = edits.FIELDS[kind]
    choices = Choices(
        document=document,
        record=record,
        kind=kind,
        fields=list(fields),
        acts=_acts(now["type"], now["mode"]) if kind == "event" else [],
        statuses=_choices(edits.STATUSES.get(kind, ()), now.get("status")),
        stages=_choices(edits.STAGES, now.get("stage")) if "stage" in fields else [],
        first=when.get("start"),
        last=when.get("end"),
        speakers=_people(names, [now["speaker"]]) if "speaker" in fields else [],
        value=now.get("value"),
        **{field: _people(names, now[field]) for field in ("actors", "recipients", "parties") if field in fields},
    )
    return answer(request, "_correct.html", choices)


@router.post("/edits/correct", status_code=201, summary="Correct a record")
def correct(response: Response, archive: TheArchive, form: Annotated[edits.Correction, Form()]) -> Kept:
    """Keep what a record should be; the report shows it at once."""
    return _kept(response, archive, edits.correct(archive, form))


@router.post("/edits/reject", status_code=201, summary="Reject a record")
def reject(response: Response, archive: TheArchive, form: Annotated[edits.Rejection, Form()]) -> Kept:
    """Keep that a record is none; the report shows it at once."""
    return _kept(response, archive, edits.reject(archive, form))


@router.post("/edits/split", status_code=201, summary="Part reports from an act")
def split(response: Response, archive: TheArchive, form: Annotated[edits.Parting, Form()]) -> Kept:
    """Keep that some reports tell of another act."""
    return _kept(response, archive, edits.split(archive, form))


@router.post("/edits/join", status_code=201, summary="Make acts one")
def join(response: Response, archive: TheArchive, form: Annotated[edits.Joining, Form()]) -> Kept:
    """Keep that acts are one act."""
    return _kept(response, archive, edits.join(archive, form))


@router.post("/edits/{edit}/undo", status_code=201, summary="Undo an edit")
def undo(response: Response, archive: TheArchive, edit: str, form: Annotated[edits.Signed, Form()]) -> Kept:
    """Keep that an edit no longer holds."""
    return _kept(response, archive, edits.undo(archive, edit, form))


@twin(router, "/settling", Settling, "Whether timelines and counts are being brought up to date")
def settling(request: Request, archive: TheArchive) -> Any:
    """A line that asks again until it is done."""
    found = answer(request, "_settling.html", Settling(settling=archive.is_settling))
    if isinstance(found, Response) and not archive.is_settling:
        found.headers["HX-Trigger"] = "settled"
    return found


def _kept(response: Response, archive: TheArchive, edit: str) -> Kept:
    response.headers.update(EDITED)
    return Kept(edit=edit, version=archive.at().version)


def _acts(type: str, mode: str | None) -> list[Acts]:
    return [
        Acts(
            type=deed(name),
            choices=[
                Choice(value=name, words=deed(name), chosen=(name, None) == (type, mode)),
                *(
                    Choice(value=f"{name} {one}", words=_deed(name, one), chosen=(name, one) == (type, mode))
                    for one in told.modes
                ),
            ],
        )
        for name, told in TYPES.items()
    ]


def _deed(type: str, mode: str) -> str:
    """A mode in words; those without words of their own by their type's and their name."""
    words = deed(type, mode)
    return f"{words}: {mode.replace('-', ' ')}" if words == deed(type) else words


def _choices(values: tuple[str, ...], now: str | None) -> list[Choice]:
    return [Choice(value=value, words=value, chosen=value == now) for value in values]


def _people(names: dict[str, str], chosen: list[str | None]) -> list[Choice]:
    """Actors to choose from, those first that are chosen now."""
    choices = [Choice(value=id, words=name, chosen=id in chosen) for id, name in names.items()]
    return sorted(choices, key=lambda choice: not choice.chosen)

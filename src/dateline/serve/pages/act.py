"""Act: what several reports tell of one act, side by side; why they were joined; what it came from and led to."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import RedirectResponse

from dateline.serve.acts import (
    Difference,
    Link,
    Member,
    OtherAct,
    differences_of,
    edits_about,
    links_of,
    members_of,
    parted_from,
    similar_to,
)
from dateline.serve.answer import answer, twin, wants_json
from dateline.serve.archive import TheArchive, TheSnapshot
from dateline.serve.edits import EditNote, notes_of
from dateline.serve.filed import files_of
from dateline.serve.sheet import Told
from dateline.serve.words import segment
from dateline.store import Snapshot

router = APIRouter(tags=["acts"])

SHOWN: Final = 60
"""Reports that are shown: the act of a month that most reports tell of has some dozens, near-duplicates aside."""

MEMBERS: Final = "SELECT * FROM joins WHERE act = ? ORDER BY main DESC, document, event"
NOW: Final = "SELECT act FROM joins WHERE event = ? OR event = ? ORDER BY act"


class ActPage(BaseModel):
    """One act with its reports. `became` is what became of it as a plan, `fulfils` the plans that it kept or broke.

    `similar` are acts that may be the same, to be joined by hand; `edits` are the decisions about it that hold,
    `parted` the acts that they part it from.
    """

    version: int
    id: str
    told: Told
    reports: int
    members: list[Member]
    members_total: int
    differences: list[Difference]
    became: list[Link]
    fulfils: list[Link]
    similar: list[OtherAct]
    edits: list[EditNote]
    parted: list[OtherAct]
    newest: bool
    settling: bool


@twin(router, "/act/{id}", ActPage, "An act with all its reports")
def act(request: Request, snapshot: TheSnapshot, archive: TheArchive, id: str) -> Any:
    """One act: all its reports side by side, what they disagree on, and what became of it."""
    joins = snapshot.sql(MEMBERS, [id]).to_pylist()
    if not joins:
        return _elsewhere(request, snapshot, id)
    shown = joins[:SHOWN]
    files = files_of(snapshot, {row["document"] for row in shown})
    members = members_of(snapshot, shown, files)
    if not members:
        raise HTTPException(404, "Readers rejected all that was told of this act.")
    became, fulfils = links_of(snapshot, id)
    events = {(row["document"], row["event"]) for row in joins}
    edits = edits_about(snapshot, events)
    newest = snapshot.version == archive.at().version
    page = ActPage(
        version=snapshot.version,
        id=id,
        told=members[0].told,
        reports=joins[0]["reports"],
        members=members,
        members_total=len(joins),
        differences=differences_of(shown, files),
        became=became,
        fulfils=fulfils,
        similar=similar_to(snapshot, id) if newest else [],
        edits=notes_of(edits, {}),
        parted=parted_from(snapshot, edits, events),
        newest=newest,
        settling=archive.is_settling,
    )
    return answer(request, "act.html", page)


def _elsewhere(request: Request, snapshot: Snapshot, id: str) -> Any:
    """The way to the act that this one became part of: an act is called after its earliest event."""
    rows = snapshot.sql(NOW, [f"ev{id.removeprefix('act')}", id]).to_pylist()
    if not rows:
        raise HTTPException(404, "The store has no such act.")
    ending = ".json" if wants_json(request) else ""
    query = f"?{urlencode(request.query_params.multi_items())}" if request.query_params else ""
    return RedirectResponse(f"/act/{segment(rows[0]['act'])}{ending}{query}", 307)

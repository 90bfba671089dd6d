"""Dossier: records pinned from any page, with notes, in one's own order, to be taken along as Markdown or DOCX."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, HTTPException
from fastapi import Path as InPath
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from dateline.serve.answer import answer, render, twin
from dateline.serve.archive import TheSnapshot
from dateline.serve.desk import Desk, TheDesk
from dateline.serve.dossier import pins
from dateline.serve.dossier.document import MEDIA_TYPE, docx
from dateline.serve.dossier.markdown import markdown
from dateline.serve.dossier.model import Dossier, Moving, Noting, Pinned, Pinning
from dateline.serve.dossier.telling import dossier_of

router = APIRouter(tags=["dossier"])

GONE: Final = "The dossier has no such pin."

Key = Annotated[str, InPath(pattern="^[0-9a-f]{16}$", description="The pin's `key`.")]


class Changed(BaseModel):
    """The dossier was changed: how many pins there are now."""

    pins: int


@twin(router, "/dossier", Dossier, "The pinned records")
def dossier(request: Request, snapshot: TheSnapshot, desk: TheDesk) -> Any:
    """The pinned records as the store tells them now, in the reader's order, with notes."""
    return answer(request, "dossier.html", dossier_of(snapshot, pins.pins_of(desk)))


@router.get("/dossier.md", summary="The dossier as Markdown", response_class=Response)
def dossier_markdown(request: Request, snapshot: TheSnapshot, desk: TheDesk) -> Any:
    """The pinned records with quotations, sources, notes and how to cite."""
    text = markdown(dossier_of(snapshot, pins.pins_of(desk)), _site(request))
    return _download(text.encode("utf-8", "replace"), "text/markdown; charset=utf-8", "dossier.md")


@router.get("/dossier.docx", summary="The dossier as DOCX", response_class=Response)
def dossier_docx(request: Request, snapshot: TheSnapshot, desk: TheDesk) -> Any:
    """The same for word processors."""
    return _download(docx(dossier_of(snapshot, pins.pins_of(desk)), _site(request)), MEDIA_TYPE, "dossier.docx")


@router.post("/dossier/pins", status_code=201, response_model=Pinned, summary="Pin a record")
def pin(request: Request, snapshot: TheSnapshot, desk: TheDesk, form: Annotated[Pinning, Form()]) -> Any:
    """Put a record at the end of the dossier; what the store does not have can't be pinned."""
    document = "" if form.kind in ("act", "report") else form.document
    key = pins.key_of(form.kind, form.id, document)
    told = {"name": key, "at": snapshot.at, "note": "", "version": snapshot.version, "document": document}
    (found,) = dossier_of(snapshot, [{**told, "kind": form.kind, "id": form.id}]).pins
    if not found.sources:
        raise HTTPException(404, f"The store has no such {form.kind}.")
    pins.pin(desk, form.kind, form.id, document, snapshot.version)
    pinned = Pinned(key=key, pins=len(pins.pins_of(desk)))
    if request.headers.get("hx-request") == "true":
        return render(request, "_pinned.html", {"it": pinned}, 201)
    return pinned


@router.post("/dossier/pins/{key}/note", summary="Note something on a pinned record")
def note(request: Request, desk: TheDesk, key: Key, form: Annotated[Noting, Form()]) -> Any:
    """Keep a note; an empty one takes the note away."""
    if not pins.note(desk, key, form.note):
        raise HTTPException(404, GONE)
    if request.headers.get("hx-request") == "true":
        return Response("The note is kept.", media_type="text/plain; charset=utf-8")
    return Changed(pins=len(pins.pins_of(desk)))


@router.post("/dossier/pins/{key}/move", summary="Move a pinned record up or down")
def move(request: Request, snapshot: TheSnapshot, desk: TheDesk, key: Key, form: Annotated[Moving, Form()]) -> Any:
    """Let a record change places with its neighbour."""
    return _changed(request, snapshot, desk, pins.move(desk, key, form.to))


@router.post("/dossier/pins/{key}/remove", summary="Take a record out of the dossier")
def remove(request: Request, snapshot: TheSnapshot, desk: TheDesk, key: Key) -> Any:
    """Take a record and its note out of the dossier."""
    return _changed(request, snapshot, desk, pins.remove(desk, key))


def _changed(request: Request, snapshot: TheSnapshot, desk: Desk, found: bool) -> Any:
    """The list of pins for htmx, which puts it in place of the old one; else their number."""
    if not found:
        raise HTTPException(404, GONE)
    known = pins.pins_of(desk)
    if request.headers.get("hx-request") == "true":
        return render(request, "_pins.html", {"it": dossier_of(snapshot, known)})
    return Changed(pins=len(known))


def _download(body: bytes, media_type: str, name: str) -> Response:
    return Response(body, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _site(request: Request) -> str:
    return f"{request.base_url}".rstrip("/")

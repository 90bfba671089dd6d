"""Add: paste or upload reports, see them coded at once, and keep them."""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, File, Form, HTTPException, UploadFile
from pydantic import BaseModel
from starlette.requests import Request

from dateline.coder import Coded
from dateline.errors import UsageError
from dateline.read import FORMATS, Entry, Options
from dateline.render.words import one_line
from dateline.serve.answer import answer, render, twin, wants_json
from dateline.serve.archive import TheSnapshot
from dateline.serve.filed import headline_of
from dateline.serve.intake import Intake, TheIntake, Upload
from dateline.serve.settings import UPLOAD_BYTES
from dateline.serve.sheet import Sheet, sheet_of
from dateline.serve.words import safe_url
from dateline.store import Snapshot
from dateline.store.documents import Item, Known

router = APIRouter(tags=["add"])

LOOKED_AT: Final = 5
"""Reports of an upload that are shown coded before it is stored."""

LISTED: Final = 50
"""Stored reports that are listed."""

STORED: Final = """
    SELECT id, date, title, substr(text, 1, 400) AS text, source, origin, duplicate_of FROM documents
    WHERE run = ? ORDER BY date, id LIMIT ?
"""
RUN: Final = """
    SELECT sum(documents) AS documents, sum(duplicates) AS duplicates, sum(changed) AS changed,
        sum(skipped) AS skipped, sum(records) AS records, sum(issues) AS failed
    FROM runs WHERE run = ? HAVING count(*) > 0
"""


class AddPage(BaseModel):
    """What can be added: formats that are read, and the bytes that a request may have."""

    version: int
    formats: list[str]
    most_bytes: int


class Look(BaseModel):
    """A report coded for a look. `stored` is the id of the same report in the store, if it is there already."""

    headline: str
    date: date | None
    source: str | None
    sheet: Sheet
    stored: str | None


class Preview(BaseModel):
    """What an upload tells, coded but not stored: its first reports, what was wrong, and whether there are more."""

    reports: list[Look]
    issues: list[str]
    more: bool


class StoredReport(BaseModel):
    """A report that was stored; a near-duplicate is counted, but not coded."""

    id: str
    headline: str
    is_duplicate: bool


class Adding(BaseModel):
    """How far an upload has come. `problem` is what ended it early; `read` counts reports and faulty ones so far."""

    run: str
    done: bool
    coding: bool
    problem: str | None
    read: int
    documents: int
    duplicates: int
    changed: int
    skipped: int
    removed: int
    records: int
    failed: int
    issues: list[str]
    reports: list[StoredReport]


def upload_of(
    text: Annotated[str, Form(description="One report, or several in a format that is read.")] = "",
    file: Annotated[UploadFile | None, File(description="A file in place of the text.")] = None,
    day: Annotated[str, Form(max_length=10, description="The day of publication, 2026-03-01.")] = "",
    title: Annotated[str, Form(max_length=500)] = "",
    source: Annotated[str, Form(max_length=200)] = "",
    url: Annotated[str, Form(max_length=2000, description="The report's address.")] = "",
    format: Annotated[str, Form(max_length=20, description="Empty: told from name and content.")] = "",
    any_language: Annotated[bool, Form(description="Code it even if it does not look English.")] = False,
) -> Upload:
    """What a form brings. Raises `UsageError` for what can't be."""
    if day:
        try:
            day = date.fromisoformat(day).isoformat()
        except ValueError:
            raise UsageError(f"the date {one_line(day)!r} is no day: write it as 2026-03-01") from None
    if url and not safe_url(url):
        raise UsageError("the address must begin with http:// or https://")
    known = next((one for one in FORMATS if one == format), None)
    if format and known is None:
        raise UsageError(f"there is no format {one_line(format)!r}: it is one of {', '.join(FORMATS)}")
    options = Options(
        date=day or None, title=title.strip() or None, source=source.strip() or None, format=known, force=any_language
    )
    if file is not None and file.filename:
        # Only the last part: a name from elsewhere says nothing about folders here.
        name = PurePosixPath(one_line(file.filename.replace("\\", "/"))).name or "upload"
        return Upload(file.file.read(), name, file.content_type, options, url or None)
    if not text.strip():
        raise UsageError("paste a report, or choose a file")
    return Upload.of_text(text, options, url or None)


TheUpload = Annotated[Upload, Depends(upload_of)]


@twin(router, "/add", AddPage, "What can be added")
def add_page(request: Request, snapshot: TheSnapshot) -> Any:
    """The form by which reports are added."""
    page = AddPage(version=snapshot.version, formats=list(FORMATS), most_bytes=UPLOAD_BYTES)
    return answer(request, "add.html", page)


@router.post("/add/preview", response_model=Preview, summary="Code an upload without storing it")
def preview(request: Request, snapshot: TheSnapshot, intake: TheIntake, upload: TheUpload) -> Any:
    """What an upload tells."""
    coded, issues, more = intake.look(upload, LOOKED_AT)
    reports = [_look(snapshot, upload, one) for one in coded]
    return answer(request, "_preview.html", Preview(reports=reports, issues=issues, more=more))


@router.post("/add", status_code=202, response_model=Adding, summary="Add an upload to the store")
def add(request: Request, snapshot: TheSnapshot, intake: TheIntake, upload: TheUpload) -> Any:
    """Begin to add an upload; `/add/{run}.json` tells how far it is."""
    found = _adding(snapshot, intake, intake.start(upload))
    return found if wants_json(request) else render(request, "_adding.html", {"it": found}, 202)


@twin(router, "/add/{run}", Adding, "How far an upload has come")
def adding(request: Request, snapshot: TheSnapshot, intake: TheIntake, run: str) -> Any:
    """A box that asks again until all is stored."""
    return answer(request, "_adding.html", _adding(snapshot, intake, run))


def _look(snapshot: Snapshot, upload: Upload, coded: Coded) -> Look:
    document = coded.report.document
    item = Item.of(Entry(upload.name, None, document))
    _, stored = Known.of(snapshot, [item]).find(item)
    return Look(
        headline=headline_of(document.model_dump()),
        date=date.fromisoformat(document.date) if document.date else None,
        source=document.source,
        sheet=sheet_of(coded.report, coded.reasons),
        stored=stored.id if stored and stored.had(item.text_hash) else None,
    )


def _adding(snapshot: Snapshot, intake: Intake, run: str) -> Adding:
    """How far a run is; one from before the server started is known by what it stored. Raises HTTP 404."""
    stored = snapshot.sql(STORED, [run, LISTED]).to_pylist()
    reports = [
        StoredReport(id=row["id"], headline=headline_of(row), is_duplicate=row["duplicate_of"] is not None)
        for row in stored
    ]
    job = intake.job(run)
    if job:
        told = job.summary
        return Adding(
            run=run,
            done=job.done,
            coding=job.coding,
            problem=job.problem if job.done else None,
            read=job.read,
            documents=told.documents,
            duplicates=told.duplicates,
            changed=told.changed,
            skipped=told.skipped,
            removed=told.removed,
            records=told.records.total(),
            failed=told.failed,
            issues=list(job.issues),
            reports=reports,
        )
    books = snapshot.sql(RUN, [run]).to_pylist()
    if not books:
        raise HTTPException(404, "There is no such run.")
    read = books[0]["documents"] + books[0]["skipped"]
    return Adding(
        **books[0], run=run, done=True, coding=False, problem=None, read=read, removed=0, issues=[], reports=reports
    )

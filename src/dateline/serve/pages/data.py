"""Data: tables, versions, sources and issues of the store, and files to take away."""

from __future__ import annotations

from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse

from dateline.analyse.scope import Scope
from dateline.errors import UsageError
from dateline.export import Options, Selection
from dateline.serve.answer import answer, twin
from dateline.serve.archive import TheArchive, TheSnapshot
from dateline.serve.corpus import corpus
from dateline.serve.data.books import (
    copies_of,
    counts_of,
    feeds_of,
    issues_of,
    runs_of,
    sources_of,
    tables_of,
    versions_of,
)
from dateline.serve.data.model import Data, Duplicates, Format, Issues, Runs, Sources, Versions
from dateline.serve.data.take import Name, take

router = APIRouter(tags=["data"])

NEWEST: Final = 8
"""Versions and runs on the first page."""

FORMATS: Final = {
    "csv": "a flat table of events, or all tables",
    "parquet": "the same for programs: typed, small",
    "plover": "PLOVER, JSON lines",
    "polecat": "POLECAT, tab-separated",
    "icews": "ICEWS, tab-separated",
    "gdelt": "GDELT 2.0, events and mentions",
    "phoenix": "Phoenix, tab-separated",
}

Cursor = Annotated[int, Query(ge=0, le=100_000_000, description="Where the list begins, from `next`.")]
Limit = Annotated[int, Query(ge=1, le=200, description="Entries on a page.")]


@twin(router, "/data", Data, "Tables and versions of the store")
def data(request: Request, snapshot: TheSnapshot, archive: TheArchive) -> Any:
    """What a version of the store holds: its tables with their columns and what they mean, versions, runs, formats."""
    known = corpus(snapshot)
    counts = counts_of(snapshot)
    model = Data(
        version=snapshot.version,
        at=snapshot.at,
        newest=archive.at().version,
        first=known.first,
        last=known.last,
        coder=known.coder,
        **counts,
        tables=tables_of(snapshot),
        versions=versions_of(snapshot, NEWEST, 0)[0],
        runs=runs_of(snapshot, NEWEST, 0)[0],
        formats=[
            Format(name=name, meaning=meaning, address=f"/download/{name}?version={snapshot.version}")
            for name, meaning in FORMATS.items()
        ],
    )
    return answer(request, "data.html", model)


@twin(router, "/data/versions", Versions, "Versions of the store")
def data_versions(request: Request, snapshot: TheSnapshot, cursor: Cursor = 0, limit: Limit = 50) -> Any:
    """What each version did, the newest first."""
    entries, found = versions_of(snapshot, limit, cursor)
    return answer(
        request, "data_versions.html", Versions(entries=entries, **_head(request, snapshot, found, cursor, limit))
    )


@twin(router, "/data/runs", Runs, "Runs that added reports")
def data_runs(request: Request, snapshot: TheSnapshot, cursor: Cursor = 0, limit: Limit = 50) -> Any:
    """Runs with what they added, the newest first."""
    entries, found = runs_of(snapshot, limit, cursor)
    return answer(request, "data_runs.html", Runs(entries=entries, **_head(request, snapshot, found, cursor, limit)))


@twin(router, "/data/issues", Issues, "What could not be read or coded")
def data_issues(request: Request, snapshot: TheSnapshot, cursor: Cursor = 0, limit: Limit = 50) -> Any:
    """What could not be read or coded, and why."""
    entries, found = issues_of(snapshot, limit, cursor)
    return answer(
        request, "data_issues.html", Issues(entries=entries, **_head(request, snapshot, found, cursor, limit))
    )


@twin(router, "/data/sources", Sources, "Sources, and when each was last read")
def data_sources(request: Request, snapshot: TheSnapshot, cursor: Cursor = 0, limit: Limit = 50) -> Any:
    """Papers and agencies with their reports, and feeds with the last reading of each."""
    entries, found = sources_of(snapshot, limit, cursor)
    head = _head(request, snapshot, found, cursor, limit)
    return answer(request, "data_sources.html", Sources(entries=entries, feeds=feeds_of(snapshot), **head))


@twin(router, "/data/duplicates", Duplicates, "Reports with near-duplicates")
def data_duplicates(request: Request, snapshot: TheSnapshot, cursor: Cursor = 0, limit: Limit = 50) -> Any:
    """Reports that other papers printed almost word for word, those with most copies first."""
    entries, found = copies_of(snapshot, limit, cursor)
    head = _head(request, snapshot, found, cursor, limit)
    return answer(request, "data_duplicates.html", Duplicates(entries=entries, **head))


@router.get(
    "/download/{format}",
    summary="Events as a file",
    response_class=FileResponse,
    responses={200: {"content": {"application/octet-stream": {}}, "description": "The file, or a zip of several."}},
)
def download(
    snapshot: TheSnapshot,
    format: Annotated[Name, Path(description="The format; docs/formats.md tells what each can carry.")],
    since: Annotated[str, Query(max_length=40, description="The first day of acts, such as 2026-03-01.")] = "",
    until: Annotated[str, Query(max_length=40, description="The last day of acts.")] = "",
    dyad: Annotated[str, Query(max_length=20, description="Acts between two (`JPN-KOR`), or of one (`JPN`).")] = "",
    text: Annotated[bool, Query(description="Whether words of the reports may be in it.")] = True,
    reports: Annotated[bool, Query(description="One event for each report of an act, not for each act.")] = False,
    tables: Annotated[bool, Query(description="All tables whole, as a zip (csv and parquet).")] = False,
) -> FileResponse:
    """The events of a version in a format of the field; the version is in the file's name."""
    if tables and format not in ("csv", "parquet"):
        raise UsageError(f"whole tables come as csv or parquet, not as {format}")
    scope = Scope.of(since=since or None, until=until or None)
    selection = Selection(scope.since, scope.until, dyad.strip().upper() or None, not reports)
    taken = take(snapshot, format, selection, Options(text=text), tables=tables)
    told = {"X-Dateline-Version": f"{snapshot.version}", "X-Dateline-Events": f"{taken.log.events}"}
    return FileResponse(
        taken.path,
        media_type=taken.media_type,
        filename=taken.path.name,
        headers=told,
        background=BackgroundTask(taken.drop),
    )


def _head(request: Request, snapshot: TheSnapshot, found: int, cursor: int, limit: int) -> dict[str, Any]:
    """What all lists have."""
    kept = [(name, value) for name, value in request.query_params.items() if name in ("version", "limit")]
    path = request.url.path.removesuffix(".json")
    following = f"{path}?{urlencode([('cursor', f'{cursor + limit}'), *kept])}" if cursor + limit < found else None
    return {"version": snapshot.version, "found": found, "next": following}

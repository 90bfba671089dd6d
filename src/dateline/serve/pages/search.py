"""Search: words and filters over reports and statements; searches that are kept, each with a feed."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, HTTPException, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from dateline.errors import UsageError
from dateline.ontology import TYPES
from dateline.serve.answer import render, twin, wants_json
from dateline.serve.archive import TheSnapshot
from dateline.serve.cursor import cursor_of
from dateline.serve.desk import Desk, TheDesk
from dateline.serve.filed import headline_of
from dateline.serve.search.asked import Asked, TheAsked
from dateline.serve.search.atom import MEDIA_TYPE, feed
from dateline.serve.search.facets import facets_of
from dateline.serve.search.found import found
from dateline.serve.search.model import Hit, Saved, Search
from dateline.serve.search.snippet import snippet
from dateline.serve.words import segment, shown

router = APIRouter(tags=["search"])

LIMIT: Final = 20
MOST: Final = 100
IN_FEED: Final = 50
KEPT: Final = 200
"""Searches that one desk keeps at most."""

Name = Annotated[str, Path(max_length=80, description="The name under which the search is kept.", examples=["border"])]


@twin(router, "/search", Search, "Search reports and statements")
def search(
    request: Request,
    snapshot: TheSnapshot,
    desk: TheDesk,
    asked: TheAsked,
    cursor: Annotated[str, Query(max_length=400, description="Where the list begins, from `next`.")] = "",
    limit: Annotated[int, Query(ge=1, le=MOST, description="Hits on a page.")] = LIMIT,
) -> Any:
    """Reports and statements that hold all of the words, the newest first, and what they are like."""
    told = found(snapshot, asked, cursor, limit)
    version = request.query_params.get("version", "")
    following = {"cursor": cursor_of(*told.next) if told.next else "", "version": version}
    if limit != LIMIT:
        following["limit"] = f"{limit}"
    model = Search(
        version=snapshot.version,
        q=asked.q,
        kind=asked.kind,
        types=list(asked.scope.types),
        since=asked.scope.since,
        until=asked.scope.until,
        source=asked.source,
        actor=asked.actor,
        asked=not asked.is_empty,
        found=told.found,
        hits=[_hit(row, asked.terms) for row in told.hits],
        facets=facets_of(asked, told.facets),
        saved=_saved(desk),
        next=asked.address(**following) if told.next else None,
    )
    if wants_json(request):
        return model
    return render(request, "search.html", {"it": model, "types": TYPES, "address": asked.address()})


@router.get(
    "/search/{name:path}.atom",
    summary="A kept search as a feed",
    response_class=Response,
    responses={200: {"content": {MEDIA_TYPE: {}}, "description": "An Atom feed (RFC 4287) of the newest hits."}},
)
def search_feed(request: Request, snapshot: TheSnapshot, desk: TheDesk, name: Name) -> Any:
    """The newest hits of a kept search, to be read again and again by a feed reader."""
    kept = next((one for one in desk.all("search") if one["name"] == name), None)
    if kept is None:
        raise HTTPException(404, "No search is kept under this name.")
    asked = Asked.saved(kept)
    hits = [_hit(row, asked.terms) for row in found(snapshot, asked, "", IN_FEED).hits]
    site = f"{request.base_url}".rstrip("/")
    text = feed(name, _feed(name), asked.address(), site, snapshot.at, hits)
    return Response(text, media_type=f"{MEDIA_TYPE}; charset=utf-8")


@router.post("/search/keep", summary="Keep a search", response_model=list[Saved])
def keep(
    request: Request,
    desk: TheDesk,
    asked: TheAsked,
    name: Annotated[str, Form(max_length=80, description="What to call it.", examples=["border"])],
) -> Any:
    """Keep the search of the address under a name, in place of another one of that name; all that are kept."""
    name = shown(name)
    if not name:
        raise UsageError("a search to be kept needs a name")
    if asked.is_empty:
        raise UsageError("nothing is asked for; search for something, then keep the search")
    if len(desk.all("search")) >= KEPT:
        raise UsageError(f"{KEPT} searches are kept; drop one first")
    desk.put("search", name, asked.value)
    return _list(request, desk)


@router.post("/search/drop", summary="Drop a kept search", response_model=list[Saved])
def drop(
    request: Request,
    desk: TheDesk,
    name: Annotated[str, Form(max_length=80, description="The name of the search.", examples=["border"])],
) -> Any:
    """Forget a kept search and its feed; those that are left."""
    if not desk.drop("search", name):
        raise HTTPException(404, "No search is kept under this name.")
    return _list(request, desk)


def _list(request: Request, desk: Desk) -> Any:
    saved = _saved(desk)
    return render(request, "_saved.html", {"saved": saved}) if "hx-request" in request.headers else saved


def _saved(desk: Desk) -> list[Saved]:
    return [
        Saved(name=one["name"], address=Asked.saved(one).address(), feed=_feed(one["name"]))
        for one in desk.all("search")
    ]


def _feed(name: str) -> str:
    return f"/search/{segment(name)}.atom"


def _hit(row: dict[str, Any], terms: list[str]) -> Hit:
    report = f"/report/{segment(row['document'])}"
    return Hit(
        **{name: row[name] for name in ("kind", "id", "document", "date", "source", "speaker")},
        headline=headline_of(row),
        snippet=snippet(row["text"] or row["title"] or "", terms, row["from_"]),
        address=report if row["kind"] == "report" else f"{report}#r-{segment(row['id'])}",
    )

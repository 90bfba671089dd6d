"""Today: what changed in the newest days of the corpus, what is due, and how those fare that one watches."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, HTTPException, Query
from pydantic import BaseModel
from starlette.requests import Request

from dateline.analyse import calendar
from dateline.analyse.calendar import AWAITED
from dateline.analyse.parties import Party
from dateline.analyse.scope import day
from dateline.serve.answer import answer, render, twin, wants_json
from dateline.serve.archive import TheSnapshot
from dateline.serve.changed import Changes, changes_of
from dateline.serve.corpus import corpus
from dateline.serve.desk import Desk, TheDesk
from dateline.serve.filed import headline_of
from dateline.serve.relation.asked import Pair
from dateline.serve.telling import row_in_words, time_in_words
from dateline.serve.words import place_name, segment, shown
from dateline.store import Snapshot

router = APIRouter(tags=["today"])

DAYS: Final = 7
DUE: Final = timedelta(days=30)
PLANS: Final = 8
REPORTS: Final = 10
WATCHED: Final = 100
"""Watched at most: what a person can watch."""

NEWEST: Final = """
    SELECT id, title, left(text, 400) AS text, source, origin, date FROM documents
    WHERE month >= ? AND date <= ? AND duplicate_of IS NULL AND origin = 'dateline' ORDER BY date DESC, id LIMIT ?"""

FARING: Final = """
    WITH asked AS (SELECT unnest(?) AS name, unnest(?) AS x, unnest(?) AS y),
    seen AS (
        SELECT a, b, act, start, quad FROM dyads
        WHERE main AND origin = 'dateline' AND status = 'happened' AND start <= ?
            AND (list_contains(?, a) OR list_contains(?, b))
    )
    SELECT name, max(start) AS last, count(DISTINCT act) FILTER (start >= ?) AS recent,
        count(DISTINCT act) FILTER (start >= ? AND quad > 2) AS conflict
    FROM asked JOIN seen ON (y = '' AND (a = x OR b = x)) OR (a = x AND b = y) GROUP BY name"""


class Watched(BaseModel):
    """Somebody, or two, whom the reader watches, and their acts in the span; null where only a name is known."""

    name: str
    title: str
    address: str
    recent: int | None
    conflict: int | None
    last: date | None


class Plan(BaseModel):
    """Something planned for the coming days."""

    text: str
    when: str
    start: date
    words: str | None
    reports: int
    address: str


class Newest(BaseModel):
    """One of the latest reports."""

    id: str
    title: str
    source: str | None
    date: date


class Visit(BaseModel):
    """When the reader last said to have seen all: the version and the newest report's day then; reports added since."""

    version: int
    day: date | None
    reports: int


class Today(BaseModel):
    """The newest days of the corpus; `changes` is the address of what changed in them."""

    version: int
    reports: int
    first: date | None
    last: date | None
    since: date | None
    changes: str
    visit: Visit | None
    watched: list[Watched]
    plans: list[Plan]
    newest: list[Newest]


Since = Annotated[str, Query(description="The first day; by default six before the newest report's.")]
Until = Annotated[str, Query(description="The last day; by default the newest report's.")]


@twin(router, "/", Today, "What is new, due and watched")
def today(request: Request, snapshot: TheSnapshot, desk: TheDesk, since: Since = "") -> Any:
    """What changed in the last days of the corpus, what is due, and how those fare that one watches."""
    known = corpus(snapshot)
    first = _since(since, known.last)
    model = Today(
        version=snapshot.version,
        reports=known.reports,
        first=known.first,
        last=known.last,
        since=first,
        changes=f"/changes?since={first}" if first else "/changes",
        visit=_visit(snapshot, desk),
        watched=watched(snapshot, desk, first, known.last),
        plans=list(_plans(snapshot)),
        newest=list(_newest(snapshot)),
    )
    return answer(request, "today.html", model)


@twin(router, "/changes", Changes, "What is new, unusual or gone quiet")
def what_changed(request: Request, snapshot: TheSnapshot, since: Since = "", until: Until = "") -> Any:
    """What changed in a span of days, ranked by how unusual it is for each pair."""
    last = day(until or None) or corpus(snapshot).last
    first = _since(since, last)
    if first is None or last is None:
        raise HTTPException(404, "There are no reports with a date yet, and so nothing has changed.")
    model = changes_of(snapshot, min(first, last), last)
    if wants_json(request):
        return model
    of_page = request.headers.get("hx-request") == "true"
    response = render(request, "_changes.html" if of_page else "changes.html", {"it": model})
    response.headers["Vary"] = "Accept, HX-Request"
    return response


@router.post("/watch", summary="Watch somebody, or two", response_model=list[Watched])
def watch(
    request: Request,
    snapshot: TheSnapshot,
    desk: TheDesk,
    a: Annotated[str, Form(min_length=1, max_length=200)],
    b: Annotated[str, Form(max_length=200)] = "",
) -> Any:
    """Put a pair, or one, on the reader's watch-list."""
    sides = [Party.of(side) for side in (a, b) if side.strip()]
    if not sides:
        raise HTTPException(422, "Say whom to watch: a country, a body or a name.")
    if len(desk.all("watch")) >= WATCHED:
        raise HTTPException(409, f"The watch-list is full: {WATCHED} at most.")
    keys = sorted(side.code or side.name for side in sides)
    desk.put("watch", " ".join(keys), {"sides": keys})
    return _watch_list(request, snapshot, desk, "_watching.html")


@router.post("/watch/drop", summary="Watch no longer", response_model=list[Watched])
def unwatch(request: Request, snapshot: TheSnapshot, desk: TheDesk, name: Annotated[str, Form(max_length=500)]) -> Any:
    """Take somebody off the watch-list."""
    desk.drop("watch", name)
    return _watch_list(request, snapshot, desk, "_watched.html")


@router.post("/seen", summary="All up to here was seen", response_model=Visit)
def seen(request: Request, snapshot: TheSnapshot, desk: TheDesk) -> Any:
    """Remember this version as the one that the reader has seen; Today then tells what came after it."""
    last = corpus(snapshot).last
    desk.put("visit", "today", {"version": snapshot.version, "day": f"{last}" if last else None})
    visit = _visit(snapshot, desk)
    return render(request, "_visit.html", {"visit": visit}) if _is_htmx(request) else visit


def _watch_list(request: Request, snapshot: Snapshot, desk: Desk, fragment: str) -> Any:
    last = corpus(snapshot).last
    listed = watched(snapshot, desk, _since("", last), last)
    return render(request, fragment, {"watched": listed}) if _is_htmx(request) else listed


def _is_htmx(request: Request) -> bool:
    return request.headers.get("hx-request") == "true"


def _since(since: str, last: date | None) -> date | None:
    # Somebody may ask for the first days of the calendar, before which there is none.
    return day(since or None) or (date.fromordinal(max(last.toordinal() - DAYS + 1, 1)) if last else None)


def _visit(snapshot: Snapshot, desk: Desk) -> Visit | None:
    for visit in desk.all("visit"):
        if visit["name"] == "today":
            query = 'SELECT coalesce(sum(documents), 0)::BIGINT AS reports FROM runs WHERE "at" > ?::TIMESTAMPTZ'
            reports = snapshot.sql(query, [visit["at"]])["reports"][0].as_py()
            return Visit(version=visit["version"], day=day(visit["day"]), reports=reports)
    return None


def watched(snapshot: Snapshot, desk: Desk, since: date | None, until: date | None) -> list[Watched]:
    """Whom the reader watches, and what they did in a span."""
    things = [(thing["name"], [Party.of(side) for side in thing["sides"]]) for thing in desk.all("watch")]
    coded = {name: [side.code for side in sides] for name, sides in things if all(side.code for side in sides)}
    faring = _faring(snapshot, coded, since, until) if coded and since and until else {}
    return [_watched(name, sides, faring.get(name), name in coded) for name, sides in things]


def _faring(snapshot: Snapshot, coded: dict[str, list[Any]], since: date, until: date) -> dict[str, dict[str, Any]]:
    firsts = [codes[0] for codes in coded.values()]
    seconds = [codes[1] if len(codes) > 1 else "" for codes in coded.values()]
    values = [list(coded), firsts, seconds, until, firsts, firsts, since, since]
    return {row["name"]: row for row in snapshot.sql(FARING, values).to_pylist()}


def _watched(name: str, sides: list[Party], row: dict[str, Any] | None, coded: bool) -> Watched:
    titles = [place_name(side.code) if side.code else shown(side.name) for side in sides]
    address = Pair(*sides).address if len(sides) == 2 else f"/actor/{segment(sides[0].code or sides[0].name)}"
    told = row or {"recent": 0 if coded else None, "conflict": 0 if coded else None, "last": None}
    numbers = {key: told[key] for key in ("recent", "conflict", "last")}
    return Watched(name=name, title=" and ".join(titles), address=address, **numbers)


@lru_cache(maxsize=4)
def _plans(snapshot: Snapshot) -> tuple[Plan, ...]:
    """What is planned for the next days and still awaited, the nearest first."""
    last = corpus(snapshot).last
    if last is None:
        return ()
    rows = calendar(snapshot, since=last, until=last + DUE).to_pylist()
    return tuple(
        Plan(
            text=row_in_words({**row, "status": "planned"}),
            when=time_in_words(row["start"], row["end"]),
            start=row["start"],
            words=row["words"],
            reports=row["reports"],
            address=f"/act/{segment(row['id'])}",
        )
        for row in rows
        if row["outcome"] == AWAITED
    )[:PLANS]


@lru_cache(maxsize=4)
def _newest(snapshot: Snapshot) -> tuple[Newest, ...]:
    last = corpus(snapshot).last
    if last is None:
        return ()
    month = f"{last - DUE:%Y-%m}"
    rows = snapshot.sql(NEWEST, [month, last, REPORTS]).to_pylist()
    return tuple(Newest(id=row["id"], title=headline_of(row), source=row["source"], date=row["date"]) for row in rows)

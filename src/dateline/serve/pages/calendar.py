"""Calendar: what is planned month by month, what became of it, and a file to subscribe to."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field
from starlette.requests import Request

from dateline.analyse import calendar as planned
from dateline.analyse.parties import code_or_error
from dateline.analyse.scope import Condition, Scope
from dateline.errors import UsageError
from dateline.ontology import TYPES
from dateline.serve.answer import render, twin, wants_json
from dateline.serve.archive import TheSnapshot
from dateline.serve.calendar.ics import ics
from dateline.serve.calendar.plans import Cell, Plan, first_of, following, last_of, weeks_of
from dateline.serve.corpus import corpus
from dateline.serve.words import place_name
from dateline.store import Snapshot
from dateline.store.schema import UNDATED

router = APIRouter(tags=["calendar"])

BEHIND: Final = 365
"""Days before the newest report from which plans are in the file, if it is not asked otherwise."""

FILES: Final = 16
"""Files kept in memory, of some hundred bytes a plan."""

YEARS: Final = (1000, 9998)
"""First and last year of the calendar: its weeks reach into the months beside."""

MONTHS: Final = """
    SELECT month, count(DISTINCT act) AS plans,
        count(DISTINCT act) FILTER (act IN (SELECT plan FROM outcomes WHERE outcome = 'kept')) AS kept
    FROM dyads WHERE {where} GROUP BY month ORDER BY month"""

Country = Annotated[
    str,
    Query(max_length=200, description="A country's or body's code or name: plans in which it takes part."),
]
Types = Annotated[list[str], Query(max_length=20, description="Types of acts, such as CONSULT for meetings.")]


class Month(BaseModel):
    """A month in which something is planned, and how much of it was kept."""

    month: str
    plans: int
    kept: int


class Months(BaseModel):
    """The plans of one month with what became of them; `months` are all that have any."""

    version: int
    month: str | None = Field(description="The month shown, such as 2026-03; null for a store without reports.")
    country: str | None
    country_name: str | None
    types: list[str]
    months: list[Month]
    undated: int = Field(description="Plans for which no time is told.")
    plans: list[Plan]
    weeks: list[list[Cell]]
    previous: str | None
    next: str | None
    subscribe: str


@twin(router, "/calendar", Months, "What is planned in a month")
def calendar(
    request: Request,
    snapshot: TheSnapshot,
    month: Annotated[
        str, Query(max_length=7, description="The month, such as 2026-03; else that of the newest report.")
    ] = "",
    country: Country = "",
    type: Types = [],  # noqa: B006
) -> Any:
    """Plans by their day, with what became of them; those told for a longer time than a day stand apart."""
    scope = Scope.of(types=filter(None, type), status=("planned",))
    code = code_or_error(country) if country.strip() else None
    newest = corpus(snapshot).last
    months, undated = _months(snapshot, scope, code)
    shown = _month(month) if month else f"{newest:%Y-%m}" if newest else None
    asked = [*([("country", code)] if code else []), *(("type", one) for one in scope.types)]
    version = request.query_params.get("version")
    kept = [*asked, *([("version", version)] if version else [])]
    plans = _plans(snapshot, code, scope, first_of(shown), last_of(shown)) if shown else []
    model = Months(
        version=snapshot.version,
        month=shown,
        country=code,
        country_name=place_name(code) if code else None,
        types=list(scope.types),
        months=months,
        undated=undated,
        plans=plans,
        weeks=weeks_of(shown, plans) if shown else [],
        previous=_address("/calendar", [("month", following(shown, -1)), *kept]) if shown else None,
        next=_address("/calendar", [("month", following(shown)), *kept]) if shown else None,
        subscribe=_address("/calendar.ics", asked),
    )
    if wants_json(request):
        return model
    by_id = {plan.id: plan for plan in plans}
    context = {"types": TYPES, "plans": by_id, "query": urlencode(kept), "first": first_of(shown) if shown else None}
    return render(request, "calendar.html", {"it": model, "today": newest, **context})


@router.get(
    "/calendar.ics",
    summary="Plans to subscribe to",
    response_class=Response,
    responses={200: {"content": {"text/calendar": {}}, "description": "An iCalendar file of all-day events."}},
)
def calendar_file(
    request: Request,
    snapshot: TheSnapshot,
    country: Country = "",
    type: Types = [],  # noqa: B006
    since: Annotated[
        str, Query(description="The first day, such as 2026-03-01; else a year before the newest report.")
    ] = "",
    until: Annotated[str, Query(description="The last day.")] = "",
) -> Any:
    """An iCalendar file (RFC 5545) that calendar programs read again and again: each plan keeps its identity."""
    scope = Scope.of(types=filter(None, type), status=("planned",), since=since or None, until=until or None)
    code = code_or_error(country) if country.strip() else None
    newest = corpus(snapshot).last
    first = scope.since or date.fromordinal(max(1, newest.toordinal() - BEHIND) if newest else 1)
    text = _file(snapshot, code, scope, first, f"{request.base_url}".rstrip("/"))
    disposition = f'inline; filename="dateline-{(code or "all").lower()}.ics"'
    return Response(text, media_type="text/calendar; charset=utf-8", headers={"Content-Disposition": disposition})


# Those who subscribe ask for the same again and again, and a version never changes.
@lru_cache(maxsize=FILES)
def _file(snapshot: Snapshot, code: str | None, scope: Scope, first: date, site: str) -> bytes:
    plans = _plans(snapshot, code, scope, first, scope.until)
    name = f"Planned: {place_name(code)}" if code else "Planned between states"
    return ics(plans, name, site, snapshot.version, snapshot.at)


def _plans(snapshot: Snapshot, code: str | None, scope: Scope, first: date, last: date | None) -> list[Plan]:
    rows = planned(snapshot, [code] if code else [], since=first, until=last, types=scope.types).to_pylist()
    return [Plan.of(row) for row in rows]


def _months(snapshot: Snapshot, scope: Scope, code: str | None) -> tuple[list[Month], int]:
    """The months that have plans, and the number of plans without a time."""
    where = scope.condition()
    if code:
        where &= Condition("(a = ? OR b = ?)", [code, code])
    rows = snapshot.sql(MONTHS.format(where=where.sql), where.values).to_pylist()
    months = [Month(**row) for row in rows if row["month"] != UNDATED]
    return months, sum(row["plans"] for row in rows if row["month"] == UNDATED)


def _month(text: str) -> str:
    try:
        first = first_of(text)
    except ValueError:
        raise UsageError(f"{text!r} is not a month; write it as 2026-03") from None
    if not YEARS[0] <= first.year <= YEARS[1]:
        raise UsageError(f"the calendar goes from {YEARS[0]} to {YEARS[1]}")
    return f"{first:%Y-%m}"


def _address(path: str, query: list[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(query)}" if query else path

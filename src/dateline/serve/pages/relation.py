"""Relation: what passed between two states or actors."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Annotated, Any, Final

import pycountry
from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from dateline.analyse.parties import Party
from dateline.errors import UsageError
from dateline.ontology import SECTORS, TYPES
from dateline.render.words import joined
from dateline.serve.answer import render, twin, wants_json
from dateline.serve.archive import TheSnapshot
from dateline.serve.corpus import corpus
from dateline.serve.cursor import cursor_of
from dateline.serve.relation import words
from dateline.serve.relation.acts import acts_of
from dateline.serve.relation.asked import MOST, Pair, TheAsked, ThePair
from dateline.serve.relation.chart import by_of, chart, counted, curve_of, span_of
from dateline.serve.relation.cite import cite
from dateline.serve.relation.model import (
    Agreements,
    Dyad,
    Entry,
    Facet,
    Figures,
    Filters,
    Number,
    Pact,
    Part,
    Period,
    Relation,
    Relations,
    Said,
    Side,
    Statements,
)
from dateline.serve.sureness import sure
from dateline.serve.telling import time_in_words
from dateline.serve.words import BODIES, place_name, shown
from dateline.store import Snapshot

router = APIRouter(tags=["relation"])

DYADS: Final = 30

BUSIEST: Final = """
    SELECT a, b, count(DISTINCT act) AS acts, count(DISTINCT act) FILTER (quad > 2) AS conflict, max(start) AS last
    FROM dyads WHERE main AND origin = 'dateline' AND b <> '' AND a <> b
    GROUP BY a, b ORDER BY acts DESC, a, b LIMIT ? OFFSET ?"""


@twin(router, "/relations", Relations, "The pairs of whom most is told")
def relations(
    request: Request,
    snapshot: TheSnapshot,
    a: Annotated[str, Query(max_length=200, description="One of two to open the page of.")] = "",
    b: Annotated[str, Query(max_length=200, description="The other one.")] = "",
    cursor: Annotated[int, Query(ge=0, le=1_000_000, description="Where to begin, from `next`.")] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST)] = DYADS,
) -> Any:
    """The page to choose two on; given two, it leads to theirs."""
    if a.strip() and b.strip():
        suffix = ".json" if request.url.path.endswith(".json") else ""
        return RedirectResponse(Pair(_chosen(a), _chosen(b)).address + suffix, 303)
    dyads = _busiest(snapshot, limit + 1, cursor)
    following = f"/relations?cursor={cursor + limit}&limit={limit}" if len(dyads) > limit else None
    model = Relations(version=snapshot.version, dyads=dyads[:limit], next=following)
    return _page(request, "relations.html", "relations.html", model, {"places": _places()})


def _chosen(text: str) -> Party:
    """Whom somebody typed: bodies go by their names as well, since those are what the page shows."""
    bodies = {name.casefold(): code for code, name in BODIES.items()}
    return Party.of(bodies.get(text.strip().casefold(), text))


@cache
def _places() -> list[str]:
    """The names of states and bodies to choose from."""
    return sorted([*(place_name(country.alpha_3) for country in pycountry.countries), *BODIES.values()])


@lru_cache(maxsize=16)
def _busiest(snapshot: Snapshot, limit: int, offset: int) -> list[Dyad]:
    """All of the table has to be counted, once for each version."""
    return [_dyad(row) for row in snapshot.sql(BUSIEST, [limit, offset]).to_pylist()]


def _dyad(row: dict[str, Any]) -> Dyad:
    pair = Pair(Party.of(row["a"]), Party.of(row["b"]))
    told = {name: row[name] for name in ("acts", "conflict", "last")}
    return Dyad(a=Side.of(pair.a), b=Side.of(pair.b), address=pair.address, **told)


@router.get("/relation/{a}/{b}/chart.json", summary="The curve of a relation as Vega-Lite", response_class=JSONResponse)
def relation_chart(snapshot: TheSnapshot, pair: ThePair, asked: TheAsked) -> Any:
    """Cooperation and conflict by period, and the acts of the most weight as points."""
    span = span_of(asked, corpus(snapshot))
    if span is None:
        raise UsageError("there is no report yet, and so no span of time to draw")
    by = by_of(span)
    where = counted(asked, by, span)
    periods, acts = curve_of(snapshot, pair, asked, by, where)
    return JSONResponse(chart(periods, acts, by, span, pair, asked))


@twin(router, "/relation/{a}/{b}/statements", Statements, "What two said of each other")
def relation_statements(request: Request, snapshot: TheSnapshot, pair: ThePair, asked: TheAsked) -> Any:
    """Statements of each about or to the other, the newest first."""
    found = words.statements(snapshot, pair, asked)
    entries = [
        Said(
            **_common(row),
            speaker=_names(found, row, [row["speaker"]]),
            towards=found.cast.names(row["document"], dict.fromkeys([*row["about"], *row["addressees"]])),
            words=row["words"] or "",
        )
        for row in found.rows
    ]
    return _part(
        request, pair, "statements", Statements(entries=entries, **_head(snapshot, pair, asked, found, "statements"))
    )


@twin(router, "/relation/{a}/{b}/agreements", Agreements, "What two agreed")
def relation_agreements(request: Request, snapshot: TheSnapshot, pair: ThePair, asked: TheAsked) -> Any:
    """Agreements between the two with their stages, the newest first."""
    found = words.agreements(snapshot, pair, asked)
    entries = [
        Pact(
            **_common(row),
            name=row["name"],
            stage=row["stage"],
            parties=found.cast.names(row["document"], row["parties"]),
            when=time_in_words(row["start"], row["end"]),
            words=row["words"] or "",
        )
        for row in found.rows
    ]
    return _part(
        request, pair, "agreements", Agreements(entries=entries, **_head(snapshot, pair, asked, found, "agreements"))
    )


@twin(router, "/relation/{a}/{b}/figures", Figures, "Numbers that belong to acts of two")
def relation_figures(request: Request, snapshot: TheSnapshot, pair: ThePair, asked: TheAsked) -> Any:
    """Figures that belong to acts of the two, the newest first."""
    found = words.figures(snapshot, pair, asked)
    entries = [
        Number(**_common(row), text=words.figure_text(row), of=row["of"], measure=row["measure"], event=row["event"])
        for row in found.rows
    ]
    return _part(request, pair, "figures", Figures(entries=entries, **_head(snapshot, pair, asked, found, "figures")))


@twin(router, "/relation/{a}/{b}", Relation, "What passed between two")
def relation(request: Request, snapshot: TheSnapshot, pair: ThePair, asked: TheAsked) -> Any:
    """Numbers, a page of acts, and what is planned; words, agreements and figures have lists of their own."""
    known = corpus(snapshot)
    span = span_of(asked, known)
    by = by_of(span)
    acts = acts_of(snapshot, pair, asked, by, counted(asked, by, span), known.last)
    a, b = Side.of(pair.a), Side.of(pair.b)
    model = Relation(
        version=snapshot.version,
        a=a,
        b=b,
        known=acts.known,
        found=acts.found,
        cooperation=acts.cooperation,
        conflict=acts.found - acts.cooperation,
        first=acts.first,
        last=acts.last,
        types=[Facet(value=row["type"], count=row["count"]) for row in acts.types],
        statuses=[Facet(value=row["status"], count=row["count"]) for row in acts.statuses],
        filters=_filters(asked),
        by=by,
        periods=[Period(**row) for row in acts.periods],
        chart=asked.address(f"{pair.address}/chart.json"),
        events=[Entry.of(row) for row in acts.page],
        plans=[Entry.of(row) for row in acts.plans],
        cite=cite(request, snapshot, f"Relations of {a.name} and {b.name}", pair.address, asked),
        next=asked.address(pair.address, cursor_of(*acts.next)) if acts.next else None,
    )
    context = {"types": TYPES, "sectors": SECTORS, "path": pair.address}
    here = asked.address(pair.address, asked.cursor)
    return _page(request, "relation.html", "_relation_events.html", model, context, here)


def _filters(asked: TheAsked) -> Filters:
    scope = asked.scope
    return Filters(
        type=list(scope.types),
        status=list(scope.status),
        since=scope.since,
        until=scope.until,
        sector=scope.sector,
        actor=asked.actor,
        source=asked.source,
        narrowed=asked.is_narrowed,
    )


def _head(snapshot: TheSnapshot, pair: Pair, asked: TheAsked, found: words.Listed, part: str) -> dict[str, Any]:
    following = asked.address(f"{pair.address}/{part}", cursor_of(*found.next)) if found.next else None
    sides = {"a": Side.of(pair.a), "b": Side.of(pair.b)}
    return {"version": snapshot.version, **sides, "found": found.found, "next": following}


def _common(row: dict[str, Any]) -> dict[str, Any]:
    told = {name: row[name] for name in ("id", "document", "reported", "source")}
    return {**told, "sure": sure(row["confidence"])}


def _names(found: words.Listed, row: dict[str, Any], actors: list[str | None]) -> str:
    return joined([shown(name) for name in found.cast.names(row["document"], [id for id in actors if id])])


def _part(request: Request, pair: Pair, part: str, model: Part) -> Any:
    return _page(request, "relation_part.html", "_relation_part.html", model, {"part": part, "path": pair.address})


def _page(
    request: Request,
    template: str,
    fragment: str,
    model: BaseModel,
    context: dict[str, Any],
    address: str | None = None,
) -> Any:
    """The model, the page, or the part of it that htmx puts in place; `address` is then what the browser shows."""
    if wants_json(request):
        return model
    of_page = request.headers.get("hx-request") == "true" and "hx-history-restore-request" not in request.headers
    response: Response = render(request, fragment if of_page else template, {"it": model, **context})
    # One address has three forms, and caches must tell them apart.
    response.headers["Vary"] = "Accept, HX-Request"
    if of_page and address:
        response.headers["HX-Push-Url"] = address
    return response

"""Map: where acts happened, and who dealt with whom across it."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import JSONResponse

from dateline.ontology import QUADS, TYPES
from dateline.serve.answer import render, twin, wants_json
from dateline.serve.archive import TheSnapshot
from dateline.serve.corpus import corpus
from dateline.serve.narrowing import Narrowing, TheNarrowing, side_of_acts
from dateline.serve.relation.acts import told_acts
from dateline.serve.relation.model import Entry
from dateline.serve.telling import time_in_words
from dateline.serve.words import deed, place_name, segment, shown
from dateline.serve.world import places
from dateline.serve.world.chart import chart
from dateline.serve.world.model import Arc, Place, WorldMap
from dateline.store import Snapshot

router = APIRouter(tags=["map"])

LIMIT: Final = 40
MOST: Final = 200
"""Places, or acts of one, in a list: if not asked otherwise, and at most."""


@router.get("/map/chart.json", summary="The map as Vega-Lite", response_class=JSONResponse)
def map_chart(snapshot: TheSnapshot, narrowing: TheNarrowing) -> Any:
    """A circle for each place, and arcs between the capitals of the states that dealt most with each other."""
    rows = places.places_of(snapshot, narrowing)
    arcs, _ = places.arcs_of(snapshot, narrowing)
    return JSONResponse(chart([_place(narrowing, row, {}) for row in rows], [_arc(row) for row in arcs]))


@twin(router, "/map", WorldMap, "Where acts happened")
def map_page(
    request: Request,
    snapshot: TheSnapshot,
    narrowing: TheNarrowing,
    at: Annotated[str, Query(max_length=60, description="Only the acts at a place, by its `key`.")] = "",
    cursor: Annotated[int, Query(ge=0, le=1_000_000, description="Where to begin, from `next`.")] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST)] = LIMIT,
) -> Any:
    """Places with their acts, and dyads as arcs; or all acts at one place."""
    rows = places.places_of(snapshot, narrowing)
    arcs, left_out = places.arcs_of(snapshot, narrowing)
    acts = places.acts_at(snapshot, narrowing, at, limit + 1, cursor) if at else []
    listed = [row for row in rows if places.key_of(row) == at] if at else rows[cursor : cursor + limit]
    more = len(acts) > limit if at else len(rows) > cursor + limit
    page = WorldMap(
        version=snapshot.version,
        filters=narrowing.filters,
        spans=narrowing.spans("/map", corpus(snapshot).last),
        at=at or None,
        acts=rows[0]["located"] if rows else 0,
        placeless=places.placeless(snapshot, narrowing),
        places_total=rows[0]["places"] if rows else 0,
        places=_places(snapshot, narrowing, listed),
        arcs=[_arc(row) for row in arcs],
        arcs_left_out=left_out,
        events=[Entry.of(row) for row in told_acts(snapshot, acts[:limit])],
        chart=narrowing.address("/map/chart.json"),
        next=narrowing.address("/map", at=at, cursor=cursor + limit, limit=limit) if more else None,
    )
    if wants_json(request):
        return page
    return render(request, "map.html", {"it": page, "types": TYPES, "quads": QUADS, "path": "/map"})


def _places(snapshot: Snapshot, narrowing: Narrowing, rows: list[places.Row]) -> list[Place]:
    """Places with their newest acts told."""
    told = {row["id"]: Entry.of(row) for row in told_acts(snapshot, [act for row in rows for act in row["newest"]])}
    return [_place(narrowing, row, told) for row in rows]


def _place(narrowing: Narrowing, row: places.Row, told: dict[str, Entry]) -> Place:
    key = places.key_of(row)
    alone = row["acts"] == 1 and row["newest"][0]["act"]
    name = shown(row["place"])
    country, latest = row["country"], row["newest"][0]
    return Place(
        **{name: row[name] for name in ("lat", "lon", "exact", "acts", "conflict", "first", "last")},
        key=key,
        name=name if row["exact"] or not country else place_name(country),
        country=country,
        side=side_of_acts(row["acts"], row["conflict"]),
        latest=f"{deed(latest['type'], latest['mode'])}, {time_in_words(latest['start'], latest['end'])}",
        newest=[told[act["act"]] for act in row["newest"] if act["act"] in told],
        address=f"/act/{segment(alone)}" if alone else narrowing.address("/map", at=key) + "#acts",
    )


def _arc(row: places.Row) -> Arc:
    return Arc(
        **{name: row[name] for name in ("a", "b", "acts", "conflict")},
        side=side_of_acts(row["acts"], row["conflict"]),
        address=f"/relation/{segment(row['a'])}/{segment(row['b'])}",
    )

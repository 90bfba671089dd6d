"""Network: who deals with whom in a period."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from starlette.requests import Request

from dateline.ontology import QUADS, TYPES
from dateline.serve.answer import render, twin, wants_json
from dateline.serve.archive import TheSnapshot
from dateline.serve.corpus import corpus
from dateline.serve.narrowing import TheNarrowing
from dateline.serve.network.drawing import draw
from dateline.serve.network.model import Network
from dateline.serve.network.ties import tied, ties_of

router = APIRouter(tags=["network"])

TOP: Final = 30
MOST: Final = 60
"""States and bodies drawn, if not asked otherwise, and at most: names must be readable."""


@twin(router, "/network", Network, "Who deals with whom")
def network(
    request: Request,
    snapshot: TheSnapshot,
    narrowing: TheNarrowing,
    top: Annotated[int, Query(ge=2, le=MOST, description="How many states and bodies, those with most acts.")] = TOP,
) -> Any:
    """States and bodies with most acts between them, and their ties, as a picture and as tables."""
    rows, ties = ties_of(snapshot, narrowing, top)
    nodes, drawn = draw(tied(rows, ties), ties)
    page = Network(
        version=snapshot.version,
        filters=narrowing.filters,
        spans=narrowing.spans("/network", corpus(snapshot).last),
        top=top,
        nodes=nodes,
        ties=drawn,
        nodes_total=rows[0]["total"] if rows else 0,
        ties_total=ties[0]["total"] if ties else 0,
    )
    if wants_json(request):
        return page
    return render(request, "network.html", {"it": page, "types": TYPES, "quads": QUADS, "path": "/network"})

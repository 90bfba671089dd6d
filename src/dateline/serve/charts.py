"""Charts: the library that draws them in the browser, and what all charts of the site have in common."""

from __future__ import annotations

import hashlib
import threading
from functools import cache
from typing import Any, Final

import altair as alt
import vl_convert
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

router = APIRouter()

SNIPPET: Final = "export { vegaEmbed };"

# Charts are drawn in the colours of the page, light or dark: `app.js` lets a parameter stand for the custom property of
# that name in style.css. What stands here is for whoever draws the specification elsewhere.
COLOURS: Final = {"cooperation": "#1b6ca8", "conflict": "#b4451f", "ink": "#1d1f23", "card": "#ffffff"}

_lock = threading.Lock()


@router.get("/static/vega.js", include_in_schema=False)
def vega(request: Request) -> Response:
    """Vega, Vega-Lite and vega-embed as one module that exports `vegaEmbed`; nothing is loaded from elsewhere."""
    with _lock:
        bundle, tag = _bundle()
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(bundle, media_type="text/javascript; charset=utf-8", headers=headers)


@cache
def _bundle() -> tuple[bytes, str]:
    """The bundle and its entity tag. Making it takes seconds, so that it is made once, when first asked for."""
    bundle = vl_convert.javascript_bundle(SNIPPET).encode()
    return bundle, f'"{hashlib.sha256(bundle).hexdigest()[:16]}"'


def in_page_colours(chart: alt.Chart | alt.LayerChart | alt.FacetChart, *colours: str) -> dict[str, Any]:
    """A chart's specification as wide as its place, with the parameters that hold these `COLOURS`."""
    for name in colours:
        chart = chart.add_params(alt.param(name=name, value=COLOURS[name]))
    spec: dict[str, Any] = chart.properties(width="container").to_dict()
    return {**spec, "autosize": {"type": "fit-x", "contains": "padding"}}


def colour(name: str) -> alt.ExprRef:
    """One of `COLOURS`, for a mark or a scale."""
    return alt.ExprRef(name)

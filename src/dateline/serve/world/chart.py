"""The map as Vega-Lite: land, arcs between capitals, and a circle for each place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import altair as alt

from dateline.serve.charts import colour, in_page_colours
from dateline.serve.words import place_name
from dateline.serve.world.model import Arc, Place
from dateline.serve.world.places import capitals

LAND: Final = "/static/land-110m.json"

# Besides those of all charts. `both` goes by the colour of agreements, which is between the other two.
COLOURS: Final = {"line": "#dedad1", "quiet": "#59606c", "agreement": "#6b3fa0"}

# Equal areas; turned so that the map is cut in the Bering Strait and not through Chukotka.
PROJECTION: Final[dict[str, Any]] = {"type": "equalEarth", "rotate": [-11, 0, 0]}

SIDES: Final = alt.Scale(
    domain=["cooperation", "conflict", "both"], range=[colour("cooperation"), colour("conflict"), colour("agreement")]
)


def chart(places: Sequence[Place], arcs: Sequence[Arc]) -> dict[str, Any]:
    """The specification; a click on a circle or an arc leads to the `address` of it.

    Screen readers pass over the marks: the lists beside the map say the same. Arcs are lines of two points, which the
    projection draws as great circles, cut where the map is.
    """
    sea = alt.Chart(alt.sphere()).mark_geoshape(fill=None, stroke=colour("line"), aria=False)
    land = alt.Chart(alt.topo_feature(LAND, "land")).mark_geoshape(fill=colour("line"), stroke=None, aria=False)
    side = alt.Color("side:N", scale=SIDES, legend=None)
    lines = (
        alt.Chart(alt.NamedData("arcs"))
        .mark_geoshape(filled=False, strokeOpacity=0.55, cursor="pointer", aria=False)
        .encode(
            stroke=alt.Stroke("side:N", scale=SIDES, legend=None),
            strokeWidth=alt.StrokeWidth(
                "acts:Q", legend=None, scale=alt.Scale(type="sqrt", domain=[1, 100], range=[1.2, 6], clamp=True)
            ),
            tooltip=[alt.Tooltip("title:N", title="Between"), *_numbers()],
        )
    )
    # The largest first, so that the smaller ones lie on top and can be pointed at.
    circles = (
        alt.Chart(alt.NamedData("places"))
        .mark_circle(strokeWidth=1.5, strokeOpacity=1, cursor="pointer", aria=False)
        .encode(
            longitude="lon:Q",
            latitude="lat:Q",
            color=side,
            stroke=alt.Stroke("side:N", scale=SIDES, legend=None),
            fillOpacity=alt.condition("datum.exact", alt.value(0.65), alt.value(0.08)),
            size=alt.Size(
                "acts:Q", legend=None, scale=alt.Scale(type="sqrt", domain=[1, 200], range=[50, 1200], clamp=True)
            ),
            tooltip=[
                alt.Tooltip("title:N", title="Where"),
                *_numbers(),
                alt.Tooltip("latest:N", title="Newest"),
            ],
        )
    )
    layers = alt.layer(sea, land, *([lines] if arcs else []), *([circles] if places else []))
    layers = layers.project(**PROJECTION)
    for name, value in COLOURS.items():
        layers = layers.add_params(alt.param(name=name, value=value))
    spec = in_page_colours(layers, "cooperation", "conflict")
    # Altair would look at each row for its schema's sake, which takes longer than all the rest.
    rows = {"arcs": [_line(arc) for arc in arcs], "places": [_circle(place) for place in places]}
    # As high as its place is, which keeps the proportions of the world.
    shape = {"height": "container", "autosize": {"type": "fit", "contains": "padding"}}
    return {**spec, **shape, "datasets": {name: values for name, values in rows.items() if values}}


def _numbers() -> list[alt.Tooltip]:
    return [alt.Tooltip("acts:Q", title="Acts", format=","), alt.Tooltip("conflict:Q", title="Of conflict", format=",")]


def _circle(place: Place) -> dict[str, Any]:
    told = {name: getattr(place, name) for name in ("lat", "lon", "exact", "acts", "conflict", "side", "address")}
    title = place.name if place.exact else f"{place.name} (no nearer place told)"
    return {**told, "title": title, "latest": place.latest}


def _line(arc: Arc) -> dict[str, Any]:
    seats = capitals()
    told = {name: getattr(arc, name) for name in ("acts", "conflict", "side", "address")}
    geometry = {"type": "LineString", "coordinates": [list(seats[arc.a]), list(seats[arc.b])]}
    return {"type": "Feature", "geometry": geometry, "title": f"{place_name(arc.a)} and {place_name(arc.b)}", **told}

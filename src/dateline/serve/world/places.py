"""Acts by the place at which they happened, and dyads by their capitals."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, Final

from dateline.analyse.scope import Condition
from dateline.errors import UsageError
from dateline.places.gazetteer import countries
from dateline.serve.narrowing import Narrowing
from dateline.store import Snapshot

Row = dict[str, Any]

POINTS: Final = 500
"""Places drawn, those with most acts: a small multiple of the world's capitals, and still told apart by eye."""

ARCS: Final = 60
"""Dyads drawn, those with most acts: more lines hide the land and each other."""

NEWEST: Final = 3
"""Acts told of each place in the list."""

EXACT: Final = ("address", "city", "district")
"""Precisions at which a point is where something happened; of larger areas it is a capital or a middle."""

ANSWERS: Final = 16
"""Answers kept: page and chart ask the same, a version never changes, and 100,000 acts take a second."""

KEY: Final = re.compile(r"(-?\d{1,2}(?:\.\d{1,12})?),(-?\d{1,3}(?:\.\d{1,12})?)(~?)")

# The columns that the narrowing asks about, as `dyads` has them; of these acts some have no participant with a code.
LOCATED: Final = """
    located AS (
        SELECT events.* EXCLUDE (month), coalesce(strftime(events.start, '%Y-%m'), 'undated') AS month, joins.act,
            joins.main, joins.reports, coalesce(list_contains(?, events.precision), false) AS exact
        FROM joins JOIN events ON events.document = joins.document AND events.id = joins.event
        WHERE joins.main),
    asked AS MATERIALIZED (SELECT * FROM located WHERE {asked})"""

# Which acts are the newest is asked only of the places drawn: lists of all acts take longer than all the rest.
PLACES: Final = """
    WITH {located},
    drawn AS MATERIALIZED (
        SELECT lat, lon, exact, min(place) AS place, min(place_country) AS country, count(*) AS acts,
            count(*) FILTER (quad > 2) AS conflict, min(start) AS first, max(start) AS last,
            count(*) OVER () AS places, sum(count(*)) OVER ()::BIGINT AS located
        FROM asked WHERE lat IS NOT NULL AND lon IS NOT NULL
        GROUP BY lat, lon, exact ORDER BY acts DESC, lat, lon, exact LIMIT ?),
    new AS (
        SELECT asked.* FROM asked JOIN drawn USING (lat, lon, exact)
        QUALIFY row_number() OVER (PARTITION BY lat, lon, exact ORDER BY asked.start DESC NULLS LAST, act) <= {newest})
    SELECT drawn.*, list({{
            'act': act, 'event': id, 'document': document, 'reports': reports, 'start': start, 'end': "end",
            'granularity': granularity, 'type': type, 'mode': mode, 'status': status, 'focus': focus, 'quad': quad,
            'score': score, 'confidence': confidence
        }} ORDER BY start DESC NULLS LAST, act) AS newest
    FROM drawn JOIN new USING (lat, lon, exact) GROUP BY ALL ORDER BY acts DESC, lat, lon, exact"""

PLACELESS: Final = "WITH {located} SELECT count(*) AS acts FROM asked WHERE lat IS NULL OR lon IS NULL"

AT: Final = """
    WITH {located}
    SELECT act, id AS event, document, reports, start, "end", granularity, type, mode, status, focus, quad, score,
        confidence
    FROM asked WHERE lat = ? AND lon = ? AND exact = ?
    ORDER BY start DESC NULLS LAST, act LIMIT ? OFFSET ?"""

ARCS_BETWEEN: Final = """
    SELECT a, b, count(DISTINCT act) AS acts, count(DISTINCT act) FILTER (quad > 2) AS conflict
    FROM dyads WHERE b <> '' AND a <> b AND {asked} GROUP BY a, b ORDER BY acts DESC, a, b"""


@lru_cache(maxsize=ANSWERS)
def places_of(snap: Snapshot, narrowing: Narrowing) -> list[Row]:
    """The places with most acts, at most `POINTS`; `places` and `located` count all places, and acts at them.

    `newest` holds some of a place's acts, as rows with the columns that `analyse.acts.tell` wants.
    """
    where = _located(narrowing)
    query = PLACES.format(located=where.sql, newest=NEWEST)
    rows: list[Row] = snap.sql(query, [*where.values, POINTS]).to_pylist()
    return rows


@lru_cache(maxsize=ANSWERS)
def placeless(snap: Snapshot, narrowing: Narrowing) -> int:
    """How many acts are told without a place that has a point."""
    where = _located(narrowing)
    return int(snap.sql(PLACELESS.format(located=where.sql), where.values)["acts"][0].as_py())


def acts_at(snap: Snapshot, narrowing: Narrowing, key: str, limit: int, offset: int) -> list[Row]:
    """The acts at a place, the newest first, as rows that `analyse.acts.tell` wants. Raises `UsageError`."""
    found = KEY.fullmatch(key)
    if found is None:
        raise UsageError(f"{key!r} is no place of the map; take the `key` of one")
    where = _located(narrowing)
    place = [float(found[1]), float(found[2]), not found[3]]
    rows: list[Row] = snap.sql(AT.format(located=where.sql), [*where.values, *place, limit, offset]).to_pylist()
    return rows


def key_of(place: Row) -> str:
    """How an address names a place: its point, with a `~` where the point stands for an area."""
    return f"{place['lat']:.12g},{place['lon']:.12g}{'' if place['exact'] else '~'}"


@lru_cache(maxsize=ANSWERS)
def arcs_of(snap: Snapshot, narrowing: Narrowing) -> tuple[list[Row], int]:
    """The dyads with most acts of which both have a capital, with its points, and how many dyads are left out."""
    where = narrowing.condition()
    rows = snap.sql(ARCS_BETWEEN.format(asked=where.sql), where.values).to_pylist()
    seats = capitals()
    drawn = [
        {**row, "from": seats[row["a"]], "to": seats[row["b"]]}
        for row in rows
        if row["a"] in seats and row["b"] in seats
    ][:ARCS]
    return drawn, len(rows) - len(drawn)


@cache
def capitals() -> dict[str, tuple[float, float]]:
    """Longitude and latitude of the capitals of states, by their codes."""
    return {
        place.country: (place.lon, place.lat)
        for place in countries().values()
        if place.country and place.lat is not None and place.lon is not None
    }


def _located(narrowing: Narrowing) -> Condition:
    asked = narrowing.condition()
    return Condition(LOCATED.format(asked=asked.sql), [list(EXACT), *asked.values])

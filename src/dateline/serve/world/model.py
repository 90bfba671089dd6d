"""What the map says, as its JSON twin has it."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

from dateline.serve.narrowing import Filters, Span
from dateline.serve.relation.model import Entry


class Place(BaseModel):
    """A place at which acts happened; `key` is `at` of the address that lists them."""

    key: str
    name: str
    country: str | None
    lat: float
    lon: float
    exact: bool = Field(description="False where only a country or region is told: the point is its capital or middle.")
    acts: int
    conflict: int
    side: str = Field(description="cooperation, conflict or both")
    first: date | None
    last: date | None
    latest: str = Field(description="Kind and time of the newest of its acts.")
    newest: list[Entry] = Field(description="The newest of its acts.")
    address: str


class Arc(BaseModel):
    """Two states that dealt with each other, drawn between their capitals."""

    a: str
    b: str
    acts: int
    conflict: int
    side: str
    address: str


class WorldMap(BaseModel):
    """Where acts happened, the places with most of them first; with `at`, the acts of one place, the newest first."""

    version: int
    filters: Filters
    spans: list[Span]
    at: str | None
    acts: int = Field(description="Acts that are told with a place.")
    placeless: int = Field(description="Acts that are told without one, which no map can show.")
    places_total: int
    places: list[Place]
    arcs: list[Arc]
    arcs_left_out: int = Field(description="Dyads that are not drawn: too many, or a body without a capital.")
    events: list[Entry]
    chart: str
    next: str | None

"""What the pages of a relation say, as their JSON twins have it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal, Self

from pydantic import BaseModel, Field

from dateline.analyse.parties import Party
from dateline.serve.sureness import sure
from dateline.serve.telling import row_in_words, side_of, time_in_words
from dateline.serve.words import place_name, segment, shown


class Side(BaseModel):
    """One of the two. `key` stands in addresses; `code` is null for an actor that only has a name."""

    key: str
    name: str
    code: str | None

    @classmethod
    def of(cls, party: Party) -> Self:
        """A party as it is shown."""
        name = place_name(party.code) if party.code else shown(party.name)
        return cls(key=party.code or party.name, name=name, code=party.code)


class Entry(BaseModel):
    """One act, however many reports tell of it; `document` is the report that tells it best."""

    id: str
    record: str
    text: str = Field(description="Who did what to whom, in words.")
    when: str
    start: date | None
    end: date | None
    type: str
    mode: str | None
    status: str
    focus: str
    side: str = Field(description="cooperation or conflict")
    quad: int
    score: float
    actors: list[str]
    recipients: list[str]
    place: str | None
    place_country: str | None
    words: str | None
    reports: int
    sources: list[str]
    reported: date | None
    document: str
    confidence: float
    sure: str
    address: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """A row that `analyse.acts.told` made."""
        return cls(
            **{name: row[name] for name in cls.model_fields if name in row},
            text=row_in_words(row),
            when=time_in_words(row["start"], row["end"]),
            side=side_of(row["quad"]),
            sure=sure(row["confidence"]),
            address=f"/act/{segment(row['id'])}",
        )


class Facet(BaseModel):
    """A value of a filter and the number of acts that have it."""

    value: str
    count: int


class Period(BaseModel):
    """Acts of a week, month or year, by its first day, at their own time and not at that of their reports."""

    period: date
    cooperation: int
    conflict: int


class Filters(BaseModel):
    """The filters that the list was made with."""

    type: list[str]
    status: list[str]
    since: date | None
    until: date | None
    sector: str | None
    actor: str
    source: str
    narrowed: bool


class Citation(BaseModel):
    """How to refer to the page: `text` says all of the rest in a sentence."""

    address: str
    version: int
    committed: datetime
    coder: str
    accessed: date
    text: str


class Relation(BaseModel):
    """What passed between two: numbers, a page of acts, what is planned."""

    version: int
    a: Side
    b: Side
    known: int = Field(description="All acts of the two.")
    found: int = Field(description="Those that the filters leave.")
    cooperation: int
    conflict: int
    first: date | None
    last: date | None
    types: list[Facet]
    statuses: list[Facet]
    filters: Filters
    by: Literal["week", "month", "year"]
    periods: list[Period]
    chart: str
    events: list[Entry]
    plans: list[Entry]
    cite: Citation
    next: str | None


class Said(BaseModel):
    """A statement of one about or to the other."""

    id: str
    document: str
    speaker: str
    towards: list[str]
    words: str
    reported: date | None
    source: str | None
    sure: str


class Pact(BaseModel):
    """An agreement between the two, and how far it is."""

    id: str
    document: str
    name: str
    stage: str
    parties: list[str]
    when: str
    words: str
    reported: date | None
    source: str | None
    sure: str


class Number(BaseModel):
    """A figure that belongs to an act of the two; `text` is the number in words with its unit."""

    id: str
    document: str
    text: str
    of: str | None
    measure: str | None
    event: str | None
    reported: date | None
    source: str | None
    sure: str


class Part(BaseModel):
    """A part of a relation's page that has a list of its own."""

    version: int
    a: Side
    b: Side
    found: int
    next: str | None


class Statements(Part):
    """What each said of the other, the newest first."""

    entries: list[Said]


class Agreements(Part):
    """What the two agreed, the newest first."""

    entries: list[Pact]


class Figures(Part):
    """Numbers that belong to acts of the two, the newest first."""

    entries: list[Number]


class Dyad(BaseModel):
    """Two of whom much is told."""

    a: Side
    b: Side
    acts: int
    conflict: int
    last: date | None
    address: str


class Relations(BaseModel):
    """The pairs of whom most is told."""

    version: int
    dyads: list[Dyad]
    next: str | None

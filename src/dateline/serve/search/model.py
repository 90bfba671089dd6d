"""What the search page says, as its JSON twin has it."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

from dateline.serve.search.snippet import Piece


class Hit(BaseModel):
    """A report or a statement that was found; `snippet` is the text around the words, in pieces."""

    kind: str = Field(description="report or statement")
    id: str
    document: str
    headline: str
    date: date | None
    source: str | None
    speaker: str | None
    snippet: list[Piece]
    address: str


class Value(BaseModel):
    """A value of a facet; `address` is that of the search narrowed to it, or freed of it if it is `chosen`."""

    value: str
    name: str
    count: int
    chosen: bool
    address: str


class Facet(BaseModel):
    """What the hits are like in one respect."""

    name: str
    title: str
    values: list[Value]


class Saved(BaseModel):
    """A search that is kept, with the addresses of its page and its Atom feed."""

    name: str
    address: str
    feed: str


class Search(BaseModel):
    """A page of what was found, the newest first, with facets; and the searches that are kept."""

    version: int
    q: str
    kind: str
    types: list[str]
    since: date | None
    until: date | None
    source: str
    actor: str
    asked: bool = Field(description="Whether anything is asked for.")
    found: int
    hits: list[Hit]
    facets: list[Facet]
    saved: list[Saved]
    next: str | None

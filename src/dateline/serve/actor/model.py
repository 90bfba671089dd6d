"""What the page of an actor says, as its JSON twin has it."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

from dateline.serve.actor.subject import Kind
from dateline.serve.relation.model import Entry, Said


class Office(BaseModel):
    """Somebody's time in an office. `when` tells it in words; `since` and `until` are as precise as told."""

    title: str
    owner: str | None = Field(description="ISO3 code or name of the state or body whose office it is.")
    owner_name: str
    person: str = Field(description="The holder's key, as addresses have it.")
    name: str
    when: str
    since: str | None
    until: str | None
    first_seen: date | None
    last_seen: date | None
    reports: int
    document: str | None = Field(description="The newest report that tells it.")
    reasons: list[str]


class Counterpart(BaseModel):
    """A state or body that it dealt with: acts counted once, however many reports tell of them."""

    code: str
    name: str
    acts: int
    cooperation: int
    conflict: int
    last: date | None
    address: str


class Dead(BaseModel):
    """The dead that reports count for one act in which it took part."""

    id: str
    killed: float
    text: str
    when: str
    start: date | None
    done: bool = Field(description="Whether it did the act, alone or with others.")
    address: str


class Statement(Said):
    """A statement; `person` is the speaker's key, if the office table knows it."""

    person: str | None


class Actor(BaseModel):
    """A state, a body or a person: offices, acts, counterparts, statements, figures of the dead."""

    version: int
    kind: Kind
    key: str
    name: str
    code: str | None
    names: list[str]
    known: int = Field(description="All acts told of it.")
    done: int
    suffered: int
    cooperation: int
    conflict: int
    first: date | None
    last: date | None
    side: str = Field(description="The acts listed: `done`, `suffered`, or empty for all.")
    found: int = Field(description="Acts that the filters leave.")
    acts: list[Entry]
    offices: list[Office]
    counterparts: list[Counterpart]
    said: int
    statements: list[Statement]
    dead: list[Dead]
    next: str | None
    next_statements: str | None

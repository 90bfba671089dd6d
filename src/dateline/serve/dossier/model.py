"""What the dossier says, as its JSON twin has it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from dateline.serve.sheet import Told

Kind = Literal["report", "act", "event", "statement", "agreement", "figure", "tenure"]
"""What can be pinned: a report, an act with all its reports, or one record of one report."""

NOTE = 10_000
"""Characters of a note: some pages."""

Id = Annotated[str, StringConstraints(min_length=1, max_length=500)]


class Pinning(BaseModel):
    """What is to be pinned: the `document` of a record; an act, and a report, which is its own, need none."""

    kind: Kind
    id: Id
    document: Annotated[str, StringConstraints(max_length=500)] = ""


class Noting(BaseModel):
    """A note on a pinned record."""

    note: Annotated[str, StringConstraints(max_length=NOTE)] = ""


class Moving(BaseModel):
    """Which way a pinned record is moved."""

    to: Literal["up", "down"]


class Source(BaseModel):
    """A report that tells a record: `url` is where it was published, if it may be linked; `address` its page here."""

    document: str
    headline: str
    source: str | None
    date: date | None
    url: str | None
    address: str


class Pin(BaseModel):
    """A pinned record as the store tells it now; nothing is `told` of one that it has no more."""

    key: str = Field(description="What the pin goes by in addresses.")
    kind: Kind
    id: str
    document: str
    note: str
    pinned: datetime
    version: int = Field(description="The store's version when it was pinned.")
    title: str
    told: Told | None
    sources: list[Source]
    reports: int = Field(description="All reports of an act, near-duplicates included.")
    address: str


class Dossier(BaseModel):
    """The pinned records in the reader's order, and how to cite what is told of them."""

    version: int
    committed: datetime
    pins: list[Pin]
    cite: str


class Pinned(BaseModel):
    """A record was pinned; how many there are now."""

    key: str
    pins: int

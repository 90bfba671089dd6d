"""What the data pages say, as their JSON twins have it."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, Field


class Column(BaseModel):
    """A column of a table."""

    name: str
    type: str
    meaning: str


class Table(BaseModel):
    """A table of the store as of a version."""

    name: str
    kind: str = Field(description="told by reports, derived from them, or kept as the store's own books")
    meaning: str
    rows: int
    columns: list[Column]


class Version(BaseModel):
    """A version of the store and what it did; `tables` are those that it changed."""

    version: int
    at: datetime
    kind: str
    summary: str
    program: str
    tables: list[str]
    address: str


class Run(BaseModel):
    """A run that added or recoded reports."""

    run: str
    command: str
    at: datetime
    documents: int
    coded: int
    duplicates: int
    changed: int
    skipped: int
    records: int
    issues: int


class Issue(BaseModel):
    """What could not be read or coded, and why; a warning if it was coded all the same."""

    id: str
    input: str | None
    line: int | None
    reason: str | None
    warning: bool
    run: str | None


class Feed(BaseModel):
    """A feed, and the last reading of it."""

    url: str
    name: str | None
    country: str | None
    read_at: datetime | None
    status: str | None


class Source(BaseModel):
    """A paper or agency: its reports, near-duplicates among them, the days of the first and last, the last addition."""

    source: str | None
    country: str | None
    reports: int
    duplicates: int
    first: date | None
    last: date | None
    read_at: datetime | None = Field(description="When the last run that brought a report of it was committed.")
    address: str | None


class Copies(BaseModel):
    """A report with near-duplicates: only it is coded, and all count as reports of its acts."""

    document: str
    headline: str
    date: date | None
    copies: int
    sources: list[str]
    address: str


class Format(BaseModel):
    """A format to take events away in."""

    name: str
    meaning: str
    address: str


class Listed(BaseModel):
    """A part of a longer list."""

    version: int
    found: int
    next: str | None


class Versions(Listed):
    """Versions of the store, the newest first."""

    entries: list[Version]


class Runs(Listed):
    """Runs, the newest first."""

    entries: list[Run]


class Issues(Listed):
    """Issues by input and line."""

    entries: list[Issue]


class Sources(Listed):
    """Papers and agencies, those of most reports first; all feeds."""

    feeds: list[Feed]
    entries: list[Source]


class Duplicates(Listed):
    """Reports with near-duplicates, those with most first."""

    entries: list[Copies]


class Data(BaseModel):
    """What a version of the store holds, and the formats to take it away in."""

    version: int
    at: datetime
    newest: int
    reports: int
    duplicates: int
    first: date | None
    last: date | None
    events: int
    acts: int
    issues: int
    feeds: int
    coder: str
    tables: list[Table]
    versions: list[Version]
    runs: list[Run]
    formats: list[Format]

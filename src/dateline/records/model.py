"""The record types of the JSON contract, version 1. Fields may be added; none is renamed or dropped."""

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA: Final = "dateline/1"

Span = tuple[int, int]
"""Half-open offsets `[start, end)` in Unicode code points of `document.text`."""

Status = Literal["happened", "planned", "possible", "denied"]
Focus = Literal["news", "background"]
ActorKind = Literal["country", "government", "organisation", "person", "group", "unknown"]
StatementKind = Literal["direct", "indirect", "mixed"]
Stage = Literal["proposed", "talks", "agreed", "signed", "ratified", "in-force", "suspended", "breached", "ended"]
Qualifier = Literal["exact", "about", "at-least", "at-most", "range"]
TenureStatus = Literal["current", "former", "incoming"]
Granularity = Literal["day", "week", "month", "quarter", "year", "longer"]
OtherRole = Literal["host", "mediator", "observer", "guarantor", "on-behalf-of"]
Precision = Literal["address", "city", "district", "province", "country", "region"]


class Record(BaseModel):
    """Base of all records: frozen, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class CoderInfo(Record):
    """Which program, model and manual made a report."""

    version: str
    model: str
    manual: str


class Document(Record):
    """The report as it came in; `text` is never altered."""

    id: str
    date: str | None = None
    title: str | None = None
    source: str | None = None
    source_country: str | None = None
    byline: str | None = None
    url: str | None = None
    language: str | None = None
    text: str
    sentences: list[Span] = []


class Actor(Record):
    """Whoever acts, speaks, is acted on, or holds an office; `mentions` are all places that stand for it."""

    id: str
    name: str
    kind: ActorKind = "unknown"
    country: str | None = None
    base: str | None = None
    sector: str | None = None
    office: str | None = None
    mentions: list[Span] = []


class When(Record):
    """First and last day (ISO 8601, inclusive), and the words that say so."""

    start: str
    end: str
    granularity: Granularity
    text: str | None = None


class Where(Record):
    """A place: `lat`/`lon` in degrees (WGS 84), `geonames` its GeoNames id, `precision` what kind of place it is."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    precision: Precision | None = None


class Other(Record):
    """An actor that took part in an event otherwise than as actor or recipient."""

    actor: str
    role: OtherRole


class Event(Record):
    """Who did what to whom; `actors` and `recipients` are actor ids."""

    id: str
    type: str
    mode: str | None = None
    status: Status = "happened"
    focus: Focus = "news"
    actors: list[str] = []
    recipients: list[str] = []
    others: list[Other] = []
    when: When | None = None
    where: Where | None = None
    contexts: list[str] = []
    count: int | float | None = None
    according_to: list[str] = []
    disputed_by: list[str] = []
    evidence: list[Span]
    trigger: Span
    confidence: float = Field(ge=0, le=1)


class Statement(Record):
    """Words put in someone's mouth; `speaker` and `via` are actor ids, `event` an event id."""

    id: str
    speaker: str | None = None
    kind: StatementKind
    cue: Span | None = None
    content: list[Span]
    addressees: list[str] = []
    about: list[str] = []
    via: str | None = None
    event: str | None = None
    confidence: float = Field(ge=0, le=1)


class Agreement(Record):
    """A named or described pact; `parties` are actor ids."""

    id: str
    name: str
    parties: list[str] = []
    stage: Stage
    when: When | None = None
    evidence: list[Span]
    confidence: float = Field(ge=0, le=1)


class Figure(Record):
    """A number bound to what it counts; `value` is null for "dozens"."""

    id: str
    value: int | float | None = None
    upper: int | float | None = None
    unit: str | None = None
    of: str | None = None
    measure: str | None = None
    qualifier: Qualifier = "exact"
    event: str | None = None
    evidence: list[Span]
    confidence: float = Field(ge=0, le=1)


class Time(Record):
    """An expression that names a calendar interval: its span, first and last day."""

    span: Span
    start: str
    end: str
    granularity: Granularity


class Tenure(Record):
    """Who holds, held or will hold an office; `person` is an actor id."""

    id: str
    person: str
    office: str
    country: str | None = None
    organisation: str | None = None
    status: TenureStatus = "current"
    from_: str | None = Field(default=None, alias="from")
    until: str | None = None
    evidence: list[Span]
    confidence: float = Field(ge=0, le=1)


class Report(Record):
    """Everything that one document tells."""

    schema_: Literal["dateline/1"] = Field(default=SCHEMA, alias="schema")
    coder: CoderInfo
    document: Document
    actors: list[Actor] = []
    events: list[Event] = []
    statements: list[Statement] = []
    agreements: list[Agreement] = []
    figures: list[Figure] = []
    times: list[Time] = []
    tenures: list[Tenure] = []

    def to_json(self, indent: int | None = None) -> str:
        """The report as JSON in the field names of the contract."""
        return self.model_dump_json(by_alias=True, indent=indent)

    @classmethod
    def from_json(cls, data: str | bytes) -> "Report":
        """The report that `to_json` wrote; raises `pydantic.ValidationError` for anything else."""
        return cls.model_validate_json(data)

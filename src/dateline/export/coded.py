"""One event ready for export, with everything resolved: the type between the store and other people's formats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.ontology import quad_of, score_of
from dateline.records.model import Span


@dataclass(frozen=True, slots=True)
class Party:
    """Whoever acts or is acted on, as of the event; `mentions` are offsets in the story."""

    name: str
    id: str = ""
    kind: str = "unknown"
    country: str | None = None
    base: str | None = None
    sector: str | None = None
    office: str | None = None
    mentions: tuple[Span, ...] = ()

    @property
    def code(self) -> str | None:
        """ISO3 of its state, else its base."""
        return self.country or self.base


@dataclass(frozen=True, slots=True)
class Story:
    """The report that tells of an event; `text` and `length` (in code points) are None where they are not known."""

    id: str
    date: date | None = None
    title: str | None = None
    source: str | None = None
    source_country: str | None = None
    url: str | None = None
    language: str | None = None
    length: int | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """First and last day of an act, and the words that tell it."""

    start: date
    end: date
    granularity: str = "day"
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an act happened; degrees (WGS 84), `geonames` a GeoNames id, `precision` what kind of place it is."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A figure that belongs to an event."""

    value: float | None
    of: str | None = None
    measure: str | None = None
    upper: float | None = None
    unit: str | None = None
    qualifier: str = "exact"


@dataclass(frozen=True, slots=True)
class Telling:
    """A report that tells of the act: where it says so, in the `sentence`-th sentence (from 1), at `trigger`."""

    story: Story
    trigger: Span | None = None
    sentence: int | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Coded:
    """One event as one report tells it; `type` is None for what PLOVER has no type for (CAMEO's statements, appeals).

    `act`, `main`, `reports` and `tellings` say which act it tells of, whether it stands for that act, how many reports
    tell of the act, and which they are (itself among them).
    """

    id: str
    story: Story
    type: str | None
    mode: str | None = None
    status: str = "happened"
    focus: str = "news"
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    when: Interval | None = None
    place: Place | None = None
    contexts: tuple[str, ...] = ()
    count: float | None = None
    words: str | None = None
    evidence: tuple[Span, ...] = ()
    trigger: Span | None = None
    sentence: int | None = None
    figures: tuple[Number, ...] = ()
    confidence: float | None = None
    origin: str = "dateline"
    act: str = ""
    main: bool = True
    reports: int = 1
    tellings: tuple[Telling, ...] = ()

    @property
    def quad(self) -> int | None:
        """PLOVER's quad, 1 to 4."""
        return quad_of(self.type) if self.type else None

    @property
    def score(self) -> float | None:
        """PLOVER's score, -10 to +10."""
        return score_of(self.type, self.mode) if self.type else None

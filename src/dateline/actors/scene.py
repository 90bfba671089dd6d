"""The actors while they are being gathered, and what the report has told last: the ground for every "he" and "it"."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from dateline.actors.cast import Form
from dateline.actors.gazetteer import Entry, gazetteer
from dateline.actors.lexicon import words
from dateline.actors.office import Office
from dateline.language import Parsed, Token
from dateline.records import Document
from dateline.records.model import ActorKind


@dataclass(slots=True, eq=False)
class Part:
    """One actor in the making; `reasons` tell why it has its country, its office, its names."""

    key: str
    name: str
    kind: ActorKind
    country: str | None = None
    base: str | None = None
    sector: str | None = None
    gender: str | None = None
    plural: bool = False
    offices: list[Office] = field(default_factory=list)
    near: Counter[str] = field(default_factory=Counter)
    reasons: list[str] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        """The words of the name."""
        return self.name.split()


@dataclass(slots=True)
class Place:
    """A mention in the making: tokens `[first, last)`, its head and the parts it stands for."""

    first: int
    last: int
    head: int
    parts: list[Part]
    form: Form


class Scene:
    """The parts by key, the places in the order found, and who was told last."""

    def __init__(self, parsed: Parsed, document: Document) -> None:
        self.parsed = parsed
        self.document = document
        self.parts: dict[str, Part] = {}
        self.places: list[Place] = []
        self.at: dict[int, Place] = {}
        self.covered: set[int] = set()

    def part(self, key: str, name: str, kind: ActorKind, country: str | None = None, sector: str | None = None) -> Part:
        """The part with this key, made at its first use."""
        known = self.parts.get(key)
        if known is None:
            known = self.parts[key] = Part(key, name, kind, country, sector=sector)
        return known

    def state(self, iso3: str) -> Part:
        """The part of a state."""
        return self.part(iso3, gazetteer().names.get(iso3, iso3), "country", iso3, "GOV")

    def entry(self, entry: Entry) -> Part:
        """The part of a known name."""
        part = self.part(entry.key, entry.name, entry.kind, entry.country, entry.sector)
        part.base = entry.base
        return part

    def mention(self, first: int, last: int, parts: list[Part], form: Form, head: int | None = None) -> Place:
        """Add a place; its head is the token whose own head stands outside of it."""
        if head is None:
            head = self.root(first, last)
        place = Place(first, last, head, parts, form)
        self.places.append(place)
        self.at[head] = place
        return place

    def root(self, first: int, last: int) -> int:
        """The token of a phrase whose head is outside of it."""
        tokens = self.parsed.tokens
        for i in range(first, last):
            head = tokens[i].head.i
            if (head < first or head >= last or head == i) and tokens[i].dep != "punct":
                return i
        return last - 1


def gender_of(title: Token) -> str | None:
    """What a title tells of its holder's gender."""
    if title.lower in words("male"):
        return "male"
    return "female" if title.lower in words("female") else None

"""One event as one document tells it, ready to be compared with others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.join.rules import VAGUE_BASES

Row = Mapping[str, Any]
"""A row of a table: value by column."""

PERSON = "person:"
NAME = "name:"
GROUP = "group:"
GAP = " … "
"""Between pieces of the text in the column `words`."""

_PUNCTUATION = re.compile(r"[^\w\s'-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event as one document tells it.

    `actors` and `recipients` are keys of participants: `JPN` for the state itself, `JPN GOV` for a part of it,
    `person:` and `name:` with a name for persons and named bodies, `group:` with the noun of a crowd. `actor_codes`
    and `recipient_codes` are what can be compared across reports: ISO3, a base that is one body (EUR, UNO), or the
    `name:` key of a named body without a state. `other_codes` are those of hosts and mediators, `setting` those of
    everyone in the document, `names` the parts of the names of participants with a code. `words` are those of the
    evidence, `context` the sentences that they stand in. `by_report` tells that the day is only the document's own,
    not one that the text tells. `figures` are (what is counted, value). `weight` is how many reports the document
    stands for: itself and its near-duplicates.
    """

    document: str
    event: str
    reported: date | None
    type: str
    mode: str | None = None
    status: str = "happened"
    focus: str = "news"
    actors: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    actor_codes: frozenset[str] = frozenset()
    recipient_codes: frozenset[str] = frozenset()
    other_codes: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    setting: frozenset[str] = frozenset()
    start: date | None = None
    end: date | None = None
    granularity: str | None = None
    by_report: bool = False
    place: str | None = None
    place_country: str | None = None
    words: str = ""
    context: str = ""
    title: str = ""
    count: float | None = None
    figures: tuple[tuple[str, float], ...] = ()
    confidence: float = 1.0
    weight: int = 1

    @property
    def key(self) -> tuple[str, str]:
        """Document and event id: together they name the event in a store."""
        return self.document, self.event

    @property
    def order(self) -> tuple[date, str, str]:
        """The fixed order of events: by the day of the report, undated ones last, then by document and id."""
        return self.reported or date.max, self.document, self.event

    @property
    def codes(self) -> frozenset[str]:
        """The codes of both sides."""
        return self.actor_codes | self.recipient_codes


def told_of(event: Row, actors: Mapping[str, Row], document: Row, figures: Iterable[Row] = (), weight: int = 1) -> Told:
    """The event of a row of `events`, with the rows of its document, of that document's actors by id, and of figures.

    An actor's row may hold what `resolutions` adds: `person`, and country, base, sector and name filled in. Of
    `figures` those of the event are taken. `weight` counts the document and its near-duplicates.
    """
    sides = {side: [actors[id] for id in event[side] or () if id in actors] for side in ("actors", "recipients")}
    others = [actors[other["actor"]] for other in event["others"] or () if other["actor"] in actors]
    start, end, by_report = _time(event, document)
    everyone = [*sides["actors"], *sides["recipients"], *others]
    return Told(
        document=event["document"],
        event=event["id"],
        reported=document["date"],
        type=event["type"],
        mode=event["mode"],
        status=event["status"],
        focus=event["focus"],
        actors=frozenset(key for actor in sides["actors"] for key in keys_of(actor)),
        recipients=frozenset(key for actor in sides["recipients"] for key in keys_of(actor)),
        actor_codes=_codes(sides["actors"]),
        recipient_codes=_codes(sides["recipients"]),
        other_codes=_codes(others),
        names=frozenset(part for actor in everyone if code_of(actor) for part in _plain(actor["name"]).split()),
        setting=_codes(actors.values()),
        start=start,
        end=end,
        granularity=event["granularity"] or ("day" if by_report else None),
        by_report=by_report,
        place=event["place"],
        place_country=event["place_country"],
        words=event["words"] or "",
        context=_context(event["words"] or "", document),
        title=document["title"] or "",
        count=event["count"],
        figures=_figures(event, figures),
        confidence=event["confidence"],
        weight=weight,
    )


def number(value: float) -> str:
    """A figure's value for a reader: 50,000,000 or 2.5."""
    return f"{value:,.0f}" if value == int(value) else f"{value:g}"


def keys_of(actor: Row) -> list[str]:
    """The keys of one participant, the finest first."""
    code = code_of(actor)
    keys = []
    if actor["kind"] == "person":
        keys.append(PERSON + (actor.get("person") or _plain(actor["name"])))
    elif code is None or code.startswith(NAME):
        kind = GROUP if actor["kind"] == "group" else NAME
        keys.append(kind + _plain(actor["name"]))
    if code is not None and not code.startswith(NAME):
        keys.append(code if actor["kind"] == "country" or not actor["sector"] else f"{code} {actor['sector']}")
    return keys


def code_of(actor: Row) -> str | None:
    """What stands for a participant in every report: its state or body, else its own name if it is a named body."""
    code: str | None = actor["country"] or actor["base"]
    if code is not None and code not in VAGUE_BASES:
        return code
    return NAME + _plain(actor["name"]) if actor["kind"] == "organisation" else None


def _time(event: Row, document: Row) -> tuple[date | None, date | None, bool]:
    """First and last day, and whether they are only the report's own: what is news happened by then at the latest."""
    if event["start"] is None and event["status"] == "happened" and event["focus"] == "news":
        return document["date"], document["date"], document["date"] is not None
    return event["start"], event["end"], event["start"] is not None and not event["when_text"]


def _codes(actors: Iterable[Row]) -> frozenset[str]:
    return frozenset(code for actor in actors if (code := code_of(actor)) is not None)


def _context(words: str, document: Row) -> str:
    """The sentences in which the evidence stands; the evidence alone where the text is not kept."""
    text = document.get("text")
    if not text or not words:
        return words
    places = [text.find(piece) for piece in words.split(GAP)]
    spans = ((span["start"], span["end"]) for span in document.get("sentences") or ())
    return " ".join(text[start:end] for start, end in spans if any(start <= place < end for place in places))


def _plain(name: str | None) -> str:
    """A name without case and punctuation."""
    return " ".join(_PUNCTUATION.sub(" ", name or "").casefold().split())


def _figures(event: Row, figures: Iterable[Row]) -> tuple[tuple[str, float], ...]:
    """What the event's figures count, with the numbers told, in a fixed order."""
    told = {
        (figure["measure"] or _plain(figure["of"]), figure["value"])
        for figure in figures
        if figure["event"] == event["id"] and figure["value"] is not None
    }
    return tuple(sorted(told))

"""A coder of few words: quick, deterministic, and without a language engine.

It reads sentences of the form "Kenya accused Uganda." and "President Wanja Odera of Kenya". A text with `FAULT` in it
makes it fail.
"""

import re
import time
from collections.abc import Iterable, Iterator
from typing import Any

from dateline.read import Entry
from dateline.records import (
    Actor,
    CoderInfo,
    Document,
    Event,
    Figure,
    Report,
    Statement,
    Tenure,
    Time,
    When,
    record_id,
    text_id,
)
from dateline.records.reasons import Reasons
from dateline.store import TABLES, Store

STATES = {"Kenya": "KEN", "Uganda": "UGA", "Peru": "PER", "Chile": "CHL", "Japan": "JPN", "Fiji": "FJI"}
ACTS = {"accused": "ACCUSE", "met": "CONSULT", "thanked": "SUPPORT", "attacked": "ASSAULT"}
STATE = "|".join(STATES)
ACT = re.compile(rf"({STATE}) ({'|'.join(ACTS)}) ({STATE})")
HOLDER = re.compile(rf"(President|Premier) ([A-Z]\w+ [A-Z]\w+) of ({STATE})")
NUMBER = re.compile(r"(\d+) people")
WORDS = ["river", "bridge", "market", "talks", "border", "grain", "harbour", "envoys", "convoy", "school", "season"]


class QuickCoder:
    """Codes like `dateline.Coder`, with less in it; `coded` are the ids of what it coded, in order."""

    def __init__(self, version: str = "1", seconds: float = 0) -> None:
        self.info = CoderInfo(version=version, model="quick", manual="none")
        self.coded: list[str] = []
        self.seconds = seconds

    def explain_all(self, documents: Iterable[Document]) -> Iterator[tuple[Report, Reasons]]:
        for document in documents:
            if self.seconds:
                time.sleep(self.seconds)
            if "FAULT" in document.text:
                raise ZeroDivisionError("a fault")
            self.coded.append(document.id)
            yield self._code(document), Reasons()

    def _code(self, document: Document) -> Report:
        actors: dict[str, Actor] = {}
        events, statements, figures, tenures = [], [], [], []

        def actor(name: str, country: str, start: int, end: int, **fields: str) -> str:
            if name not in actors:
                id = record_id(document.id, "actor", start, end)
                actors[name] = Actor(id=id, name=name, country=country, mentions=[(start, end)], **fields)
            return actors[name].id

        for found in ACT.finditer(document.text):
            doer = actor(found[1], STATES[found[1]], *found.span(1), kind="country")
            other = actor(found[3], STATES[found[3]], *found.span(3), kind="country")
            when = {"start": document.date, "end": document.date, "granularity": "day"} if document.date else None
            event = Event(
                id=record_id(document.id, "event", *found.span(2)),
                type=ACTS[found[2]],
                actors=[doer],
                recipients=[other],
                when=When(**when) if when else None,
                evidence=[found.span()],
                trigger=found.span(2),
                confidence=0.8,
            )
            events.append(event)
            for number in NUMBER.finditer(document.text, found.end(), found.end() + 40):
                figures.append(
                    Figure(
                        id=record_id(document.id, "figure", *number.span()),
                        value=int(number[1]),
                        of="people",
                        measure="killed",
                        event=event.id,
                        evidence=[number.span()],
                        confidence=0.5,
                    )
                )
        for found in HOLDER.finditer(document.text):
            person = actor(found[2], STATES[found[3]], *found.span(2), kind="person", sector="GOV", office=found[1])
            span = found.span()
            tenures.append(
                Tenure(
                    id=record_id(document.id, "tenure", *span),
                    person=person,
                    office=found[1],
                    country=STATES[found[3]],
                    evidence=[span],
                    confidence=0.9,
                )
            )
            statements.append(
                Statement(
                    id=record_id(document.id, "statement", *span),
                    speaker=person,
                    kind="direct",
                    content=[span],
                    confidence=0.7,
                )
            )
        times = [Time(span=(0, 1), start=document.date, end=document.date, granularity="day")] if document.date else []
        return Report(
            coder=self.info,
            document=document.model_copy(update={"sentences": [(0, len(document.text))]}),
            actors=list(actors.values()),
            events=events,
            statements=statements,
            figures=figures,
            tenures=tenures,
            times=times,
        )


def told(number: int) -> str:
    """The text of report `number`: an act, and enough words of its own to be near no other."""
    states, acts = list(STATES), list(ACTS)
    a, b = states[number % 6], states[(number // 6 + number + 1) % 6]
    rest = " ".join(f"{WORDS[(number * k + k * k) % len(WORDS)]} {number * k % 977}" for k in range(1, 40))
    return f"{a} {acts[number % 4]} {b if b != a else states[(number + 2) % 6]}, {number + 2} people were hurt. {rest}."


def entry(text: str, date: str | None = "2026-03-02", *, input: str = "a.jsonl", line: int = 1, **fields: str) -> Entry:
    """An entry as reading makes it."""
    fields.setdefault("id", text_id(text, date))
    return Entry(input, line, Document(text=text, date=date, language="en", **fields))


# Columns that tell which run it was; and what is compared, every table but the books of the store itself.
RUN = {"run", "at"}
COMPARED = [name for name, table in TABLES.items() if table.kind != "kept" or name == "issues"]


def contents(store: Store) -> dict[str, list[str]]:
    """The rows of a store in an order that does not depend on how they came in."""
    snapshot = store.at()
    return {
        name: sorted(str({k: v for k, v in row.items() if k not in RUN}) for row in snapshot.table(name).to_pylist())
        for name in COMPARED
    }


def column(store: Store, query: str) -> list[Any]:
    """The first column of an answer."""
    return store.at().sql(query).column(0).to_pylist()

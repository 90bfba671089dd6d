"""Mutated news for the whole coder.

Whatever a text says: the report obeys its contract, its offsets lie in the text, its references and ids hold, it can be
written as JSON, as rows of the store and as pages, the same text gives the same bytes, alone and among others, and
twice the text takes about twice the time.
"""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterable
from datetime import date
from random import Random
from typing import Any, Final

import dateline
from bench.fuzz.news import mutated, reports
from bench.fuzz.target import Broken, require
from dateline.errors import DatelineError
from dateline.records import Agreement, Document, Event, Figure, Report, Tenure
from dateline.render import HtmlPage, print_report, report_console
from dateline.store.rows import document_row, report_of, rows_of, tables_of

DATES: Final = ("2026-03-14", "2024-02-29", "0001-01-01", "9999-12-31", None, None)

SEEDS: Final = 12
OPENING: Final = 500
"""Reports to begin with, and characters that are taken of them: many short texts find more than few long ones."""

AGAIN: Final = 4
"""Of so many inputs one is coded twice."""

GROWN: Final = 6_000
"""Characters to which a text is repeated to see how its time grows; and twice as many."""

FASTEST: Final = 1.0
"""Seconds below which growth is not measured: there is little to be said of it."""

STEEPEST: Final = 3.2
"""Times that twice the text may take: 2 if the time is linear, 4 if it is quadratic."""


class Coder:
    """The coder as a target; an input is JSON with a text, a date, and perhaps `grow`."""

    def __init__(self) -> None:
        self._coder = dateline.load()
        self._filler = Document(id="filler", date="2026-03-14", text="Kenya and Uganda signed a pact on Tuesday.")

    def seeds(self) -> Iterable[bytes]:
        """An example report, and the openings of some."""
        yield _packed({"text": reports()[0], "date": DATES[0]})
        for text in reports()[1:SEEDS]:
            yield _packed({"text": text[:OPENING], "date": DATES[0]})

    def mutate(self, data: bytes, random: Random) -> bytes:
        """A mutated text, sometimes of another day, sometimes to be grown."""
        told: dict[str, Any] = json.loads(data)
        told = {"text": mutated(told["text"], random), "date": random.choice(DATES), "title": None, "grow": False}
        if random.random() < 0.2:
            told["title"] = mutated(random.choice(reports())[:200], random)[:400]
        if random.random() < 0.04:
            start = random.randint(0, len(told["text"]))
            told |= {"text": told["text"][start : start + random.choice((20, 100, 600))], "grow": True}
        return _packed(told)

    def run(self, data: bytes) -> None:
        """Code the text, and look at the report."""
        told = json.loads(data)
        text, day, title = told["text"], told["date"], told.get("title")
        if told.get("grow"):
            self._grow(text)
            return
        try:
            report = self._coder.code(text, day, title=title)
        except DatelineError:
            return
        check(report, text)
        written = report.to_json()
        if sum(data) % AGAIN == 0:
            document = Document(id=report.document.id, date=report.document.date, title=title, language="en", text=text)
            among = list(self._coder.code_all([self._filler, document, self._filler]))
            require(among[1].to_json() == written, "the same text gives other bytes among others")

    def seconds(self, data: bytes) -> float:
        """Three for a start, and 1.5 ms a character, seven times what news takes; of growing texts there are four."""
        return 60.0 if b'"grow": true' in data else 3 + 0.0015 * len(data)

    def close(self) -> None:
        """Nothing is held."""

    def _grow(self, unit: str) -> None:
        text = unit * (GROWN // max(1, len(unit)) + 1)
        short, long = text[:GROWN], (text * 2)[: 2 * GROWN]
        times = [min(self._time(piece) for _ in range(2)) for piece in (short, long)]
        if times[1] > FASTEST and times[1] > STEEPEST * times[0]:
            raise Broken(
                "twice the text takes far more than twice the time", f"{times[0]:.2f} s, then {times[1]:.2f} s"
            )

    def _time(self, text: str) -> float:
        began = time.process_time()
        self._coder.code(text, DATES[0])
        return time.process_time() - began


def make() -> Coder:
    """The target."""
    return Coder()


def check(report: Report, text: str) -> None:
    """What holds for every report."""
    require(report.document.text == text, "the text is altered")
    for start, end in _spans(report):
        require(0 <= start < end <= len(text), "a span outside of the text", (start, end, len(text)))
    _check_references(report)
    _check_days(report)
    written = report.to_json()
    json.loads(written.encode(), parse_constant=_no_constant)
    require(Report.from_json(written) == report, "the report is another when it is read back")
    tables = {name: table.to_pylist() for name, table in tables_of(rows_of(report)).items()}
    require(report_of(document_row(report.document, report.coder), tables) == report, "the store changes the report")
    HtmlPage().article(report).encode()
    page = io.StringIO()
    print_report(report, report_console(page))
    page.getvalue().encode()


def _no_constant(name: str) -> None:
    raise Broken("a number that JSON does not have", name)


def _spans(report: Report) -> Iterable[tuple[int, int]]:
    yield from report.document.sentences
    yield from (time.span for time in report.times)
    for actor in report.actors:
        yield from actor.mentions
    for event in report.events:
        yield from (*event.evidence, event.trigger)
    for statement in report.statements:
        yield from (*statement.content, *([statement.cue] if statement.cue else []))
    told: tuple[Agreement | Figure | Tenure, ...] = (*report.agreements, *report.figures, *report.tenures)
    for record in told:
        yield from record.evidence


def _check_references(report: Report) -> None:
    known: set[str] = set()
    for kind in (report.actors, report.events, report.statements, report.agreements, report.figures, report.tenures):
        ids = [record.id for record in kind]
        require(len(set(ids)) == len(ids), "an id twice", ids)
        known.update(ids)
    wanted: set[str | None] = set()
    for event in report.events:
        require(event.evidence, "an event without evidence")
        inside = any(start <= event.trigger[0] and event.trigger[1] <= end for start, end in event.evidence)
        require(inside, "a trigger outside of its evidence", event.model_dump())
        wanted |= {*event.actors, *event.recipients, *(other.actor for other in event.others)}
        wanted |= {*event.according_to, *event.disputed_by}
    for statement in report.statements:
        wanted |= {*statement.addressees, *statement.about, statement.speaker, statement.via, statement.event}
    for agreement in report.agreements:
        wanted |= {*agreement.parties}
    wanted |= {figure.event for figure in report.figures} | {tenure.person for tenure in report.tenures}
    require(wanted - {None} <= known, "a reference to no record", wanted - known)


def _check_days(report: Report) -> None:
    dated: tuple[Event | Agreement, ...] = (*report.events, *report.agreements)
    for when in [record.when for record in dated if record.when] + report.times:
        require(
            date.fromisoformat(when.start) <= date.fromisoformat(when.end), "a time that ends before it begins", when
        )


def _packed(told: dict[str, Any]) -> bytes:
    return json.dumps(told).encode()

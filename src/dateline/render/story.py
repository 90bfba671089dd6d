"""A report as lines of plain English, the same for the terminal and for the page."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from dateline.records import Actor, Agreement, Event, Figure, Report, Span, Statement, Tenure
from dateline.records.reasons import Reasons
from dateline.render.words import (
    COUNTED,
    actor_name,
    country_name,
    figure_in_words,
    joined,
    one_line,
    when_in_words,
)

STATEMENT_KINDS = {"direct": "quoted", "indirect": "told", "mixed": "partly quoted"}
STAGES = {
    "proposed": "proposed",
    "talks": "under negotiation",
    "agreed": "agreed",
    "signed": "signed",
    "ratified": "ratified",
    "in-force": "in force",
    "suspended": "suspended",
    "breached": "breached",
    "ended": "ended",
}
TENURES = {"current": "in office", "former": "former", "incoming": "to take office"}
SOMEBODY = "Somebody unnamed"
QUOTATION_MARKS = '"“”„«»'


@dataclass(frozen=True, slots=True)
class Line:
    """One record in words: what it says, when, what else is known, the words of the report, and why it was made."""

    id: str
    kind: str
    text: str
    when: str = ""
    status: str = ""
    details: list[str] = field(default_factory=list)
    quote: str = ""
    spans: list[Span] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines."""

    heading: str
    lines: list[Line]


def tell(report: Report, reasons: Reasons | None = None) -> list[Section]:
    """The sections of a report that have something in them; with `reasons`, each line has its own."""
    return [section for section in Story(report, reasons).sections() if section.lines]


class Story:
    """The lines of one report."""

    def __init__(self, report: Report, reasons: Reasons | None) -> None:
        self._report = report
        self._reasons = reasons
        self._actors: dict[str, Actor] = {actor.id: actor for actor in report.actors}
        self._speakers = {s.id: self._names([s.speaker]) if s.speaker else "" for s in report.statements}

    def sections(self) -> list[Section]:
        """All sections, in the order in which they are read."""
        report = self._report
        events = sorted(report.events, key=lambda event: event.trigger)
        return [
            Section("What happened", [self.event(e) for e in events if e.focus == "news"]),
            Section("Background", [self.event(e) for e in events if e.focus == "background"]),
            Section("Who said what", [self.statement(s) for s in report.statements]),
            Section("Agreements", [self.agreement(a) for a in report.agreements]),
            Section("Figures", [self.figure(f) for f in report.figures]),
            Section("Offices", [self.tenure(t) for t in report.tenures]),
            Section("Planned next", [self.event(e) for e in self._planned()]),
        ]

    def event(self, event: Event) -> Line:
        """Who did what to whom."""
        act = acts().get(f"{event.type} {event.mode}") or acts().get(event.type) or {}
        verb = {
            "happened": act.get("past", event.type),
            "planned": f"to {act.get('base', event.type)}",
            "possible": f"might {act.get('base', event.type)}",
            "denied": f"did not {act.get('base', event.type)}",
        }[event.status]
        subject = self._names(event.actors) or SOMEBODY
        whom = self._names(event.recipients)
        object = f" {act.get('to', '')} {whom}".replace("  ", " ") if whom else ""
        details = [f"{event.type}{f' · {event.mode}' if event.mode else ''}"]
        if event.where:
            country = country_name(event.where.country) if event.where.country else ""
            place = one_line(event.where.name)
            details.append(f"in {place}" + (f", {country}" if country and country != place else ""))
        details += [f"{other.role.replace('-', ' ')}: {self._names([other.actor])}" for other in event.others]
        if event.count is not None:
            details.append(f"{event.count} times")
        if event.contexts:
            details.append("about " + ", ".join(name.replace("_", " ") for name in event.contexts))
        for label, ids in (("according to", event.according_to), ("disputed by", event.disputed_by)):
            names = list(dict.fromkeys(filter(None, (self._speakers.get(id, "") for id in ids))))
            if names:
                details.append(f"{label} {joined(names)}")
        return Line(
            id=event.id,
            kind="event",
            text=f"{subject} {verb}{object}",
            when=when_in_words(event.when),
            status=event.status,
            details=details,
            quote=self._quote(event.evidence[:1]),
            spans=event.evidence,
            reasons=self._why(event.id),
        )

    def statement(self, statement: Statement) -> Line:
        """Who said it, and the words."""
        details = [STATEMENT_KINDS[statement.kind]]
        if statement.addressees:
            details.append(f"to {self._names(statement.addressees)}")
        if statement.via:
            details.append(f"via {self._names([statement.via])}")
        if statement.about:
            details.append(f"about {self._names(statement.about)}")
        return Line(
            id=statement.id,
            kind="statement",
            text=self._names([statement.speaker]) if statement.speaker else SOMEBODY,
            details=details,
            quote=self._quote(statement.content),
            spans=statement.content,
            reasons=self._why(statement.id),
        )

    def agreement(self, agreement: Agreement) -> Line:
        """Which pact, between whom, how far."""
        parties = self._names(agreement.parties)
        return Line(
            id=agreement.id,
            kind="agreement",
            text=one_line(agreement.name) + (f", between {parties}" if parties else ""),
            when=when_in_words(agreement.when),
            details=[STAGES[agreement.stage]],
            quote=self._quote(agreement.evidence[:1]),
            spans=agreement.evidence,
            reasons=self._why(agreement.id),
        )

    def figure(self, figure: Figure) -> Line:
        """How many of what."""
        number = figure_in_words(figure, self._slice(figure.evidence[0]))
        counted = one_line(figure.of) if figure.of and figure.value is not None else ""
        between = " " if figure.unit in COUNTED else ": "
        return Line(
            id=figure.id,
            kind="figure",
            text=f"{number}{between}{counted}" if counted else number,
            details=[figure.measure.replace("-", " ")] if figure.measure else [],
            spans=figure.evidence,
            reasons=self._why(figure.id),
        )

    def tenure(self, tenure: Tenure) -> Line:
        """Who holds which office."""
        of = tenure.organisation or (country_name(tenure.country) if tenure.country else "")
        years = " – ".join(
            filter(None, (tenure.from_ and f"from {tenure.from_}", tenure.until and f"until {tenure.until}"))
        )
        return Line(
            id=tenure.id,
            kind="tenure",
            text=f"{self._names([tenure.person], country=False)}, {one_line(tenure.office)}"
            + (f", {one_line(of)}" if of else ""),
            details=list(filter(None, (TENURES[tenure.status], years))),
            spans=tenure.evidence,
            reasons=self._why(tenure.id),
        )

    def _planned(self) -> list[Event]:
        """What is planned for the report's day or later, earliest first; what has no date comes last."""
        today = self._report.document.date or ""
        planned = [e for e in self._report.events if e.status == "planned" and not (e.when and e.when.end < today)]
        return sorted(planned, key=lambda e: (e.when is None, e.when.start if e.when else "", e.trigger))

    def _names(self, ids: list[str], country: bool = True) -> str:
        actors = [self._actors[id] for id in ids if id in self._actors]
        return joined([actor_name(actor) if country else one_line(actor.name) for actor in actors])

    def _slice(self, span: Span) -> str:
        return self._report.document.text[span[0] : span[1]]

    def _quote(self, spans: list[Span]) -> str:
        return " … ".join(one_line(self._slice(span)).strip(QUOTATION_MARKS) for span in spans)

    def _why(self, id: str) -> list[str]:
        return [one_line(reason) for reason in self._reasons.of(id)] if self._reasons else []


@cache
def acts() -> dict[str, dict[str, str]]:
    """The words of `acts.toml`, by type and by type and mode."""
    return tomllib.loads(files(__package__).joinpath("acts.toml").read_text(encoding="utf-8"))

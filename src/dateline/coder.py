"""The coder: the stages in a row, from a document to its report."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, tee

from dateline.actors import resolve
from dateline.errors import InputError, UsageError
from dateline.events import EventNetwork, LearnedTyper, Typer, find_events, link_sources
from dateline.facts import find_agreements, find_figures, find_tenures
from dateline.language import Engine, Parsed
from dateline.places import find_places
from dateline.read import Entry, Issue, find_date
from dateline.records import CoderInfo, Document, Report, text_id
from dateline.records.reasons import Reasons
from dateline.statements import find_statements, link_acts
from dateline.time import find_times
from dateline.version import MANUAL, VERSION

WINDOW = 16
"""Documents parsed together: spaCy's own batch, see `Engine.parse_all`."""


class Coder:
    """A loaded coder. It keeps no state between documents: the same document gives the same report.

    `model` names an installed spaCy package (`en_core_web_*`) or a path; None takes the default one. `typer` decides
    the types of events; None takes the event network together with the cue lexicon.
    """

    def __init__(self, model: str | None = None, typer: Typer | None = None) -> None:
        self.engine = Engine(model)
        self.typer = typer or LearnedTyper(EventNetwork())
        self.info = CoderInfo(version=VERSION, model=f"{self.engine.name}, {self.typer.name}", manual=MANUAL)

    def code(
        self,
        text: str,
        date: str | None = None,
        *,
        id: str | None = None,
        title: str | None = None,
        source: str | None = None,
        url: str | None = None,
    ) -> Report:
        """Code one text. `date` (ISO 8601) is the day of publication.

        Without it the date line at the head of the text is taken, and where there is none, relative times stay
        unresolved. Raises `UsageError` for what is no date, `InputError` for half of a surrogate pair.
        """
        if date is None:
            dated = find_date(text)
            date = dated.day if dated else None
        document = Document(
            id=id or text_id(text, date), date=date, title=title, source=source, url=url, language="en", text=text
        )
        return self.code_document(document)

    def code_document(self, document: Document) -> Report:
        """Code one document."""
        return next(self.code_all([document]))

    def code_all(self, documents: Iterable[Document]) -> Iterator[Report]:
        """Code many documents, in order."""
        for report, _ in self.explain_all(documents):
            yield report

    def explain_all(self, documents: Iterable[Document]) -> Iterator[tuple[Report, Reasons]]:
        """As `code_all`, each report with the reasons of its records."""
        documents, again = tee(map(_checked, documents))
        for document, parsed in zip(again, self.engine.parse_all(d.text for d in documents), strict=True):
            yield self._code(document, parsed)

    def _code(self, document: Document, parsed: Parsed) -> tuple[Report, Reasons]:
        reasons = Reasons()
        document = document.model_copy(update={"sentences": [(s.start, s.end) for s in parsed.sentences]})
        times = find_times(parsed, document.date)
        places = find_places(parsed)
        cast = resolve(parsed, document, reasons)
        statements = find_statements(parsed, cast, document, reasons)
        events = find_events(parsed, cast, times, places, statements, document, reasons, self.typer)
        statements = link_acts(statements, events)
        events = link_sources(events, statements, parsed)
        report = Report(
            coder=self.info,
            document=document,
            actors=list(cast.actors.values()),
            events=events,
            statements=statements,
            agreements=find_agreements(parsed, cast, times, document, reasons),
            figures=find_figures(parsed, times, events, document, reasons),
            times=[mention.time for mention in times],
            tenures=find_tenures(parsed, cast, times, document, reasons),
        )
        return report, reasons


def _checked(document: Document) -> Document:
    """The same document. Raises `UsageError` for a date that is none, `InputError` for what UTF-8 can't hold."""
    if document.date is not None and not _is_day(document.date):
        raise UsageError(f"the date {document.date!r} is no day in ISO 8601 (2025-08-23)")
    try:
        told = document.model_dump(exclude={"sentences"}).values()
        "".join(value for value in told if value).encode()
    except UnicodeEncodeError as error:
        raise InputError("half of a surrogate pair, which is no character, in the text or beside it") from error
    return document


def _is_day(date: str) -> bool:
    try:
        # `fromisoformat` takes 20250823 and 2025-W34-6 as well.
        return datetime.date.fromisoformat(date).isoformat() == date
    except ValueError:
        return False


def load(model: str | None = None) -> Coder:
    """A coder, ready to work; loading takes about a second."""
    return Coder(model)


@dataclass(frozen=True, slots=True)
class Coded:
    """A report, and the reasons of its records."""

    report: Report
    reasons: Reasons


def code_entries(coder: Coder, items: Iterable[Entry | Issue]) -> Iterator[Coded | Issue]:
    """Code what was read, in order: issues pass through, and one document's failure is an issue and no more."""
    items = iter(items)
    while window := list(islice(items, WINDOW)):
        coded = _code_window(coder, [item for item in window if isinstance(item, Entry)])
        for item in window:
            yield item if isinstance(item, Issue) else next(coded)


def _code_window(coder: Coder, entries: list[Entry]) -> Iterator[Coded | Issue]:
    """Code some documents together, and one by one if that fails, so as to find out which it is."""
    try:
        pairs = list(coder.explain_all(entry.document for entry in entries))
    except Exception:
        yield from (_code_one(coder, entry) for entry in entries)
    else:
        yield from (Coded(report, reasons) for report, reasons in pairs)


def _code_one(coder: Coder, entry: Entry) -> Coded | Issue:
    # Whatever goes wrong inside the coder is a fault of ours; a night's batch must not be lost for it.
    try:
        report, reasons = next(coder.explain_all([entry.document]))
    except Exception as error:
        reason = f"the coder failed on this report, please tell its makers: {type(error).__name__}: {error}"
        return Issue(entry.input, entry.line, reason)
    return Coded(report, reasons)

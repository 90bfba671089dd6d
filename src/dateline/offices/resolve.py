"""Actors that their own report leaves open, known from the other reports through the office table."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dateline.actors.titles import offices
from dateline.offices.lists import words
from dateline.offices.names import Words, core, fits, letters, name_words
from dateline.offices.owners import body_of, owner_name
from dateline.offices.persons import Person
from dateline.offices.phrases import is_definite, is_phrase, is_proper, may_be_person, phrases_of, whole_name
from dateline.offices.question import Question, office_in
from dateline.offices.rows import ActorRow, Resolution
from dateline.offices.table import Holder, OfficeTable, sole_of
from dateline.offices.tenancy import Tenancy
from dateline.offices.titles import is_sole, office_keys, sector_of

DAYS_IN_MONTH = 30.44


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the table is trusted. `python -m bench.offices --sweep` shows what other values do on the stories.

    `name_months`: how far from a document's day a report may be that makes a family name known (swept 1 to 24: the
    answers grow until 6). `office_months`: how far one may be that shows a holder in office (swept 1 to 24: from 9 on a
    control is lost). `share`: how much of an open gap between two holders must speak for one of them (swept 0.5 to
    0.95: flat to 0.8, answers lost above).
    """

    name_months: float = 6
    office_months: float = 6
    share: float = 0.8


REACH = Reach()


Company = Mapping[str, frozenset[str]]
"""By person the states that reports tell beside his or her office."""


def resolve(
    actors: Iterable[ActorRow],
    table: OfficeTable,
    documents: Mapping[str, date | None],
    company: Company | None = None,
    reach: Reach = REACH,
) -> list[Resolution]:
    """What the table adds to the actors of some documents, given the day of each.

    A document without a day is left as it is: nobody can say who held an office then. Nothing that a report tells is
    overridden. The order is that of the documents' first actors. `company` is that of the table; without it, as far as
    these documents tell it.
    """
    by_document: dict[str, list[ActorRow]] = defaultdict(list)
    for actor in actors:
        by_document[actor.document].append(actor)
    if company is None:
        company = company_of(table, {document: states_of(rows) for document, rows in by_document.items()})
    found = []
    for document, rows in by_document.items():
        day = documents.get(document)
        if day is not None:
            scene = _Scene(table, rows, company, day, reach)
            found += [told for row in rows if (told := scene.resolved(row))]
    return found


def company_of(table: OfficeTable, states: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The company of all persons of a table, given the states that each document tells of."""
    return {
        person: frozenset().union(*(states.get(document, frozenset()) for _, document in days))
        for person, days in table.days.items()
    }


def states_of(rows: Iterable[ActorRow]) -> frozenset[str]:
    """The states that a document tells of."""
    return frozenset(r.country for r in rows if r.country and r.kind in ("country", "government"))


class _Scene:
    """One document: its day and the states that it tells of; `company` are those told where each person's office is."""

    def __init__(
        self,
        table: OfficeTable,
        rows: list[ActorRow],
        company: Company,
        day: date,
        reach: Reach,
    ) -> None:
        self.table = table
        self.states = states_of(rows)
        self.rows = rows
        self.company = company
        self.day = day
        self.share = reach.share
        self.name_days = reach.name_months * DAYS_IN_MONTH
        self.office_days = reach.office_months * DAYS_IN_MONTH

    def resolved(self, row: ActorRow) -> Resolution | None:
        """What the table adds to one actor."""
        if is_phrase(row):
            return self._nameless(row)
        return self._named(row) if may_be_person(row) else None

    def _nameless(self, row: ActorRow) -> Resolution | None:
        asked = self._asked(row)
        if asked is None:
            return None
        holder = self._holder(asked.office, asked.owner)
        if holder is None:
            return None
        tenancy = holder.tenancy
        reasons = (
            f"“{row.name}”: {tenancy.title} of {owner_name(asked.owner)} on {self.day}",
            f"{tenancy.person.name}: {self._source(tenancy)}",
            *holder.reasons,
        )
        return self._resolution(row, tenancy.person, tenancy, reasons)

    def _asked(self, row: ActorRow) -> Question | None:
        """The sole office that a nameless actor is told by, of a state or body that is told."""
        if not is_definite(row):
            return None
        asked = None
        for phrase in phrases_of(row):
            asked = office_in(phrase, row.country)
            if asked is not None and sole_of(asked.owner, asked.office):
                break
        if asked is None or asked.former or not sole_of(asked.owner, asked.office):
            return None
        return asked

    def _holder(self, office: str, owner: str) -> Holder | None:
        """The one holder of a sole office on the document's day who is sure enough, or None."""
        sure = [h for h in self.table.holders(office, owner, self.day) if h.share >= self.share and self._near(h)]
        return sure[0] if len(sure) == 1 else None

    def _near(self, holder: Holder) -> bool:
        """Whether a holder is shown on the day, or in office within the months allowed."""
        if holder.sure in ("seen", "told"):
            return True
        return holder.sure != "never seen" and self._gap(holder.tenancy) <= self.office_days

    def _gap(self, tenancy: Tenancy) -> float:
        ends = [end for end in (tenancy.first_seen, tenancy.last_seen) if end]
        return min((abs((self.day - end).days) for end in ends), default=float("inf"))

    def _named(self, row: ActorRow) -> Resolution | None:
        said = name_words(whole_name(row))
        if not said or row.sector in words("apart"):
            return None
        whole = self.table.named(said) if len(core(said)) > 1 else []
        known = [p for p in whole or self.table.called(said) if self._agrees(p, row) and (whole or self._seen(p))]
        person = self._meant(known, row, called=not whole)
        if person is None or (not whole and self._is_anothers(said, person)):
            return None
        tenancy = self._office_of(person)
        reasons = (
            *self._why(row, person, called=not whole, others=len(known) > 1),
            self._known_office(person, tenancy),
        )
        return self._resolution(row, person, tenancy, reasons)

    def _meant(self, known: list[Person], row: ActorRow, called: bool) -> Person | None:
        """Of several persons of one name the one whom the report's states speak for, or None.

        First those whose state the report tells, then those told of elsewhere together with its states; among them a
        holder of an office that one person holds at a time. A full name needs no state if it is one person's only.
        """
        ranks = {person.key: self._nearness(person, row) for person in known}
        best = max(ranks.values(), default=0)
        near = [person for person in known if ranks[person.key] == best]
        if len(near) > 1:
            near = [person for person in near if self._holds_sole(person)]
        return near[0] if len(near) == 1 and (best or not called) else None

    def _is_anothers(self, said: Words, person: Person) -> bool:
        """Whether the report itself gives a family name to somebody else in full."""
        told = (name_words(row.name) for row in self.rows if " " in row.name and is_proper(row.name))
        longer = [full for full in told if len(full) > len(said) and full[-len(said) :] == said]
        return not all(self._is_named(person, full) for full in longer)

    @staticmethod
    def _is_named(person: Person, full: Words) -> bool:
        return any(letters(full) == letters(form) or fits(full, form) or fits(form, full) for form in person.forms)

    def _agrees(self, person: Person, row: ActorRow) -> bool:
        """Whether nothing that the report tells of an actor speaks against this person."""
        if row.country and person.country and row.country != person.country:
            return False
        if row.kind in ("organisation", "group") and not (person.country or person.organisation):
            return False
        if row.office is None or offices().get(row.office.split()[-1].casefold(), ("", ""))[1] == "rank":
            return True
        told = office_keys(row.office, person.country)
        held = [t.office for t in self.table.held_by(person.key)]
        return any(key == office or office.endswith(f" {key}") for key in told for office in held)

    def _seen(self, person: Person) -> bool:
        """Whether a report near the document's day tells an office of the person."""
        days = self.table.days[person.key]
        at = bisect_left(days, (self.day, ""))
        return any(abs((day - self.day).days) <= self.name_days for day, _ in days[max(0, at - 1) : at + 1])

    def _nearness(self, person: Person, row: ActorRow) -> int:
        """2 where the report tells the person's state, 1 where those told beside the person before, else 0."""
        states = {person.country} if person.country else set(person.guessed)
        if row.country in states or not states.isdisjoint(self.states):
            return 2
        shared = self.states & self.company[person.key]
        return int(len(shared) > 1 or shared == self.states)

    def _holds_sole(self, person: Person) -> bool:
        return any(sole_of(t.owner, t.office) and self._holds(t) for t in self.table.held_by(person.key))

    def _office_of(self, person: Person) -> Tenancy | None:
        """The office that a person holds on the document's day, the best attested one; None if that is not known.

        One of which nobody told whose it is must be an office of state: else it is mostly misread.
        """
        told = [t for t in self.table.held_by(person.key) if t.owner or is_sole(t.office, of_state=True)]
        held = [t for t in told if t.office not in words("vague") and self._holds(t)]
        return min(held, key=lambda t: (-t.reports, t.office, t.owner), default=None)

    def _holds(self, tenancy: Tenancy) -> bool:
        if tenancy.holds(self.day):
            return True
        if sole_of(tenancy.owner, tenancy.office):
            holder = self._holder(tenancy.office, tenancy.owner)
            return holder is not None and holder.tenancy is tenancy
        return tenancy.may_hold(self.day) and self._gap(tenancy) <= self.office_days

    def _why(self, row: ActorRow, person: Person, called: bool, others: bool) -> list[str]:
        seen = self.table.days[person.key]
        reports = f"{len(seen)} report{'s' if len(seen) > 1 else ''} from {seen[0][0]} to {seen[-1][0]}"
        if not called:
            return [f"“{row.name}”: known under this name from {reports}"]
        which = "the one of that name whom the report's states speak for" if others else "the only one of that name"
        return [f"“{row.name}”: {person.name}, {which}, known from {reports}"]

    def _known_office(self, person: Person, tenancy: Tenancy | None) -> str:
        if tenancy is None:
            return f"no report tells an office that {person.name} held on {self.day}"
        return self._source(tenancy)

    def _source(self, tenancy: Tenancy) -> str:
        """The report nearest to the document's day that tells the tenancy."""
        nearest = self.table.nearest(tenancy.documents, self.day)
        of = f" of {owner_name(tenancy.owner)}" if tenancy.owner else ""
        return f"{tenancy.title}{of} in report {nearest} of {self.table.day_of[nearest]}"

    def _resolution(
        self, row: ActorRow, person: Person, tenancy: Tenancy | None, reasons: tuple[str, ...]
    ) -> Resolution | None:
        """The row, or None where the report leaves nothing open."""
        body = body_of(tenancy.owner) if tenancy else None
        base = body.base if body else None
        country = None if base else person.country
        sector = sector_of(tenancy.office) if tenancy else None
        found = Resolution(
            actor=row.id,
            document=row.document,
            month=f"{self.day:%Y-%m}",
            person=person.key,
            name=person.name,
            country=country if row.country is None and row.base is None else None,
            base=base if row.country is None and row.base is None else None,
            sector=sector if row.sector in (None, "UNK") else None,
            office=tenancy.title if tenancy and row.office is None else None,
            reasons=reasons,
        )
        adds = found.country or found.base or found.sector or found.office or name_words(row.name) not in person.forms
        return found if adds else None

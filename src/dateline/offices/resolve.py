"""Actors that their own report leaves open, known from the other reports through the office table."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from dateline.actors.titles import offices
from dateline.offices.lists import words
from dateline.offices.names import core, is_name, name_words
from dateline.offices.owners import body_of, names_in, owner_name
from dateline.offices.persons import Person
from dateline.offices.question import Question, office_in
from dateline.offices.rows import ActorRow, Resolution
from dateline.offices.table import Holder, OfficeTable, sole_of
from dateline.offices.tenancy import Tenancy
from dateline.offices.titles import office_keys, sector_of

# How far from a document's day, in months, a report may be that makes a family name known, and one that shows a holder
# in office. `python -m bench.offices --sweep` shows 1 to 24.
NAME_MONTHS = 12
OFFICE_MONTHS = 12

DAYS_IN_MONTH = 30.44
CONTINUED = re.compile(r"^(?:[- ]general\b| (?:of|for) (?:the )?[\w ]+)")
OF = re.compile(r"^ (?:of|for) ")


def resolve(
    actors: Iterable[ActorRow],
    table: OfficeTable,
    documents: Mapping[str, date | None],
    name_months: float = NAME_MONTHS,
    office_months: float = OFFICE_MONTHS,
) -> list[Resolution]:
    """What the table adds to actors, given all actors of their documents, and the day of each document.

    A document without a day is left as it is: nobody can say who held an office then. Nothing that a report tells is
    overridden. The order is that of the actors.
    """
    by_document: dict[str, list[ActorRow]] = defaultdict(list)
    for actor in actors:
        by_document[actor.document].append(actor)
    found = []
    for document, rows in by_document.items():
        day = documents.get(document)
        if day is not None:
            scene = _Scene(table, rows, document, day, name_months, office_months)
            found += [told for row in rows if (told := scene.resolved(row))]
    return found


class _Scene:
    """One document: its day, its actors and the states that they are of."""

    def __init__(
        self,
        table: OfficeTable,
        rows: list[ActorRow],
        document: str,
        day: date,
        name_months: float,
        office_months: float,
    ) -> None:
        self.table = table
        self.document = document
        self.day = day
        self.name_days = name_months * DAYS_IN_MONTH
        self.office_days = office_months * DAYS_IN_MONTH
        self.states = Counter(r.country for r in rows if r.country and r.kind in ("country", "government"))

    def resolved(self, row: ActorRow) -> Resolution | None:
        """What the table adds to one actor."""
        if row.kind not in ("person", "unknown", "government"):
            return None
        nameless = row.kind == "government" or not _proper(row.name)
        return self._nameless(row) if nameless else self._named(row)

    def _nameless(self, row: ActorRow) -> Resolution | None:
        asked = self._asked(row)
        if asked is None:
            return None
        holders = [h for h in self.table.holders(asked.office, asked.owner, self.day) if self._near(h)]
        if len(holders) != 1:
            return None
        tenancy = holders[0].tenancy
        reasons = (
            f"“{row.name}”: {tenancy.title} of {owner_name(asked.owner)} on {self.day}",
            f"{tenancy.person.name}: {self._source(tenancy)}",
            *holders[0].reasons,
        )
        return self._resolution(row, tenancy.person, tenancy, reasons)

    def _asked(self, row: ActorRow) -> Question | None:
        """The sole office that a nameless actor is told by, of a state or body that is told."""
        if row.before.split()[-1:] and row.before.split()[-1].casefold() in words("indefinite"):
            return None
        if row.name.split()[0].casefold() in words("indefinite"):
            return None
        asked = None
        for phrase in _phrases(row):
            asked = office_in(phrase, row.country)
            if asked is not None and sole_of(asked.owner, asked.office):
                break
        if asked is None or asked.former or not sole_of(asked.owner, asked.office):
            return None
        return asked

    def _near(self, holder: Holder) -> bool:
        """Whether a holder is sure enough: shown on the day, or in office within the months allowed."""
        if holder.sure in ("seen", "told"):
            return True
        return holder.sure != "never seen" and self._gap(holder.tenancy) <= self.office_days

    def _gap(self, tenancy: Tenancy) -> float:
        ends = [end for end in (tenancy.first_seen, tenancy.last_seen) if end]
        return min((abs((self.day - end).days) for end in ends), default=float("inf"))

    def _named(self, row: ActorRow) -> Resolution | None:
        said = name_words(row.name)
        if not said or not is_name(row.name) or row.sector in words("apart"):
            return None
        full = len(core(said)) > 1
        whole = self.table.named(said) if full else []
        called = [] if whole else self.table.called(said)
        known = [p for p in whole or called if self._agrees(p, row) and (whole or self._seen(p))]
        here = [p for p in known if self._is_here(p, row)]
        if len(here) != 1:
            here = [] if here or called else known
        if len(here) != 1:
            return None
        person = here[0]
        tenancy = self._office_of(person)
        reasons = (*self._why(row, person, called=bool(called), others=len(known) > 1), *self._sources(person, tenancy))
        return self._resolution(row, person, tenancy, reasons)

    def _agrees(self, person: Person, row: ActorRow) -> bool:
        """Whether nothing that the report tells of an actor speaks against this person."""
        if row.country and person.country and row.country != person.country:
            return False
        if row.office is None or offices().get(row.office.split()[-1].casefold(), ("", ""))[1] == "rank":
            return True
        told = office_keys(row.office, person.country)
        held = [t.office for t in self.table.held_by(person.key)]
        return any(key == office or office.endswith(f" {key}") for key in told for office in held)

    def _seen(self, person: Person) -> bool:
        """Whether a report near the document's day tells an office of the person."""
        return any(abs((day - self.day).days) <= self.name_days for day, _ in self.table.days[person.key])

    def _is_here(self, person: Person, row: ActorRow) -> bool:
        """Whether the report tells of the person's state."""
        states = (person.country,) if person.country else person.guessed
        return row.country in states or any(state in self.states for state in states)

    def _office_of(self, person: Person) -> Tenancy | None:
        """The office that a person holds on the document's day, the best attested one; None if that is not known."""
        held = [t for t in self.table.held_by(person.key) if self._holds(t)]
        return min(held, key=lambda t: (-t.reports, t.office, t.owner), default=None)

    def _holds(self, tenancy: Tenancy) -> bool:
        if tenancy.holds(self.day):
            return True
        near = tenancy.may_hold(self.day) and self._gap(tenancy) <= self.office_days
        if not near or not sole_of(tenancy.owner, tenancy.office):
            return near
        holders = self.table.holders(tenancy.office, tenancy.owner, self.day)
        return len(holders) == 1 and holders[0].tenancy is tenancy

    def _why(self, row: ActorRow, person: Person, called: bool, others: bool) -> list[str]:
        seen = self.table.days[person.key]
        reports = f"{len(seen)} report{'s' if len(seen) > 1 else ''} from {seen[0][0]} to {seen[-1][0]}"
        if not called:
            return [f"“{row.name}”: known under this name from {reports}"]
        only = "the only person of that name whose state the report tells of" if others else "the only person of that name"
        return [f"“{row.name}”: {person.name}, {only}, known from {reports}"]

    def _sources(self, person: Person, tenancy: Tenancy | None) -> list[str]:
        if tenancy is None:
            return [f"no report tells an office that {person.name} held on {self.day}"]
        return [self._source(tenancy)]

    def _source(self, tenancy: Tenancy) -> str:
        """The report nearest to the document's day that tells the tenancy."""
        days = {document: day for day, document in self.table.days[tenancy.person.key]}
        nearest = min(tenancy.documents, key=lambda d: (abs((days[d] - self.day).days), d))
        of = f" of {owner_name(tenancy.owner)}" if tenancy.owner else ""
        return f"{tenancy.title}{of} in report {nearest} of {days[nearest]}"

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


def _proper(name: str) -> bool:
    """Whether a name is a person's own, not a phrase such as "Kenya's army chief" or "chancellor"."""
    told = [(start, end) for start, end, _ in names_in(name)]
    rest = name
    for start, end in reversed(told):
        rest = rest[:start] + rest[end:]
    left = [part for part in re.split(r"[\s]+", rest) if part[:1].isalpha() and part not in ("s", "al")]
    return not any(part.casefold() in offices() for part in left) and any(part[:1].isupper() for part in left)


def _phrases(row: ActorRow) -> list[str]:
    """The words that tell a nameless actor, longest first: what follows its mention may go on with them."""
    more = CONTINUED.match(row.after)
    if more is None:
        return [row.name]
    tail = more.group().rstrip().split(" ")
    found = [row.name + " ".join(tail[:size]) for size in range(len(tail), 0, -1) if tail[:size] != [""]]
    # "The president of the Senate" is no president of the state, whatever else the report is about.
    return found if OF.match(row.after) else [*found, row.name]

"""Whom a page is about: a state or body, a person of the office table, or an actor that only has a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from dateline.analyse.parties import Party
from dateline.analyse.scope import Condition
from dateline.offices import OfficeTable
from dateline.offices.names import name_words
from dateline.offices.persons import Person
from dateline.serve.words import BODIES, place_name, segment, shown

Kind = Literal["state", "body", "person", "name"]

# A report's own country goes before the office table's, and any country before a base, as `analyse.cast` has it.
PEOPLE: Final = """
    people AS MATERIALIZED (
        SELECT actors.document, actors.id, coalesce(resolutions.name, actors.name) AS name, resolutions.person
        FROM actors LEFT JOIN resolutions
            ON resolutions.document = actors.document AND resolutions.actor = actors.id
        WHERE {which})"""
OF_CODE: Final = "coalesce(actors.country, resolutions.country, actors.base, resolutions.base) = ?"
# The office table resolves what reports leave open: one that tells name and state itself needs no resolution.
OF_PERSON: Final = """resolutions.person = ? OR (
            resolutions.person IS NULL AND list_contains(?, lower(actors.name))
            AND (? = '' OR coalesce(actors.country, resolutions.country, ?) = ?))"""
OF_NAME: Final = "lower(actors.name) = lower(?) OR lower(resolutions.name) = lower(?)"

# `done`: the act is the subject's own, alone or with others; `suffered`: somebody did it to the subject.
MINE_OF_CODE: Final = """
    mine AS MATERIALIZED (
        SELECT *, (a = $code AND direction IN ('ab', 'mutual', 'alone'))
                OR (b = $code AND direction IN ('ba', 'mutual')) AS done,
            (a = $code AND direction = 'ba') OR (b = $code AND direction = 'ab') AS suffered,
            CASE WHEN a = $code THEN b ELSE a END AS other
        FROM dyads WHERE main AND origin = 'dateline' AND (a = $code OR b = $code))"""
MINE_OF_PEOPLE: Final = """
    part AS MATERIALIZED (
        SELECT events.document, events.id AS event, bool_or(list_contains(events.actors, people.id)) AS done,
            bool_or(list_contains(events.recipients, people.id)) AS suffered
        FROM events JOIN people ON people.document = events.document
            AND (list_contains(events.actors, people.id) OR list_contains(events.recipients, people.id))
        GROUP BY ALL),
    mine AS MATERIALIZED (
        SELECT dyads.*, part.done, part.suffered, CASE WHEN a = ? THEN b ELSE a END AS other
        FROM dyads JOIN part ON part.document = dyads.document AND part.event = dyads.event
        WHERE main AND origin = 'dateline')"""


@dataclass(frozen=True, slots=True)
class Subject:
    """The one asked for. `code` is the state or body that it is, or that the person is known to act for."""

    kind: Kind
    key: str
    name: str
    code: str | None
    person: Person | None = None

    @property
    def address(self) -> str:
        """The address of its page."""
        return f"/actor/{segment(self.key)}"

    @property
    def relations(self) -> str:
        """What its relations have in their addresses."""
        return self.code if self.kind in ("state", "body") and self.code else self.name

    def people(self) -> Condition:
        """The table `people`: the actors of all reports that stand for it, with their names and persons."""
        if self.person:
            names, state = [name.lower() for name in self.person.names], self.code or ""
            return Condition(PEOPLE.format(which=OF_PERSON), [self.person.key, names, state, state, state])
        if self.code:
            return Condition(PEOPLE.format(which=OF_CODE), [self.code])
        return Condition(PEOPLE.format(which=OF_NAME), [self.name, self.name])

    def mine(self) -> Condition:
        """The table `mine`: its rows of `dyads` with `done`, `suffered` and the `other` side, and what that needs."""
        if self.kind in ("state", "body"):
            count = MINE_OF_CODE.count("$code")
            return Condition(MINE_OF_CODE.replace("$code", "?"), [self.code] * count)
        people = self.people()
        return Condition(f"{people.sql}, {MINE_OF_PEOPLE}", [*people.values, self.code or ""])


def subject_of(table: OfficeTable, key: str) -> Subject:
    """Whom a key names: a state or body by code or name, a person by key or by a name of nobody else, else a name."""
    coded = state_or_body(key)
    if coded is not None:
        return coded
    person = table.persons.get(key) or _only_one(table, key)
    if person is not None:
        return Subject("person", person.key, person.name, person.country or _code(person.organisation), person)
    return Subject("name", key.strip(), shown(key), None)


def state_or_body(key: str) -> Subject | None:
    """The state or body whose code or name a key is, if it is one's."""
    code = Party.of(_bodies().get(key.strip().casefold(), key)).code
    return Subject("body" if code in BODIES else "state", code, place_name(code), code) if code else None


def _only_one(table: OfficeTable, name: str) -> Person | None:
    """The only person with this very name; a shorter form of it may be somebody else's."""
    folded = " ".join(name.casefold().split())
    found = [person for person in table.named(name_words(name)) if folded in map(str.casefold, person.names)]
    return found[0] if len(found) == 1 else None


def _code(organisation: str | None) -> str | None:
    return _bodies().get(organisation.casefold()) if organisation else None


def _bodies() -> dict[str, str]:
    return {name.casefold(): code for code, name in BODIES.items()}

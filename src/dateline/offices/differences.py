"""What two office tables tell differently, and which actors that can reach: so that no others need be resolved anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.offices.names import core, name_words
from dateline.offices.persons import Person
from dateline.offices.phrases import is_phrase
from dateline.offices.resolve import Company
from dateline.offices.rows import ActorRow
from dateline.offices.table import OfficeTable


@dataclass(frozen=True, slots=True)
class Differences:
    """Words of the names of persons, the letters of these names written twice, and owners of offices."""

    words: frozenset[str]
    letters: tuple[str, ...]
    owners: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.words or self.owners)

    def reach(self, row: ActorRow) -> bool:
        """Whether what the tables tell of this actor may differ; of an actor, name, kind and country are looked at.

        A name is looked up by its words or, however they are split and turned round, by its letters.
        """
        if is_phrase(row):
            return row.country is None or row.country in self.owners
        said = name_words(row.name)
        joined = "".join(core(said))
        return not self.words.isdisjoint(said) or any(joined in letters for letters in self.letters)


def differences(tables: tuple[OfficeTable, OfficeTable], company: tuple[Company, Company]) -> Differences:
    """What differs between two tables, each with its company."""
    one, other = ({key: table.dossier(key) for key in table.persons} for table in tables)
    differing = {key for key in {*one, *other} if one.get(key) != other.get(key)}
    differing |= {key for key in {*one, *other} if company[0].get(key) != company[1].get(key)}
    persons = [table.persons[key] for table in tables for key in sorted(differing) if key in table.persons]
    chairs = [table.chairs for table in tables]
    seats = {seat for seat in {*chairs[0], *chairs[1]} if chairs[0].get(seat) != chairs[1].get(seat)}
    return Differences(
        frozenset(word for person in persons for form in person.forms for word in form),
        tuple(dict.fromkeys(_doubled(persons))),
        frozenset(owner for owner, _ in seats),
    )


def _doubled(persons: Iterable[Person]) -> Iterator[str]:
    """The letters of names twice: what is a part of a turned name is a part of these."""
    return (2 * "".join(core(form)) for person in persons for form in person.forms)

"""The office table: who held which office when, as all reports together tell it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dateline.offices.holding import Holding
from dateline.offices.names import Words, calls, core, fits, letters
from dateline.offices.owners import owner_name
from dateline.offices.persons import Person, persons_of
from dateline.offices.tenancy import Sighting, Tenancy, tenancies
from dateline.offices.titles import is_sole, office_keys

Sure = Literal["seen", "told", "seen before", "seen after", "never seen"]
"""How a holder is known for a day: `seen` in reports before and after it (or of it), `told` by the ends that reports
tell, `seen before` it or `seen after` it only, `never seen`: reports tell only a former or coming holder."""

ORDER: tuple[Sure, ...] = ("seen", "told", "seen before", "seen after", "never seen")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held an office, or may have held it, on the day asked for (None: at any time), how sure that is, and why.

    `share` is 1 but in an open gap between two holders of an office that one person holds at a time. The change may
    have come on any day of the gap: it is the share of those days on which this one would be the holder.
    """

    tenancy: Tenancy
    sure: Sure
    reasons: tuple[str, ...]
    share: float = 1.0


class OfficeTable:
    """The tenures of many reports as a dated table. It is the same whatever the order of the reports."""

    def __init__(self, sightings: Iterable[Sighting]) -> None:
        self.persons: dict[str, Person] = {}
        self.day_of: dict[str, date] = {}
        """The day of each document that tells an office."""
        self.days: dict[str, list[tuple[date, str]]] = defaultdict(list)
        """By person the days of all reports that tell an office of him or her, with their documents, in order."""
        told = list(sightings)
        self._chairs = self._filled(pair for pair in told if not pair[0].guessed)
        self._chairs |= self._filled(pair for pair in told if pair[0].guessed and not self._is_contradicted(*pair))
        for days in self.days.values():
            days[:] = sorted(set(days))
        self._by_person: dict[str, list[Tenancy]] = defaultdict(list)
        for found in self._chairs.values():
            for tenancy in found:
                self._by_person[tenancy.person.key].append(tenancy)
        self._by_letters: dict[str, set[str]] = defaultdict(set)
        self._by_word: dict[str, set[str]] = defaultdict(set)
        for person in self.persons.values():
            for form in person.forms:
                self._by_letters[letters(form)].add(person.key)
                for word in core(form):
                    self._by_word[word].add(person.key)

    def _filled(self, sightings: Iterable[Sighting]) -> dict[tuple[str, str], list[Tenancy]]:
        """The times in each office, by owner and office."""
        chairs: dict[tuple[str, str], list[Sighting]] = defaultdict(list)
        for person, holding in sightings:
            self.persons[person.key] = person
            self.day_of[holding.document] = holding.date
            self.days[person.key].append((holding.date, holding.document))
            owner = holding.organisation or holding.country or ""
            for office in office_keys(holding.office, holding.country):
                chairs[owner, office].append((person, holding))
        return {
            (owner, office): tenancies(office, owner, told, sole_of(owner, office))
            for (owner, office), told in sorted(chairs.items(), key=lambda pair: pair[0])
        }

    def _is_contradicted(self, person: Person, holding: Holding) -> bool:
        """Whether others held the office that a guessed state would make it: a holder of old, or another state's."""
        chairs = [(s, o) for s in person.guessed for o in office_keys(holding.office, s) if sole_of(s, o)]
        taken = [any(t.holds(holding.date) for t in self._chairs.get(chair, ())) for chair in chairs]
        return bool(taken) and all(taken)

    @classmethod
    def of(cls, tenures: Iterable[Holding]) -> OfficeTable:
        """The table of all tenures, in any order."""
        return cls(persons_of(tenures))

    def __iter__(self) -> Iterator[Tenancy]:
        """All tenancies: by owner and office, each in order of time."""
        return (tenancy for found in self._chairs.values() for tenancy in found)

    def nearest(self, documents: Sequence[str], day: date) -> str:
        """The one of some documents, in order of time, whose day is nearest to a day; of two the earlier one."""
        at = bisect_left(documents, day, key=self.day_of.__getitem__)
        around = documents[max(0, at - 1) : at + 1]
        return min(around, key=lambda document: abs((self.day_of[document] - day).days))

    @property
    def chairs(self) -> Mapping[tuple[str, str], Sequence[Tenancy]]:
        """By owner and office the times of all who held it."""
        return self._chairs

    def dossier(self, person: str) -> tuple[object, ...]:
        """All that the table tells of the person with this key: who, when told, and the offices with all holders."""
        held = self.held_by(person)
        seats = [(t.owner, t.office, self._chairs[t.owner, t.office]) for t in held]
        return self.persons[person], self.days[person], held, seats

    def held_by(self, person: str) -> list[Tenancy]:
        """All tenancies of the person with this key."""
        return self._by_person.get(person, [])

    def holders(self, office: str, owner: str, on: date | None = None) -> list[Holder]:
        """Who held an office (a key of `office_keys`) of a state (ISO3) or body on a day, the surest first.

        Without a day all that ever held it, in order of time. Of an open gap between two holders both are told.
        """
        chair = self._chairs.get((owner, office), [])
        if on is None:
            return [Holder(t, "seen" if t.first_seen else "never seen", tuple(_reasons(t, None))) for t in chair]
        found = [(sure, t) for t in chair if (sure := _sureness(t, on))]
        if sole_of(owner, office) and any(ORDER.index(sure) < 2 for sure, _ in found):
            found = [pair for pair in found if ORDER.index(pair[0]) < 2]
        found.sort(key=lambda pair: (ORDER.index(pair[0]), _distance(pair[1], on), pair[1].person.key))
        shares = _shares([t for _, t in found], on) if sole_of(owner, office) else {}
        return [
            Holder(t, sure, (*_reasons(t, on), *_in_gap(t, on, shares)), shares.get(t.person.key, 1.0))
            for sure, t in found
        ]

    def named(self, said: Words) -> list[Person]:
        """The persons who may be meant by a name of two words or more, whole or in a shorter form."""
        keys = set(self._by_letters.get(letters(said), ()))
        if not keys and len(core(said)) > 1:
            near = set.union(*(self._by_word.get(word, set()) for word in said))
            keys = {k for k in near if any(fits(said, f) or fits(f, said) for f in self.persons[k].forms)}
        return [self.persons[key] for key in sorted(keys)]

    def called(self, said: Words) -> list[Person]:
        """The persons who are called by this name alone, mostly a family name."""
        keys = {
            key
            for word in core(said)
            for key in self._by_word.get(word, ())
            if said in self.persons[key].forms
            or any(calls(said, name, self.persons[key].country) for name in self.persons[key].names)
        }
        return [self.persons[key] for key in sorted(keys)]


def sole_of(owner: str, office: str) -> bool:
    """Whether one person at a time holds this office of this owner; of an open owner nothing follows."""
    return bool(owner) and is_sole(office, of_state=len(owner) == 3 and owner_name(owner) != owner)


def _sureness(tenancy: Tenancy, on: date) -> Sure | None:
    if tenancy.first_seen and tenancy.last_seen and tenancy.first_seen <= on <= tenancy.last_seen:
        return "seen"
    if not tenancy.may_hold(on):
        return None
    if tenancy.holds(on):
        return "told"
    if tenancy.first_seen is None or tenancy.last_seen is None:
        return "never seen" if tenancy.from_ or tenancy.until or tenancy.before or tenancy.after else None
    return "seen before" if on > tenancy.last_seen else "seen after"


def _distance(tenancy: Tenancy, on: date) -> int:
    """Days from the day asked for to the nearest report that tells the tenancy as current."""
    ends = (tenancy.first_seen, tenancy.last_seen)
    return min((abs((on - end).days) for end in ends if end), default=10**6)


def _shares(open_to: list[Tenancy], on: date) -> dict[str, float]:
    """By person the share of an open gap's days that speaks for each; {} where there is no gap on the day."""
    left = [t for t in open_to if t.last_seen and t.last_seen < on]
    entered = [t for t in open_to if t.first_seen and t.first_seen > on]
    if not left or not entered:
        return {}
    start = max(t.last_seen for t in left if t.last_seen)
    end = min([t.first_seen for t in entered if t.first_seen] + [t.before for t in left if t.before])
    passed = (on - start).days / (end - start).days
    return {t.person.key: 1 - passed for t in left} | {t.person.key: passed for t in entered}


def _in_gap(tenancy: Tenancy, on: date, shares: dict[str, float]) -> list[str]:
    if not shares:
        return []
    share = shares.get(tenancy.person.key, 0.0)
    return [f"{on} is in a gap between two holders: {share:.0%} of its days speak for {tenancy.person.name}"]


def _reasons(tenancy: Tenancy, on: date | None) -> list[str]:
    """What the table knows of a tenancy, in words."""
    t = tenancy
    reports = f"{t.reports} report{'s' if t.reports > 1 else ''}"
    if t.first_seen is None or t.last_seen is None:
        found = [f"told only as former or coming, in {reports}"]
    elif t.first_seen == t.last_seen:
        found = [f"told in {reports}: current on {t.first_seen}"]
    else:
        found = [f"told in {reports}: current from {t.first_seen} to {t.last_seen}"]
    if t.from_:
        found.append(f"in office from {t.from_}, as told")
    if t.until:
        found.append(f"in office until {t.until}, as told")
    if t.after:
        found.append(f"not yet in office on {t.after}")
    if t.before:
        found.append(f"no more in office on {t.before}")
    if on and t.last_seen and on > t.last_seen:
        found.append(f"last seen {(on - t.last_seen).days} days before {on}")
    if on and t.first_seen and on < t.first_seen:
        found.append(f"first seen {(t.first_seen - on).days} days after {on}")
    return found

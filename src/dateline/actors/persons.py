"""Persons: full and short names joined, offices and countries told beside them."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Final

from dateline.actors.context import Context
from dateline.actors.cuts import is_body_name
from dateline.actors.lexicon import words
from dateline.actors.names import Name
from dateline.actors.office import Office
from dateline.actors.offices import Offices
from dateline.actors.scene import Part, Scene, gender_of
from dateline.actors.succession import settle

NAMESAKES: Final = 100
"""Persons that share a word of their names among whom one is looked for by it: far more than a report has, so that the
time of a list of thousands does not grow with its square."""


class Persons:
    """The persons of a scene, found again by any of their names."""

    def __init__(self, scene: Scene, offices: Offices) -> None:
        self.scene = scene
        self.offices = offices
        self.by_word: dict[str, dict[Part, None]] = {}
        self.by_words: dict[tuple[str, ...], Part] = {}
        self.all: list[Part] = []
        self._last: Part | None = None
        self._last_end = 0
        self._running: Office | None = None

    def add(self, name: Name) -> Part:
        """The person that a name stands for, with the offices told beside it; the mention takes in its title."""
        told = self.offices.before(name)
        if told is not None and told.head in self.scene.covered and told.last < name.first:
            told = None  # "X, Y's spokesman, Y said": the apposition is X's
        part = self._known(name)
        if part is None or self._differs(part, name, told):
            part = self._new(name)
        first = name.first
        tokens = self.scene.parsed.tokens
        if told is not None:
            told = self._as_before(self._of_neighbour(told, part))
            self.hold(part, told, beside=True)
            self._running = told if told.plural else None
            if tokens[name.first - 1].text != ",":
                first = told.first
            else:
                self.scene.mention(told.first, told.last, [part], "title", told.head)
        if first > 0 and tokens[first - 1].lower in words("honorific"):
            first -= 1
        elif told is None and self._running is not None and self._listed(name.first):
            self.hold(part, self._running, beside=True)
        else:
            self._running = None if told is None else self._running
        if self.removed(first):
            part.offices = [replace(o, status="former") for o in part.offices]
        for i in range(first, name.first):
            part.gender = part.gender or gender_of(tokens[i])
        if told is not None and tokens[told.first - 1].text == "," and told.first > 1:
            self._earlier(part, told.first)
        after = self.offices.after(name)
        if after is not None and after.plural and tokens[after.head].dep in ("nsubj", "nsubjpass"):
            after = None  # "After talks with X, both leaders signed"
        if after is not None:
            self.hold(part, after)
            self.scene.mention(after.first, after.last, [part], "title", after.head)
            self.scene.covered.update(range(after.first, after.last))
        if told is not None and told.country is None and told.organisation is None:
            told.country = self._of_place(name.last)
            part.country = part.country or told.country
        if name.first > 1 and told is None and tokens[name.first - 1].tag == "POS":
            self._of_state(part, name.first - 2)
        elif name.first and told is None and name.first == first:
            self._of_state(part, name.first - 1)
        self._last = part
        self._last_end = name.last
        self.scene.covered.update(range(first, name.last))
        if told is not None:
            self.scene.covered.update(range(told.first, told.last))
        place = self.scene.mention(first, name.last, [part], "name")
        if tokens[place.head].i < name.first and tokens[name.last - 1].head.i != place.head:
            place.head = self.scene.root(name.first, name.last)
        return part

    def _differs(self, part: Part, name: Name, told: Office | None) -> bool:
        """Whether a full name is another one's than the family name told before ("President X ... his wife, Ann X")."""
        if len(part.words) > 1 or len(name.text.split()) < 2:
            return False
        if told is not None and part.offices:
            return told.office.lower() not in [o.office.lower() for o in part.offices]
        before = self.scene.parsed.tokens[max(0, name.first - 2) : name.first]
        return any(t.lower in words("kin") for t in before)

    def _earlier(self, part: Part, first: int) -> None:
        """A second office before the title ("the foreign ministry's spokesman, Ambassador X")."""
        other = self.offices.ending(first)
        if other is not None and not other.plural and other.last <= first:
            self.hold(part, other)

    def _listed(self, first: int) -> bool:
        """Whether only marks of a list stand between the last name and token `first`."""
        between = self.scene.parsed.tokens[self._last_end : first]
        return len(between) < 4 and all(token.lower in words("list_mark") for token in between)

    def _of_neighbour(self, office: Office, part: Part) -> Office:
        """In a list ("Kenyan President X and Defense Minister Y") the second office is of the same state."""
        last = self._last
        if office.country or office.organisation or office.owner is not None or last is None or last is part:
            return office
        if self._last_end < office.first and self._listed(office.first) and last.offices and last.country:
            return replace(office, country=last.country)
        return office

    def _as_before(self, office: Office) -> Office:
        """A counterpart holds the office of the person told before."""
        if office.kind != "counterpart" or self._last is None or not self._last.offices:
            return office
        same = self._last.offices[0]
        return replace(office, office=same.office, kind=same.kind, sector=same.sector)

    def removed(self, first: int) -> bool:
        """Whether a noun of removal governs the name at token `first` ("the impeachment of X")."""
        tokens = self.scene.parsed.tokens
        while first > 0 and tokens[first - 1].pos in ("ADJ", "DET"):
            first -= 1
        return first > 1 and tokens[first - 1].lower == "of" and tokens[first - 2].lower in words("removal")

    def hold(self, part: Part, office: Office, beside: bool = False) -> None:
        """Note that a person holds an office; a plural title holds only `beside` the names themselves."""
        if office.kind == "role" or (office.plural and not beside):
            if office.country and part.country is None:
                part.country = office.country
            return
        part.offices.append(office)
        form = "title" if beside else "apposition or verb"
        part.reasons.append(f"{form}: “{self.scene.parsed.slice(office.first, office.last)}”")
        part.gender = part.gender or gender_of(self.scene.parsed.tokens[office.head])
        if office.country and part.country is None:
            part.country = office.country
        if part.sector in (None, "UNK"):
            part.sector = office.sector

    def introduced(self, name: Name) -> bool:
        """Whether an office phrase and a comma make a person of a name that the engine takes for a body."""
        tokens = self.scene.parsed.tokens[name.first : name.last]
        if name.label not in ("organisation", "unknown") or not 1 < len(tokens) < 4 or is_body_name(tokens):
            return False
        if any(not t.text[:1].isupper() or t.text.isupper() for t in tokens):
            return False
        before = self.scene.parsed.tokens[name.first - 1] if name.first else None
        if before is not None and before.text == "," and self.offices.before(name) is not None:
            return True
        after = self.offices.after(name)
        return after is not None and not after.plural

    def by_name(self, name: Name) -> list[Part]:
        """The person with this name, if one was told."""
        known = self._known(name)
        return [known] if known else []

    def owner_of(self, i: int) -> Part | None:
        """The person that a possessive at token `i` stands for ("X's", "his")."""
        tokens = self.scene.parsed.tokens
        name = self.offices.named.get(i) or (self.offices.named.get(i - 1) if i else None)
        if name is not None and name.label == "person":
            return self._known(name)
        if tokens[i].lower in ("his", "her"):
            before = [p for p in self.scene.places if p.parts[0].kind == "person" and p.last <= i]
            return max(before, key=lambda p: p.last).parts[0] if before else None
        return None

    def _of_state(self, part: Part, i: int) -> None:
        """ "France's X", "Kenyan X": the person acts for that state."""
        name = self.offices.named.get(i)
        if name is not None and name.entry is not None and name.entry.use in ("state", "demonym"):
            part.country = part.country or name.entry.country
            part.reasons.append(f"country: “{name.text}” before the name")

    def _of_place(self, i: int) -> str | None:
        """The state of the place that an officer is told with ("Senator X of Tennessee")."""
        tokens = self.scene.parsed.tokens
        if i + 1 >= len(tokens) or tokens[i].lower not in ("of", "from"):
            return None
        name = self.offices.named.get(i + 1)
        if name is None:
            return None
        if name.entry is not None:
            return self.offices.belonging.namesake(name) or name.entry.country
        return self.offices.belonging.state_of(name) if name.label in ("place", "organisation", "unknown") else None

    def _known(self, name: Name) -> Part | None:
        said = folded(name.text)
        if not said:
            return None
        found: list[tuple[int, int, Part]] = []
        for order, part in enumerate(islice(self.by_word.get(said[-1], ()), NAMESAKES)):
            own = folded(part.name)
            if said == own:
                return part
            if len(said) == 1:
                rank = 2 if own[-1] == said[0] else 1 if own[0] == said[0] else 0
                found.append((rank, -order, part))
            elif (
                set(said) <= set(own)
                or set(own) <= set(said)
                or (said[-1] == own[-1] and said[0][0] == own[0][0] and (len(said[0]) <= 2 or len(own[0]) <= 2))
            ):
                found.append((3, -order, part))
        best = max(found, key=lambda row: row[:2], default=None)
        if best is None:
            return self.by_words.get(said)
        part = best[2]
        if len(name.text.split()) > len(part.words):
            part.name = name.text
            self._index(part)
        elif name.text != part.name:
            part.reasons.append(f"“{name.text}”: short name of {part.name}")
        return part

    def _new(self, name: Name) -> Part:
        part = self.scene.part(f"person/{name.text}", name.text, "person", sector=None)
        self.all.append(part)
        self._index(part)
        return part

    def _index(self, part: Part) -> None:
        self.by_words[folded(part.name)] = part
        for word in folded(part.name):
            self.by_word.setdefault(word, {})[part] = None


@lru_cache(maxsize=4096)
def folded(name: str) -> tuple[str, ...]:
    """The words of a name, each folded."""
    return tuple(map(fold, name.split()))


def fold(word: str) -> str:
    """A word of a name without accents, case and points."""
    plain = unicodedata.normalize("NFKD", word).casefold()
    return "".join(c for c in plain if c.isalnum() or c == "-")


def count_near(scene: Scene) -> None:
    """Count for each person the states told in the sentences that tell of it."""
    states: dict[int, list[str]] = {}
    for place in scene.places:
        part = place.parts[0]
        if part.kind in ("country", "government") and part.country and place.form != "description":
            states.setdefault(scene.parsed.tokens[place.head].sent, []).append(part.country)
    for place in scene.places:
        for part in place.parts:
            if part.kind == "person":
                part.near.update(states.get(scene.parsed.tokens[place.head].sent, ()))


def place_offices(scene: Scene, persons: Persons, context: Context) -> None:
    """Give each office told without a state the one that is meant, and each person the state it acts for."""
    taken = {
        (o.country, o.office.lower()): p for p in persons.all for o in p.offices if o.country and o.status == "current"
    }
    for part in persons.all:
        for office in part.offices:
            if office.country is None and office.organisation is None and office.owner is not None:
                owner = persons.owner_of(office.owner)
                if owner is not None and owner is not part:
                    office.country = owner.country
                    office.organisation = owner.offices[0].organisation if owner.offices and not owner.country else None
    for part in persons.all:
        for office in part.offices:
            if (
                office.country is None
                and office.organisation is None
                and office.office.lower() in words("world_office")
            ):
                office.organisation = context.body(office.first)
                continue
            if office.country is None and office.organisation is None and office.kind in ("office", "rank"):
                others = {key for key, holder in taken.items() if holder is not part and office.status == "current"}
                office.country = part.country or context.of_office(office, part, others)
                if office.country and office.country != part.country:
                    part.reasons.append(f"country of the {office.office}: setting")
                if office.country and office.status == "current":
                    taken.setdefault((office.country, office.office.lower()), part)
        told = [o.country for o in part.offices if o.country]
        if part.country is None and told and not any(o.organisation for o in part.offices if o.kind != "rank"):
            part.country = told[0]
    settle(persons.all)

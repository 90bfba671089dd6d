"""Whose an office is: the state, the body or the place that its words name."""

from __future__ import annotations

from dateline.actors.lexicon import words
from dateline.actors.names import Name
from dateline.actors.office import Office
from dateline.language import Token
from dateline.places.gazetteer import cities, fold, provinces

# A town of this size is meant rather than a province with its name.
LARGE = 200_000


class Belonging:
    """The names of a report by token, and the states that they belong to."""

    def __init__(self, tokens: list[Token], names: list[Name]) -> None:
        self.tokens = tokens
        self.named: dict[int, Name] = {}
        self.states: dict[int, str] = {}
        for name in names:
            for i in range(name.first, name.last):
                self.named.setdefault(i, name)
            if name.entry is not None and name.entry.country:
                self.states[name.first] = name.entry.country
        self.told = frozenset(self.states.values())

    def take(self, found: Office, name: Name | None) -> None:
        """Take the state or the body that a name inside an office phrase stands for."""
        if name is None:
            return
        entry = name.entry
        if entry is not None:
            if entry.country:
                if found.organisation is None or name.last <= found.head:
                    found.country = found.country or entry.country
            elif found.organisation is None and entry.use == "body":
                found.organisation = entry.name
        elif name.label == "place":
            found.country = found.country or (None if found.organisation else self.state_of(name))
        elif name.label == "organisation":
            inner = self.known_inside(name) or (self.state_of(name) if name.last - name.first == 1 else None)
            foreign = found.country is not None and found.country != inner
            if not self.is_of_state(name) and found.organisation is None and not foreign and not self._is_place(name):
                found.organisation = name.text
            found.country = found.country or inner

    def completes(self, found: Office, first: int, last: int) -> bool:
        """Take the state or body of a complement; whether the complement is no more than that."""
        while first < last and self.tokens[first].lower in words("article"):
            first += 1
        inside = list({id(n): n for i in range(first, last) if (n := self.named.get(i))}.values())
        for name in inside:
            self.take(found, name)
        if not inside:
            return False
        name = inside[0]
        if name.entry is not None and name.entry.country and self.tokens[last - 1].lower in words("definite_body"):
            return True  # "for Britain's opposition party"
        only = name.first == first and name.last >= last
        if name.entry is not None:
            return only and name.entry.use in ("state", "body", "seat", "capital") and name.entry.kind != "government"
        if self.tokens[first - 1].lower == "from":
            return only
        return only and name.label == "organisation" and not self.is_of_state(name)

    def known_inside(self, name: Name) -> str | None:
        """The state named inside an organisation's name ("Chinese Foreign Ministry")."""
        return next((s for i in range(name.first, name.last) if (s := self.states.get(i))), None)

    def namesake(self, name: Name) -> str | None:
        """The told state of which a province has this state's name ("Senator X of Georgia"), or None."""
        found = (place.country for place in provinces().get(fold(name.text), ()))
        return next((state for state in found if state in self.told), None)

    def _is_place(self, name: Name) -> bool:
        return name.last - name.first == 1 and self.known_inside(name) is None and self.state_of(name) is not None

    def state_of(self, name: Name) -> str | None:
        """The state of a province or a town; where namesakes are in several, one that the report tells."""
        key = fold(name.text.removeprefix("the "))
        towns = cities(key)
        found = [*towns[:1], *provinces().get(key, ()), *towns[1:]]
        if not towns or towns[0].population < LARGE or any(p.country == "USA" for p in found[1:]):
            found = [*found[1:], *found[:1]]
        states = [place.country for place in found if place.country]
        return next((state for state in states if state in self.told), states[0] if states else None)

    def is_of_state(self, name: Name) -> bool:
        """Whether a body's name says that it is a state's ("Health Ministry"), or only what an office is for."""
        inside = range(name.first, name.last)
        said = {self.tokens[i].lower for i in inside if i not in self.states and self.tokens[i].text != ","}
        return not words("state_body").isdisjoint(said) or words("portfolio").issuperset(said)

"""Whose the people of a noun phrase are: the states that its modifiers, its possessor or its "of" name."""

from __future__ import annotations

from dateline.actors.lexicon import words
from dateline.actors.offices import Offices
from dateline.actors.persons import Persons
from dateline.actors.recall import Recall
from dateline.actors.scene import Part, Place, Scene
from dateline.language import Token


class Owners:
    """Reads the states out of the noun phrases of a scene."""

    def __init__(self, scene: Scene, persons: Persons, offices: Offices, recall: Recall) -> None:
        self.scene = scene
        self.persons = persons
        self.offices = offices
        self.recall = recall

    def states(self, head: Token, first: int) -> list[str]:
        """The states told with the phrase `[first, head]`, each once: "Kenyan and Ugandan officials" tells two."""
        before = self._before(head, first)
        return before if before else self._after(head)

    def _before(self, head: Token, first: int) -> list[str]:
        tokens = self.scene.parsed.tokens
        found: list[str] = []
        for i in range(first, head.i):
            name = self.offices.named.get(i)
            if name is None or name.first != i or self._beside(name.last):
                continue
            if name.entry is not None and name.entry.country:
                if not found or self._joined(i, first):
                    found.append(name.entry.country)
            elif name.label == "person" and not found:
                place = self.scene.at.get(i)
                if place is not None and place.parts[0].country:
                    return [place.parts[0].country]
                return [p.country for p in self.persons.by_name(name) if p.country]
        owner = next((t for t in tokens[first : head.i] if t.lower in ("his", "her")), None)
        if not found and owner is not None:
            return self._of_person(owner)
        return list(dict.fromkeys(found))

    def _of_person(self, owner: Token) -> list[str]:
        """The state of the person that "his" or "her" most likely means."""
        other = "female" if owner.lower == "his" else "male"

        def person(place: Place) -> list[Part] | None:
            part = place.parts[0]
            return place.parts if part.kind == "person" and part.gender != other else None

        meant = self.recall.best(owner.i, person)
        return [meant[0].country] if meant and meant[0].country else []

    def _beside(self, i: int) -> bool:
        """Whether a state is only told as a friend or a maker ("X-backed", "X-made")."""
        tokens = self.scene.parsed.tokens
        return i + 1 < len(tokens) and tokens[i].text == "-" and tokens[i + 1].lower in words("beside")

    def _joined(self, i: int, first: int) -> bool:
        """Whether "and" or a comma joins the name to one before it in the phrase."""
        before = self.scene.parsed.tokens[i - 1]
        if before.lower in words("article"):
            before = self.scene.parsed.tokens[i - 2]
        return before.i > first and before.lower in words("list_mark")

    def _after(self, head: Token) -> list[str]:
        for prep in head.all("prep"):
            if prep.lower not in ("of", "in", "from"):
                continue
            found: list[str] = []
            for pobj in prep.all("pobj"):
                for told in pobj.conjuncts():
                    name = self.offices.named.get(told.i)
                    if name is not None and name.entry is not None and name.entry.use != "people":
                        found += [name.entry.country] if name.entry.country else []
            if found:
                return list(dict.fromkeys(found))
        return []

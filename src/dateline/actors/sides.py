"""Those told together by a number or a role: "both sides", "the two leaders", "the warring parties"."""

from __future__ import annotations

from collections.abc import Callable

from dateline.actors.armed import is_armed
from dateline.actors.lexicon import words
from dateline.actors.recall import Recall
from dateline.actors.scene import Part, Place, Scene
from dateline.language import Token

COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4}

# A pair is looked for in this many sentences before it is taken from further away.
NEAR = 5


class Sides:
    """Finds the states, groups or leaders for which a plural noun stands."""

    def __init__(self, scene: Scene, recall: Recall) -> None:
        self.scene = scene
        self.recall = recall

    def of(self, head: Token, word: str, spoken: set[str], country: str | None) -> list[Part]:
        """The parts meant by a definite plural noun, in text order; [] where it tells of no pair."""
        fighting = not spoken.isdisjoint(words("fighting"))
        count = next((COUNTS[w] for w in sorted(spoken) if w in COUNTS), 0)
        if not count and (word == "side" or (word == "party" and (fighting or spoken <= words("article")))):
            count = 2
        if not count:
            return []
        if word in words("pair_person") and country is None:
            return self.recall.last_several(head.i, count, _leader_at)
        if word not in words("pair_state"):
            return []
        return self._told(head, word, count, country, self._speaking(head)) or self._told(
            head, word, count, country, []
        )

    def _told(self, head: Token, word: str, count: int, country: str | None, barred: list[Part]) -> list[Part]:
        def side(place: Place) -> Part | None:
            part = self._side_at(place, word)
            if part is None or part in barred or (country is not None and part.country == country):
                return None
            return part

        return self._together(head, count, side) or self.recall.last_several(head.i, count, side)

    def holders(self, head: Token, office: str) -> list[Part]:
        """ "The prime ministers": the two told last who hold this office."""

        def holder(place: Place) -> Part | None:
            part = place.parts[0]
            return part if any(o.office.lower() == office for o in part.offices) else None

        return self.recall.last_several(head.i, 2, holder)

    def _together(self, head: Token, count: int, side: Callable[[Place], Part | None]) -> list[Part]:
        """The nearest sides that are as many and joined ("X and Y", "X ... with Y"), a few sentences back at most."""
        tokens = self.scene.parsed.tokens
        for sentence in range(head.sent, head.sent - NEAR, -1):
            found: list[Part] = []
            for place in self.recall.in_sentence(sentence):
                part = side(place) if place.last <= head.i else None
                if part is not None and part not in found:
                    found.append(part)
            if len(found) == count:
                return found
            for place in self.recall.in_sentence(sentence):
                joined = [self.scene.at[t.i] for t in tokens[place.head].conjuncts() if t.i in self.scene.at]
                parts = [p for other in joined if other.last <= head.i and (p := side(other)) is not None]
                if len(parts) == len(joined) == count and len({id(p) for p in parts}) == count:
                    return parts
        return []

    def _speaking(self, head: Token) -> list[Part]:
        """Who tells of the sides, and so is mostly none of them ("the U.N. says both sides ...")."""
        found: list[Part] = []
        for above in head.ancestors():
            subject = above.child("nsubj") if above.lemma in words("speech") | words("asking") else None
            place = self.scene.at.get(subject.i) if subject is not None and subject is not head else None
            found += place.parts if place is not None else []
        return found

    def _side_at(self, place: Place, word: str) -> Part | None:
        """The state or the group that a place stands for, unless it is only where something is."""
        head = self.scene.parsed.tokens[place.head]
        part = place.parts[0]
        if len(place.parts) > 1 or (head.dep == "pobj" and head.head.lower in words("place")):
            return None
        if part.kind == "country":
            return part
        if part.country and part.kind in ("person", "government"):
            return self.scene.state(part.country)
        return part if is_armed(part) and word in words("side_noun") else None


def _leader_at(place: Place) -> Part | None:
    part = place.parts[0]
    return part if part.kind == "person" and part.offices else None

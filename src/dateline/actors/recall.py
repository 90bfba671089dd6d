"""Who was told before a place in the text: the ground on which descriptions and pronouns stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from dateline.actors.scene import Part, Place, Scene

SUBJECTS = frozenset(("nsubj", "nsubjpass", "agent"))

# Sentences that a pronoun looks back over; further away its antecedent is told again.
WINDOW = 4


class Recall:
    """The places of a scene in the order of their heads."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.places = sorted(scene.places, key=lambda p: p.head)
        self.heads = [p.head for p in self.places]

    def last(self, token: int, fits: Callable[[Part], bool]) -> Part | None:
        """The part that fits and was told last before a token."""
        for k in range(bisect_left(self.heads, token) - 1, -1, -1):
            for part in self.places[k].parts:
                if fits(part):
                    return part
        return None

    def last_several(self, token: int, count: int, one: Callable[[Place], Part | None]) -> list[Part]:
        """The `count` different parts told last before a token, in text order; [] where there are fewer."""
        found: list[Part] = []
        for k in range(bisect_left(self.heads, token) - 1, -1, -1):
            part = one(self.places[k])
            if part is not None and part not in found:
                found.append(part)
                if len(found) == count:
                    return found[::-1]
        return []

    def best(self, token: int, one: Callable[[Place], list[Part] | None]) -> list[Part] | None:
        """The antecedent of a pronoun: a near one, and a subject rather than another."""
        tokens = self.scene.parsed.tokens
        sentence = tokens[token].sent
        best: tuple[float, list[Part]] | None = None
        for k in range(bisect_left(self.heads, token) - 1, -1, -1):
            place = self.places[k]
            head = tokens[place.head]
            distance = sentence - head.sent
            if distance > WINDOW:
                break
            parts = one(place)
            if not parts or place.last > token:
                continue
            score = -1.5 * distance + (1.2 if head.dep in SUBJECTS else 0.0) - 0.01 * (token - place.head)
            score -= 0.6 if place.form == "demonym" or head.dep in ("poss", "compound") else 0.0
            if best is None or score > best[0]:
                best = (score, parts)
        return best[1] if best else None

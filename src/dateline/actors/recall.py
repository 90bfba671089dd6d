"""Who was told before a place in the text: the ground on which descriptions and pronouns stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from dateline.actors.lexicon import words
from dateline.actors.scene import Part, Place, Scene

SUBJECTS = frozenset(("nsubj", "nsubjpass", "agent"))

# What a body loses against a plural as the antecedent of "they".
WEAK = 1.3

# Sentences that a pronoun looks back over; further away its antecedent is told again.
WINDOW = 4


class Recall:
    """The places of a scene in the order of their heads."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.places = sorted(scene.places, key=lambda p: p.head)
        self.heads = [p.head for p in self.places]

    def in_sentence(self, sentence: int) -> list[Place]:
        """The places in a sentence, in the order of their heads."""
        if not 0 <= sentence < len(self.scene.parsed.sentences):
            return []
        tokens = self.scene.parsed.sentences[sentence].tokens
        low, high = tokens[0].i, tokens[-1].i + 1
        return self.places[bisect_left(self.heads, low) : bisect_left(self.heads, high)]

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

    def best(
        self,
        token: int,
        one: Callable[[Place], list[Part] | None],
        less: Callable[[Place], list[Part] | None] | None = None,
    ) -> list[Part] | None:
        """The antecedent of a pronoun: near, a subject if it may be; what fits only `less` counts less."""
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
            weak = not parts and less is not None
            if weak and less is not None:
                parts = less(place)
            if not parts or place.last > token:
                continue
            score = -1.5 * distance + (1.2 if head.dep in SUBJECTS else 0.0) - 0.01 * (token - place.head)
            score -= 0.6 if place.form == "demonym" or head.dep in ("poss", "compound") else 0.0
            score -= 0.6 if head.dep == "pobj" and head.head.lower in words("place") else 0.0
            score -= WEAK if weak else 0.0
            if best is None or score > best[0]:
                best = (score, parts)
        return best[1] if best else None

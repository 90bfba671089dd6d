"""Pronouns: "he", "they", "its", "who"."""

from __future__ import annotations

from dateline.actors.persons import Persons
from dateline.actors.scene import Part, Scene

SINGULAR = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female", "hers": "female"}
THINGS = {"it", "its"}
PLURAL = {"they", "them", "their"}
RELATIVE = {"who", "which", "that", "whose", "whom"}


class Pronouns:
    """Resolves the pronouns of a scene."""

    def __init__(self, scene: Scene, persons: Persons) -> None:
        self.scene = scene
        self.persons = persons

    def find(self) -> None:
        """Add all pronouns that stand for somebody told before."""
        person: Part | None = None
        for sentence in self.scene.parsed.sentences:
            for token in sentence.tokens:
                place = self.scene.at.get(token.i)
                if place is not None and place.parts[0].kind == "person":
                    person = place.parts[0]
                elif token.lower in SINGULAR and person is not None and token.pos == "PRON":
                    self.scene.mention(token.i, token.i + 1, [person], "pronoun")

"""Towns and provinces that something is done to or by: they stand for their state's people or authorities."""

from __future__ import annotations

from dateline.actors.lexicon import words
from dateline.actors.names import Name
from dateline.actors.offices import Offices
from dateline.actors.scene import Scene
from dateline.actors.signs import head_of, is_mere_place
from dateline.actors.titles import is_office, singular
from dateline.language import Token
from dateline.places.gazetteer import cities, fold, provinces

# Where a town's name stands that acts or is acted on.
ACTING = frozenset(("nsubj", "nsubjpass", "dobj", "pobj", "conj", "agent"))


def _tells_where(head: Token) -> bool:
    """Whether a place only tells which city, whose mayor, whence ("the city of X", "the mayor of X", "from X")."""
    while head.dep == "conj":
        head = head.head
    if head.dep != "pobj":
        return False
    governor = head.head.head
    whose = (
        is_office(governor)
        or governor.ent == "PERSON"
        or singular(governor) in words("place_noun") | words("settlement")
    )
    return head.head.lower == "from" or (head.head.lower == "of" and whose)


class Towns:
    """Finds the towns and provinces of a scene that stand for their state."""

    def __init__(self, scene: Scene, offices: Offices) -> None:
        self.scene = scene
        self.belonging = offices.belonging

    def state(self, name: Name) -> str | None:
        """The state of a name that is a town's or a province's, if the report tells of that state; else None."""
        key = fold(name.text)
        if not (cities(key) or provinces().get(key)):
            return None
        state = self.belonging.state_of(name)
        return state if state is not None and state in self.belonging.told else None

    def add(self, name: Name) -> None:
        """Add a place that is more than where something happens."""
        head = head_of(self.scene.parsed, name)
        if head.dep not in ACTING or is_mere_place(self.scene.parsed, name) or _tells_where(head):
            return
        state = self.state(name)
        if state is not None:
            part = self.scene.part(f"town/{name.text}", name.text, "unknown", state, "UNK")
            self.scene.mention(name.first, name.last, [part], "name")

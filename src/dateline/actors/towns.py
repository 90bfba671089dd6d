"""Towns and provinces that something is done to or by: they stand for their state's people or authorities."""

from __future__ import annotations

from dateline.actors.names import Name
from dateline.actors.offices import Offices
from dateline.actors.scene import Scene
from dateline.actors.signs import head_of, is_mere_place
from dateline.places.gazetteer import cities, fold, provinces

# Where a town's name stands that acts or is acted on.
ACTING = frozenset(("nsubj", "nsubjpass", "dobj", "pobj", "conj", "agent"))


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
        if head.dep not in ACTING or is_mere_place(self.scene.parsed, name):
            return
        state = self.state(name)
        if state is not None:
            part = self.scene.part(f"town/{name.text}", name.text, "unknown", state, "UNK")
            self.scene.mention(name.first, name.last, [part], "name")

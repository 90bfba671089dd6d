"""Armed groups told by a noun: "X rebels", "the separatist group", "30 militants"."""

from __future__ import annotations

from collections import Counter

from dateline.actors.lexicon import words
from dateline.actors.offices import Offices
from dateline.actors.recall import Recall
from dateline.actors.scene import Part, Scene
from dateline.language import Token

# The share of all mentions of armed groups from which on one of them is the group that a report is about.
SOLE = 0.75


def is_armed(part: Part) -> bool:
    """Whether a part is an armed group with a name of its own."""
    return part.kind == "group" and part.sector in ("REB", "PRM") and not part.key.startswith("noun/")


class Armed:
    """Joins the nouns for fighters to the groups that are named."""

    def __init__(self, scene: Scene, offices: Offices, recall: Recall) -> None:
        self.scene = scene
        self.offices = offices
        self.recall = recall
        self._called: dict[str, set[str]] = {}
        self._told: list[Part] = []
        told = Counter(place.parts[0].key for place in scene.places if is_armed(place.parts[0]))
        key, count = max(told.items(), key=lambda row: (row[1], row[0]), default=("", 0))
        self._sole = scene.parts[key] if count > 1 and count >= SOLE * sum(told.values()) else None

    def of(self, head: Token, word: str, first: int, definite: bool, country: str | None) -> list[Part]:
        """The named group for which a phrase `[first, head]` stands; [] where it stands for none or is no such noun."""
        tokens = self.scene.parsed.tokens
        spoken = {tokens[i].lower for i in range(first, head.i)}
        if word not in words("armed") and word not in words("armed_body") and word not in ("man", "people"):
            return []
        fighting = (spoken | {word}) & words("armed")
        named = self._named(head, first, bool(fighting))
        if named is not None:
            self._called.setdefault(named.key, set()).update(fighting)
            self._told.append(named)
            return [named]
        if country is not None or not fighting:
            return []
        if definite:
            called = next((part for part in reversed(self._told) if self._called[part.key] & fighting), None)
            last = called or self.recall.last(head.i, is_armed)
            return [last] if last else []
        plain = all(t.tag in ("CD", "DT") or t.lower in words("plain_count") for t in tokens[first : head.i])
        if not plain or word in words("armed_body"):
            return []
        like = [key for key, nouns in self._called.items() if nouns & fighting]
        sole = self.scene.parts[like[0]] if len(like) == 1 else self._sole
        return [sole] if sole is not None else []

    def _named(self, head: Token, first: int, fighting: bool) -> Part | None:
        """The group whose name stands inside the phrase; fighters make a group of an unknown name."""
        for i in range(first, head.i):
            name = self.offices.named.get(i)
            if name is None or name.label == "person":
                continue
            if name.entry is not None:
                if name.entry.use == "body" and name.entry.kind == "group":
                    return self.scene.entry(name.entry)
                continue
            if not fighting or name.last != head.i:
                continue
            place = next((self.scene.at[k] for k in range(name.first, name.last) if k in self.scene.at), None)
            part = place.parts[0] if place is not None else self.scene.part(f"armed/{name.text}", name.text, "group")
            if part.country is None and part.kind in ("unknown", "organisation", "group"):
                part.kind, part.sector = "group", "REB"
                return part
        return None

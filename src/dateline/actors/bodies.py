"""Organisations by name: whose state's they are, where a demonym or the context tells."""

from __future__ import annotations

from dateline.actors.context import Context
from dateline.actors.cuts import is_media_name
from dateline.actors.lexicon import words
from dateline.actors.names import Name
from dateline.actors.offices import Offices
from dateline.actors.scene import Part, Scene
from dateline.records.model import ActorKind


class Bodies:
    """The organisations and groups of a scene that are in no list."""

    def __init__(self, scene: Scene, offices: Offices) -> None:
        self.scene = scene
        self.offices = offices
        self._open: dict[str, tuple[Part, int]] = {}

    def add(self, name: Name) -> None:
        """Add an organisation or a group; a ministry or a court is its state's."""
        first, country = self._owner(name)
        if country is None and name.last - name.first == 1:
            full = self.in_full(name)
            if full is not None:
                self.scene.mention(name.first, name.last, [full], "name")
                return
        text = self.scene.parsed.slice(first, name.last) if first < name.first else name.text
        official = not words("state_body").isdisjoint(name.text.lower().split())
        kind: ActorKind = "government" if official else "group" if name.label == "group" else "organisation"
        media = is_media_name(self.scene.parsed.tokens[name.first : name.last]) and not official
        sector = "GOV" if official else "JRN" if media else None
        part = self.scene.part(f"{kind}/{country or ''}/{name.text}", text, kind, country, sector)
        if country:
            part.reasons.append("country: in or before the name")
        if official and country is None:
            self._open.setdefault(part.key, (part, name.first))
        self.scene.mention(first, name.last, [part], "name")

    def in_full(self, name: Name) -> Part | None:
        """The body of several words told last whose kind is this word: "the Council" after "the Nordic Council"."""
        word = name.text.lower()
        if name.last - name.first > 1 or word not in words("definite_body"):
            return None
        for place in reversed(self.scene.places):
            part = place.parts[0]
            said = part.name.lower().split()
            if (
                part.kind in ("organisation", "government")
                and len(said) > 1
                and word in said
                and place.last <= name.first
            ):
                return part
        return None

    def of_another(self, name: Name) -> bool:
        """Add a body that two states may have ("House of Representatives") as that of the state told beside it."""
        first, country = self._owner(name)
        if name.entry is None or country in (None, name.entry.country) or first == name.first:
            return False
        self.add(Name(name.first, name.last, name.text, "organisation"))
        return True

    def place(self, context: Context) -> None:
        """Give each state body told without a state the one that the report is about."""
        for part, at in self._open.values():
            part.country = context.before(at) or context.dominant()
            if part.country:
                part.reasons.append("country: setting")

    def _owner(self, name: Name) -> tuple[int, str | None]:
        """First token of the body's name with its demonym or possessor, and the state that this tells."""
        inner = self.offices.belonging.known_inside(name)
        if inner:
            return name.first, inner
        tokens = self.scene.parsed.tokens
        i = name.first - 1
        while i >= 0 and tokens[i].tag in ("POS", "JJ") and tokens[i].i not in self.offices.named:
            i -= 1
        before = self.offices.named.get(i) if i >= 0 else None
        if before is None or before.entry is None or tokens[i].sent != tokens[name.first].sent:
            return name.first, None
        if before.entry.use == "demonym" or (before.entry.use in ("state", "capital") and i < name.first - 1):
            return before.first, before.entry.country
        return name.first, None

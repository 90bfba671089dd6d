"""Those told by a noun: "Japanese officials", "the premier", "the two allies", "protesters"."""

from __future__ import annotations

from functools import cache

from dateline.actors.context import Context
from dateline.actors.lexicon import rows
from dateline.actors.offices import Offices
from dateline.actors.persons import Persons
from dateline.actors.scene import Scene
from dateline.actors.titles import singular
from dateline.language import Token
from dateline.records.model import ActorKind


@cache
def people() -> dict[str, tuple[ActorKind, str]]:
    """Kind and sector of each noun for those who act without a name."""
    return {row[0]: (row[1], row[2]) for row in rows("people")}  # type: ignore[misc]


class Descriptions:
    """Finds the noun phrases of a scene that stand for actors."""

    def __init__(self, scene: Scene, persons: Persons, offices: Offices, context: Context) -> None:
        self.scene = scene
        self.persons = persons
        self.offices = offices
        self.context = context

    def find(self) -> None:
        """Add all of them."""
        for sentence in self.scene.parsed.sentences:
            for token in sentence.tokens:
                if token.tag in ("NN", "NNS", "NNP", "NNPS") and token.i not in self.offices.named:
                    word = singular(token)
                    if word in people() and token.dep not in ("compound", "amod", "nmod"):
                        self._describe(token, word)

    def _describe(self, head: Token, word: str) -> None:
        if head.i in self.scene.at or self._in_title(head):
            return
        kind, sector = people()[word]
        first = self._first(head)
        country = self._country(head, first)
        text = self.scene.parsed.slice(first, head.i + 1)
        for article in ("the ", "The ", "a ", "A ", "an ", "An "):
            text = text.removeprefix(article)
        if kind == "country" and country is None:
            return
        name = text
        part = self.scene.part(f"{country}/{word}/{name.lower() if not country else ''}", name, kind, country, sector)
        part.plural = head.tag in ("NNS", "NNPS")
        self.scene.mention(first, head.i + 1, [part], "description", head.i)

    def _in_title(self, head: Token) -> bool:
        following = self.offices.named.get(head.i + 1)
        return following is not None and following.label == "person" and following.first == head.i + 1

    def _first(self, head: Token) -> int:
        first = head.i
        for child in head.children:
            if child.i < first and child.dep in ("det", "amod", "compound", "nmod", "poss", "nummod", "quantmod"):
                first = min(first, min(t.i for t in child.subtree()))
        return first

    def _country(self, head: Token, first: int) -> str | None:
        for i in range(first, head.i):
            name = self.offices.named.get(i)
            if name is not None and name.entry is not None and name.entry.country:
                return name.entry.country
        prep = head.child("prep")
        if prep is not None and prep.lower in ("of", "in", "from"):
            pobj = prep.child("pobj")
            name = self.offices.named.get(pobj.i) if pobj is not None else None
            if name is not None and name.entry is not None:
                return name.entry.country
        return None

"""The state meant by a noun told without one: "the army", "lawmakers", "21 passengers"."""

from __future__ import annotations

from dateline.actors.context import Context
from dateline.actors.lexicon import words
from dateline.actors.offices import Offices
from dateline.actors.scene import Scene
from dateline.language import Token
from dateline.records.model import ActorKind


class Setting:
    """Remembers which states nouns were told with, and where the sentences are set."""

    def __init__(self, scene: Scene, offices: Offices, context: Context) -> None:
        self.scene = scene
        self.offices = offices
        self.context = context
        self.dominant = context.dominant()
        self._by_head: dict[int, str] = {}
        self._by_noun: dict[str, str] = {}

    def told(self, head: Token, word: str, country: str) -> None:
        """Note that the noun was told with its state."""
        self._by_head[head.i] = country
        self._by_noun[word] = country

    def state(self, head: Token, word: str, kind: ActorKind, spoken: set[str]) -> str | None:
        """The likeliest state, or None."""
        if not spoken.isdisjoint(words("foreign") | words("armed")):
            return None
        if head.dep == "conj" and head.head.i in self._by_head:
            return self._by_head[head.head.i]  # "Peruvian officials and lawmakers"
        near = (self._by_noun.get(word), self._place(head))
        first, second = near if kind == "government" else near[::-1]
        return first or second or self.dominant or (self.context.before(head.i) if kind == "government" else None)

    def _place(self, head: Token) -> str | None:
        """The state of the one place where the clause is set."""
        found: set[str] = set()
        clause = _clause(head)
        for token in self.scene.parsed.sentence_of(head).tokens:
            name = self.offices.named.get(token.i)
            if name is None or token.dep != "pobj" or token.head.lower not in words("place"):
                continue
            if _clause(token) is not clause:
                continue
            if name.entry is None:
                state = self.offices.belonging.state_of(name) if name.label in ("place", "unknown") else None
            else:
                state = name.entry.country if name.entry.use in ("state", "capital") else None
            if state:
                found.add(state)
        return found.pop() if len(found) == 1 else None


def _clause(token: Token) -> Token:
    """The verb of the clause that a token stands in, or the root."""
    return next((above for above in token.ancestors() if above.pos in ("VERB", "AUX")), token)

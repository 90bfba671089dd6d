"""The state meant by a noun told without one: "the army", "lawmakers", "21 passengers"."""

from __future__ import annotations

from collections import Counter

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
        self.dominant = context.dominant() or (None if context.counts else self._commonest_place())
        self._by_head: dict[int, str] = {}
        self._by_noun: dict[str, str] = {}

    def told(self, head: Token, word: str, country: str) -> None:
        """Note that the noun was told with its state."""
        self._by_head[head.i] = country
        self._by_noun[word] = country

    def earlier(self, word: str) -> str | None:
        """The state that the noun was told with before, if any."""
        return self._by_noun.get(word)

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
        clause = _clause(head)
        found = {
            state
            for token in self.scene.parsed.sentence_of(head).tokens
            if (state := self._state_at(token)) is not None and _clause(token) is clause
        }
        return found.pop() if len(found) == 1 else None

    def _commonest_place(self) -> str | None:
        """The state of most places of a report that tells of no state."""
        found = Counter(filter(None, (self._state_at(self.scene.parsed.tokens[i]) for i in self.offices.named)))
        return max(found, key=lambda state: (found[state], state), default=None)

    def _state_at(self, token: Token) -> str | None:
        """The state of the place that a token names after "in", "near" and the like."""
        name = self.offices.named.get(token.i)
        if name is None or token.dep != "pobj" or token.head.lower not in words("place"):
            return None
        if name.entry is None:
            return self.offices.belonging.state_of(name) if name.label in ("place", "unknown") else None
        return name.entry.country if name.entry.use in ("state", "capital") else None


def _clause(token: Token) -> Token:
    """The verb of the clause that a token stands in, or the root."""
    return next((above for above in token.ancestors() if above.pos in ("VERB", "AUX")), token)

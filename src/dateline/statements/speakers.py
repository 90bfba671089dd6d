"""From the head of a speaker's phrase to an actor of the cast; speakers that the cast lacks are added to it."""

from __future__ import annotations

from dateline.actors import Cast
from dateline.actors.cast import Mention
from dateline.language import Parsed, Token
from dateline.records import Actor, Document, record_id
from dateline.statements.found import Found
from dateline.statements.subjects import NOMINAL

PERSONAL = frozenset(("he", "she", "they", "i", "we", "who"))
INNER = frozenset(("det", "amod", "compound", "nummod", "poss", "case", "nmod", "punct", "advmod", "quantmod"))
# A pronoun that the cast leaves open is the last speaker's if no more than this many characters lie between.
NEAR = 400


class Speakers:
    """Speakers of one report. `introduced` are the actors that had to be added to the cast."""

    def __init__(self, parsed: Parsed, cast: Cast, document: Document) -> None:
        self._parsed = parsed
        self._cast = cast
        self._document = document
        self._introduced: dict[str, str] = {}
        self._last: tuple[int, str] | None = None

    def of(self, found: Found) -> str | None:
        """The actor that says a statement; statements must be asked in text order."""
        source = found
        for _ in range(200):
            if source.speaker is not None or source.follows is None:
                break
            source = source.follows
        if source.speaker is None:
            return None
        actor = self.actor(source.speaker, found.start)
        if actor is not None:
            self._last = (found.end, actor)
        return actor

    def actor(self, token: Token, at: int) -> str | None:
        """The actor that a phrase stands for; `at` is where its statement begins."""
        known = self.known(token)
        if known is not None:
            return known
        if token.pos == "PRON" or token.tag in ("DT", "WDT", "WP"):
            return self._running(at) if token.lower in PERSONAL else None
        return self._introduce(token) if token.pos in NOMINAL else None

    def known(self, token: Token) -> str | None:
        """The actor that the cast has for a phrase."""
        actors = self._cast.of(token)
        if not actors:
            mention = self._cast.at(token)
            if mention is not None and (mention.form != "demonym" or mention.head == token.i):
                actors = mention.actors
        return actors[0] if actors else None

    def _running(self, at: int) -> str | None:
        """The last speaker, if near."""
        if self._last is not None and at - self._last[0] <= NEAR:
            return self._last[1]
        return None

    def _introduce(self, token: Token) -> str:
        """A new actor of kind unknown, or group for a plural noun, with what is told of it."""
        first, last = _phrase(token)
        name = self._parsed.slice(first, last)
        key = name.lower().removeprefix("the ").removeprefix("a ")
        number = self._introduced.get(key)
        start, end = self._parsed.tokens[first].start, self._parsed.tokens[last - 1].end
        if number is None:
            number = record_id(self._document.id, "actor", start, end)
            kind = "group" if token.tag == "NNS" else "unknown"
            self._introduced[key] = number
            self._cast.actors[number] = Actor(id=number, name=_bare(name), kind=kind, mentions=[(start, end)])
        else:
            actor = self._cast.actors[number]
            if (start, end) not in actor.mentions:
                mentions = [*actor.mentions, (start, end)]
                self._cast.actors[number] = actor.model_copy(update={"mentions": mentions})
        self._cast.mentions.append(Mention(first, last, token.i, (number,), "description"))
        return number


def _phrase(token: Token) -> tuple[int, int]:
    """Token indices `[first, last)` of a noun phrase: its head with what stands before it, and an "of" phrase."""
    first, last = token.i, token.i + 1
    for child in token.children:
        if child.i < token.i and child.dep in INNER:
            first = min(first, child.subtree()[0].i)
        elif child.lower == "of" and child.i == last:
            last = child.subtree()[-1].i + 1
    return first, last


def _bare(name: str) -> str:
    """A phrase without its article."""
    article, _, rest = name.partition(" ")
    return rest if article.lower() in ("the", "a", "an") and rest else name

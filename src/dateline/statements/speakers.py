"""From the head of a speaker's phrase to an actor of the cast; speakers that the cast lacks are added to it."""

from __future__ import annotations

from bisect import bisect_right

from dateline.actors import Cast
from dateline.language import Parsed, Token
from dateline.records import Document
from dateline.statements.found import Found
from dateline.statements.newcomers import Newcomers
from dateline.statements.subjects import NOMINAL

PERSONAL = frozenset(("he", "she", "they", "i", "we", "who"))
# A pronoun that the cast leaves open is the last speaker's if no more than this many characters lie between.
NEAR = 400


class Speakers:
    """The speakers of one report."""

    def __init__(self, parsed: Parsed, cast: Cast, document: Document) -> None:
        self._parsed = parsed
        self._cast = cast
        self._newcomers = Newcomers(parsed, cast, document)
        self._last: tuple[int, str, int] | None = None
        self._starts = [sentence.start for sentence in parsed.sentences]

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
            cue = source.speaker.sent if source is found else 0
            self._last = (found.end, actor, max(cue, self._sentence_at(found.end - 1)))
        return actor

    def actor(self, token: Token, at: int) -> str | None:
        """The actor that a phrase stands for; `at` is where its statement begins."""
        if token.lower in ("he", "she"):
            same = self._same_he(token, at)
            if same is not None:
                self._newcomers.adopt(token, same)
                return same
        known = self.known(token)
        if known is not None:
            return known
        if token.pos == "PRON" or token.tag in ("DT", "WDT", "WP"):
            running = self._running(at) if token.lower in PERSONAL else None
            if running is not None:
                self._newcomers.adopt(token, running)
            return running
        return self._newcomers.introduce(token) if token.pos in NOMINAL else None

    def _same_he(self, pronoun: Token, at: int) -> str | None:
        """Who "he" in a cue is: the speaker of the sentence before, else its subject, not who was named last."""
        here = min(pronoun.sent, self._sentence_at(at))
        if self._last is not None and self._last[2] >= here - 1:
            return self._person(self._last[1])
        if here == 0:
            return None
        for token in self._parsed.sentences[here - 1].tokens:
            if token.dep == "nsubj" and token.head.head is token.head and not self._parsed.quoted(token):
                known = self.known(token)
                return self._person(known) if known is not None else None
        return None

    def _person(self, actor: str) -> str | None:
        """The actor if it may be a person."""
        return actor if self._cast.actors[actor].kind in ("person", "unknown") else None

    def _sentence_at(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

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

"""From the head of a speaker's phrase to an actor of the cast; speakers that the cast lacks are added to it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from dateline.actors import Cast
from dateline.language import Parsed, Token
from dateline.records import Document
from dateline.statements.cues import documents
from dateline.statements.found import Found
from dateline.statements.newcomers import Newcomers
from dateline.statements.subjects import NOMINAL

PERSONAL = frozenset(("he", "she", "who"))
# Speakers of whom no more is told.
QUANTIFIERS = frozenset(("some", "many", "others", "several", "most", "one", "another"))
# Bases of bodies that are told something for their own sake; other organisations that are told pass it on.
BODIES = frozenset(("UNO", "IGO", "EUR", "NGO"))
# A pronoun that the cast leaves open is the last speaker's if no more than this many characters lie between.
NEAR = 400


class Speakers:
    """The speakers of one report."""

    def __init__(self, parsed: Parsed, cast: Cast, document: Document) -> None:
        self._parsed = parsed
        self._cast = cast
        self._newcomers = Newcomers(parsed, cast, document)
        self._last: tuple[int, str, int] | None = None
        self._called: dict[str, str] = {}
        self._tokens = [token.start for token in parsed.tokens]
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
        actor = self._named_at(source) or self.actor(source.speaker, found.start)
        if actor is not None:
            cue = source.speaker.sent if source is found else 0
            self._last = (found.end, actor, max(cue, self._sentence_at(found.end - 1)))
        return actor

    def _named_at(self, found: Found) -> str | None:
        """The person whose name ends right before the cue ("… coordinator for Peru Ana Ruiz said"), if the parse
        takes another noun for the speaker."""
        if found.verb is None or found.speaker is None or found.verb.i == 0:
            return None
        mention = self._cast.at(self._parsed.tokens[found.verb.i - 1])
        if mention is None or mention.last != found.verb.i or mention.form != "name" or mention.first == 0:
            return None
        if mention.first <= found.speaker.i or self._parsed.tokens[mention.first - 1].pos not in (
            "NOUN",
            "PROPN",
            "ADJ",
        ):
            return None
        return mention.actors[0] if self._cast.actors[mention.actors[0]].kind == "person" else None

    def actor(self, token: Token, at: int) -> str | None:
        """The actor that a phrase stands for; `at` is where its statement begins."""
        if token.lower in ("he", "she"):
            same = self._same_he(token, at)
            if same is not None and self._called.setdefault(same, token.lower) == token.lower:
                self._newcomers.adopt(token, same)
                return same
        known = self.known(token) or self._apposed(token)
        if known is not None:
            return known
        if token.lower in QUANTIFIERS:
            return self._newcomers.introduce(token)
        if token.pos == "PRON" or token.tag in ("DT", "WDT", "WP"):
            running = self._running(at)
            if running is not None and not self._fits(token.lower, running):
                running = None
            if running is not None:
                self._newcomers.adopt(token, running)
            return running
        if token.lemma.lower() in documents() and self._running(at) is not None:
            return self._running(at)
        return self._newcomers.introduce(token) if token.pos in NOMINAL and token.ent not in ("DATE", "TIME") else None

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

    def _apposed(self, token: Token) -> str | None:
        """The actor of a name in apposition: "the mayor, Ana Ruiz,"."""
        for other in token.all("appos"):
            known = self.known(other)
            if known is not None and self._cast.actors[known].kind == "person":
                self._newcomers.join(token, known)
                return known
        return None

    def _fits(self, pronoun: str, actor: str) -> bool:
        """Whether a pronoun can stand for an actor by its kind."""
        kind = self._cast.actors[actor].kind
        if pronoun in ("it", "they"):
            return kind != "person"
        return pronoun in PERSONAL and kind not in ("country", "government", "organisation")

    def _running(self, at: int) -> str | None:
        """The last speaker, if near."""
        if self._last is not None and at - self._last[0] <= NEAR:
            return self._last[1]
        return None

    def addressed(self, found: Found, speaker: str | None) -> tuple[list[str], str | None]:
        """Those who are told, and the paper or agency that was told first ("told Yonhap")."""
        told: list[str] = []
        via: str | None = None
        for token in found.addressees:
            for number in self._cast.of_all(token):
                actor = self._cast.actors[number]
                if number == speaker or number in told:
                    continue
                if (
                    via is None
                    and actor.kind == "organisation"
                    and actor.base not in BODIES
                    and actor.sector in (None, "JRN")
                ):
                    via = number
                else:
                    told.append(number)
        return told, via

    def about(self, found: Found, speaker: str | None) -> list[str]:
        """The actors that the words name, in order, the speaker left out."""
        named: dict[str, None] = {}
        for start, end in found.content:
            first, last = bisect_left(self._tokens, start), bisect_left(self._tokens, end)
            for i in range(first, last):
                mention = self._cast.at(self._parsed.tokens[i])
                if mention is not None and mention.head == i and mention.form != "pronoun":
                    named.update(dict.fromkeys(mention.actors))
        named.pop(speaker or "", None)
        return list(named)

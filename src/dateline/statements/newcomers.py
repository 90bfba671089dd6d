"""What statements add to the cast: speakers that no other stage has seen, and pronouns that speech resolves."""

from __future__ import annotations

from dateline.actors import Cast
from dateline.actors.cast import Mention
from dateline.language import Parsed, Token
from dateline.records import Actor, Document, record_id
from dateline.records.model import ActorKind

INNER = frozenset(("det", "amod", "compound", "nummod", "poss", "case", "nmod", "advmod", "quantmod"))


class Newcomers:
    """Writes new actors and mentions into a cast."""

    def __init__(self, parsed: Parsed, cast: Cast, document: Document) -> None:
        self._parsed = parsed
        self._cast = cast
        self._document = document
        self._by_name: dict[str, str] = {}

    def introduce(self, token: Token) -> str:
        """The actor for a phrase that the cast lacks, one for all phrases of the same words.

        Of kind group for a plural noun, else unknown, with what is told of it as its name.
        """
        first, last = _phrase(token)
        name = _bare(self._parsed.slice(first, last))
        start, end = self._parsed.tokens[first].start, self._parsed.tokens[last - 1].end
        number = self._by_name.get(name.lower())
        if number is None:
            number = self._by_name[name.lower()] = record_id(self._document.id, "actor", start, end)
            kind: ActorKind = "group" if token.tag == "NNS" else "unknown"
            self._cast.actors[number] = Actor(id=number, name=name, kind=kind)
        self._mention(Mention(first, last, token.i, (number,), "description"))
        return number

    def join(self, token: Token, actor: str) -> None:
        """Make a phrase that the cast lacks a mention of an actor that it has."""
        first, last = _phrase(token)
        self._mention(Mention(first, last, token.i, (actor,), "title"))

    def adopt(self, pronoun: Token, actor: str) -> None:
        """Make a pronoun a mention of an actor, and of no other."""
        known = self._cast.at(pronoun)
        if known is not None and known.last - known.first == 1:
            if known.actors == (actor,):
                return
            span = (pronoun.start, pronoun.end)
            for other in known.actors:
                former = self._cast.actors[other]
                rest = [mention for mention in former.mentions if mention != span]
                self._cast.actors[other] = former.model_copy(update={"mentions": rest})
            self._cast.mentions.remove(known)
        self._mention(Mention(pronoun.i, pronoun.i + 1, pronoun.i, (actor,), "pronoun"))

    def _mention(self, mention: Mention) -> None:
        """Add a mention, in text order, to the cast and to its actor."""
        actor = self._cast.actors[mention.actors[0]]
        span = (self._parsed.tokens[mention.first].start, self._parsed.tokens[mention.last - 1].end)
        if span not in actor.mentions:
            mentions = sorted([*actor.mentions, span])
            self._cast.actors[actor.id] = actor.model_copy(update={"mentions": mentions})
        self._cast.add(mention)


def _phrase(token: Token) -> tuple[int, int]:
    """Token indices `[first, last)` of a noun phrase: its head with what stands before it, and an "of" phrase."""
    first, last = token.i, token.i + 1
    for child in token.children:
        if child.i < token.i and child.dep in INNER:
            first = min(first, child.subtree()[0].i)
        elif child.lower == "of" and child.i == last:
            last = max((_phrase(noun)[1] for noun in child.all("pobj")), default=last)
    return first, last


def _bare(name: str) -> str:
    """A phrase without its article."""
    article, _, rest = name.partition(" ")
    return rest if article.lower() in ("the", "a", "an") and rest else name

"""Who appears in a report: the actors, and all the places that stand for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dateline.language import Token
from dateline.records import Actor

Form = Literal["name", "title", "description", "demonym", "seat", "pronoun"]


@dataclass(slots=True, frozen=True)
class Mention:
    """One place that stands for one or more actors ("both" stands for two).

    Token indices: the phrase is `[first, last)`, `head` its syntactic head. `form` tells how it stands for them:
    name ("Lee"), title ("the premier"), description ("the two allies", "Japanese officials"), demonym ("Japanese" as
    a modifier), seat ("Seoul" for a government), pronoun.
    """

    first: int
    last: int
    head: int
    actors: tuple[str, ...]
    form: Form


@dataclass(slots=True, frozen=True)
class OfficeMention:
    """A place that says who holds an office: `person` is an actor id, `[first, last)` the tokens that say so."""

    person: str
    office: str
    country: str | None
    organisation: str | None
    status: Literal["current", "former", "incoming"]
    first: int
    last: int


@dataclass(slots=True)
class Cast:
    """The actors of one report by id, their mentions in text order, and the offices told."""

    actors: dict[str, Actor] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    offices: list[OfficeMention] = field(default_factory=list)
    _by_token: dict[int, Mention] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for mention in sorted(self.mentions, key=lambda m: m.first - m.last):
            for i in range(mention.first, mention.last):
                self._by_token[i] = mention

    def add(self, mention: Mention) -> None:
        """Add a mention that a later stage has seen, inside or in place of what stands there."""
        self.mentions.append(mention)
        self.mentions.sort(key=lambda m: (m.first, m.last))
        for i in range(mention.first, mention.last):
            self._by_token[i] = mention

    def at(self, token: Token) -> Mention | None:
        """The mention that a token belongs to (any token of it; the innermost where mentions nest), or None."""
        return self._by_token.get(token.i)

    def of(self, token: Token) -> tuple[str, ...]:
        """Ids of the actors for which the phrase headed by this token stands; () if it stands for none.

        A name that the parse breaks in two has two heads: either will do.
        """
        mention = self.at(token)
        if mention is None or (mention.head != token.i and mention.first <= token.head.i < mention.last):
            return ()
        return mention.actors

    def of_all(self, token: Token) -> tuple[str, ...]:
        """As `of`, with all that is coordinated with the token ("Japan and South Korea"), each actor once."""
        found: dict[str, None] = {}
        for conjunct in token.conjuncts():
            found.update(dict.fromkeys(self.of(conjunct)))
        return tuple(found)

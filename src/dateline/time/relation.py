"""The preposition before a time expression: since, until, before, after, by, or plainly at."""

from __future__ import annotations

from dateline.language import Token
from dateline.time.words import RELATIONS, Relation

_SKIPPED = frozenset(("the", "early", "late", "mid", "about", "around", "at", "least", "-", "on", "in"))


def relation_before(tokens: list[Token], first: int) -> Relation:
    """How the expression that begins at token `first` bounds what happened: by the words before it."""
    at = first - 1
    while at > 0 and tokens[at].lower in _SKIPPED:
        at -= 1
    if at < 0:
        return "at"
    word = tokens[at].lower
    two_words = f"{tokens[at - 1].lower} {word}" if at else word
    return RELATIONS.get(two_words) or RELATIONS.get(word, "at")

"""The lexicon of reporting verbs, and which words of a text are cues."""

from functools import cache
from importlib.resources import files
from typing import Literal, cast

from dateline.language import Token

Class = Literal["say", "voice", "think", "show", "ask", "deny", "announce", "express", "judge"]

SPEECH: frozenset[str] = frozenset(("say", "voice", "ask", "deny", "announce", "express", "show", "think"))
"""Classes that introduce a whole quotation."""

CLAUSE: frozenset[str] = frozenset(("say", "think", "show", "ask", "deny", "announce", "express"))
"""Classes that tell a clause."""

NOUN: frozenset[str] = frozenset(("deny", "announce", "express"))
"""Classes that tell a noun phrase."""


@cache
def lexicon() -> dict[str, Class]:
    """Class of each cue verb by lemma, from `cues.tsv`."""
    rows = files(__package__).joinpath("cues.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return {lemma: cast(Class, kind) for lemma, kind in pairs}


def cue_class(token: Token) -> Class | None:
    """The class of a token that is a cue verb, or None. A participle before a noun ("the said law") is none."""
    if token.pos not in ("VERB", "AUX") or token.dep in ("amod", "compound"):
        return None
    return lexicon().get(token.lemma.lower())


@cache
def nouns() -> frozenset[str]:
    """Nouns of speech ("claim", "assurance"), from `nouns.txt`."""
    rows = files(__package__).joinpath("nouns.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(row for row in rows if row and not row.startswith("#"))

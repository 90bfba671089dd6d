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
    return {lemma: cast(Class, kind) for lemma, kind in _rows("cues.tsv")}


def cue_class(token: Token) -> Class | None:
    """The class of a token that is a cue verb, or None. A participle before a noun ("the said law") is none."""
    if token.pos not in ("VERB", "AUX") or token.dep in ("amod", "compound"):
        return None
    return lexicon().get(token.lemma.lower())


@cache
def telling_nouns() -> frozenset[str]:
    """Nouns that tell what was said in a that-clause, by lemma."""
    return frozenset(noun for noun, kind in _rows("nouns.tsv") if kind in ("telling", "both"))


@cache
def documents() -> frozenset[str]:
    """Nouns that are spoken with, by lemma: whose statement or letter it is speaks."""
    return frozenset(noun for noun, kind in _rows("nouns.tsv") if kind in ("document", "both"))


def _rows(name: str) -> list[tuple[str, str]]:
    """The rows of a word list beside this module."""
    lines = files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines()
    return [(word, kind) for word, kind in (line.split("\t") for line in lines if line and line[0] != "#")]

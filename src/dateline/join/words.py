"""The content words of an event, and how alike two events are in theirs."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from dateline.join.rules import SAME, STOP

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
# A demonym shares its head with the name of its state: "Colombian", "Colombia".
_HEAD = 5
# Below, a number may be a day; between 1900 and 2100 a year.
_LEAST_NUMBER = 32
_YEARS = range(1900, 2101)
# A block as small as a few reports tells nothing of how rare a word is: this many imagined events without it.
_PRIOR = 20


def content(text: str, names: Iterable[str] = ()) -> frozenset[str]:
    """The stems of a text's content words and its numbers, without the parts of participants' names."""
    return frozenset(term for term, _ in terms(text, names))


def terms(text: str, names: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Each content word as (the term that stands for all its forms and synonyms, the word as told)."""
    heads = tuple(name[:_HEAD] for name in names if len(name) > 2)
    for token in _WORD.findall(text):
        term = _term(token.casefold().replace("’", "'"), heads)
        if term:
            yield term, token


def _term(token: str, heads: tuple[str, ...]) -> str | None:
    if token[0].isdigit():
        return _number(token)
    token = token.removesuffix("'s")
    if len(token) < 3 or token in STOP or (heads and token.startswith(heads)):
        return None
    stem = stem_of(token)
    return _SYNONYMS.get(stem, stem)


def _number(token: str) -> str | None:
    plain = token.replace(",", "").rstrip(".")
    if plain.isdigit() and (int(plain) < _LEAST_NUMBER or int(plain) in _YEARS):
        return None
    return plain


@cache
def stem_of(word: str) -> str:
    """A word without the endings of number, tense and person: "killings", "killed" -> "kill"."""
    if word.endswith("s") and len(word) > 3 and word[-2] not in "su":
        word = word.removesuffix("s")
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            word = word.removesuffix(ending)
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "slaeo":
        word = word[:-1]
    # "ferries", "ferry"; "freed", "free"; "raided", "raid".
    for ending, instead, least in (("ie", "i", 3), ("y", "i", 3), ("e", "", 4)):
        if word.endswith(ending) and len(word) >= least:
            return word.removesuffix(ending) + instead
    return word


_SYNONYMS = {stem_of(word): stem_of(line.split()[0]) for line in SAME for word in line.split()}


class Rarity:
    """How rare words are among the events of one block."""

    def __init__(self, events: Iterable[frozenset[str]]) -> None:
        self._events = 0
        self._with: Counter[str] = Counter()
        for words in events:
            self._events += 1
            self._with.update(words)

    def weight(self, word: str) -> float:
        """What sharing the word tells: 0 for a word of every event, more the rarer it is."""
        return math.log((self._events + _PRIOR + 1) / (self._with[word] + 1))

    def total(self, words: Iterable[str]) -> float:
        """The weight of several words."""
        return math.fsum(self.weight(word) for word in words)


def likeness(shared: float, one: float, other: float) -> float:
    """How much of two events' weighted words is shared, 0 to 1: between the share of the shorter and of the longer."""
    return shared / math.sqrt(one * other) if shared and one and other else 0.0

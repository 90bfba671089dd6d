"""The content words of an event, and how alike two events are in theirs."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

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
    return None if heads and token.startswith(heads) else _stand_in(token)


@lru_cache(100_000)
def _stand_in(token: str) -> str | None:
    """The stem that stands for a word and its synonyms; None for grammar, small numbers and years."""
    if token[0].isdigit():
        return _number(token)
    token = token.removesuffix("'s")
    if len(token) < 3 or token in STOP:
        return None
    stem = stem_of(token)
    return _SYNONYMS.get(stem, stem)


def _number(token: str) -> str | None:
    plain = token.replace(",", "").rstrip(".")
    if plain.isdigit() and (int(plain) < _LEAST_NUMBER or int(plain) in _YEARS):
        return None
    return plain


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
        having: Counter[str] = Counter()
        size = _PRIOR + 1
        for words in events:
            size += 1
            having.update(words)
        self._weights = {word: math.log(size / (count + 1)) for word, count in having.items()}
        self._unknown = math.log(size)

    def weight(self, word: str) -> float:
        """What sharing the word tells: 0 for a word of every event, more the rarer it is."""
        return self._weights.get(word, self._unknown)

    def total(self, words: Iterable[str]) -> float:
        """The weight of several words, whatever their order."""
        weights, unknown = self._weights, self._unknown
        return math.fsum([weights.get(word, unknown) for word in words])


def likeness(shared: float, one: float, other: float) -> float:
    """How much of two events' weighted words is shared, 0 to 1: between the share of the shorter and of the longer."""
    return shared / math.sqrt(one * other) if shared and one and other else 0.0

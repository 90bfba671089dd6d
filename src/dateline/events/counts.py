"""How many acts one mention tells of."""

from __future__ import annotations

from dateline.events.candidate import Candidate
from dateline.language import Parsed, Token

SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
WORDS = {word: value for value, word in enumerate(SMALL, start=2)}
MAGNITUDES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
# Nouns that stand for single acts of the kind that follows: "221 cases of torture".
UNITS = frozenset({"case", "incident", "count", "instance", "act", "round", "wave", "number"})


def count_of(parsed: Parsed, candidate: Candidate) -> int | float | None:
    """The number of acts in an aggregate ("504 attacks in 2024"); None for a single act or an untold number."""
    noun = candidate.trigger
    if noun.pos != "NOUN":
        return None
    count = _number_before(noun) if noun.tag == "NNS" else None
    if count is None and noun.dep == "pobj" and noun.head.lower == "of" and noun.head.head.lemma in UNITS:
        count = _number_before(noun.head.head)
    return count


def _number_before(noun: Token) -> int | float | None:
    number = noun.child("nummod")
    if number is None:
        return None
    magnitude = 1
    digits = number
    if number.lower in MAGNITUDES:
        magnitude = MAGNITUDES[number.lower]
        digits = number.child("compound", "nummod") or number
    value = _value(digits)
    return None if value is None else value * magnitude


def _value(token: Token) -> int | float | None:
    """The number that a token writes in digits or in a word; None for anything else ("dozens", a range)."""
    plain = token.text.replace(",", "")
    if plain.isdecimal():
        return int(plain)
    whole, dot, part = plain.partition(".")
    if dot and whole.isdecimal() and part.isdecimal():
        return float(plain)
    return WORDS.get(token.lower)

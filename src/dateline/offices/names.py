"""Names of persons across reports: without titles and accents, in either order, and what a person is called alone."""

from __future__ import annotations

from functools import cache, lru_cache

from dateline.actors.lexicon import words as actor_words
from dateline.actors.persons import fold
from dateline.actors.titles import offices, short_titles
from dateline.offices.lists import rows, words

NAMES = 100_000
"""How many names are remembered: a table's persons are looked up again for each report."""

# How many words more a full name may have: "John R. Marsh Voting Rights Act" is no form of "John Marsh".
MORE = 2

Words = tuple[str, ...]
"""A name's words: folded, hyphens split, without titles."""


@lru_cache(NAMES)
def name_words(name: str) -> Words:
    """The words of a name without titles, accents, case and points: "Mr. Park Ji-ho" is `("park", "ji", "ho")`."""
    return tuple(word for part in _without_titles(name) for word in fold(part).split("-") if word)


def _without_titles(name: str) -> list[str]:
    told = name.replace("’", "'").removesuffix("'s").replace("'", "").split()
    while len(told) > 1 and _is_title(told[0]):
        told.pop(0)
    while len(told) > 1 and fold(told[-1]) in words("suffix"):
        told.pop()
    return told


def is_name(name: str) -> bool:
    """Whether a text can be a person's name: not a mere title, with a capital, no figures."""
    told = name.split()
    proper = any(part[:1].isupper() or not part[:1].isascii() for part in told)
    return proper and not all(_is_title(part) for part in told) and not any(c.isdigit() for c in name)


@lru_cache(NAMES)
def letters(said: Words) -> str:
    """All letters of a full name in a form that is the same whichever part stands first and however it is split.

    The least rotation of the joined letters: "Park Ji Ho", "Park Jiho" and "Ji-ho Park" are equal.
    """
    whole = "".join(core(said))
    return min(whole[i:] + whole[:i] for i in range(len(whole))) if whole else ""


def core(said: Words) -> Words:
    """A name without its particles ("al", "bin", "de"), unless there is nothing else."""
    return tuple(word for word in said if word not in actor_words("particle")) or said


def fits(short: Words, full: Words) -> bool:
    """Whether a name of two words or more may be a shorter form of a fuller one: fewer words, or initials."""
    short, full = core(short), core(full)
    if len(short) < 2 or not 0 <= len(full) - len(short) <= MORE or short == full:
        return False
    left = list(full)
    for word in short:
        same = next((other for other in left if other == word or (len(word) == 1 and other[0] == word)), None)
        if same is None:
            return False
        left.remove(same)
    whole = [word for word in short if len(word) > 1]
    return bool(whole) and short[-1] in full


def calls(short: Words, name: str, country: str | None) -> bool:
    """Whether a person with this full name is called by the short one alone in the news."""
    parts = _parts(name)
    short = core(short)
    if not short or short == sum(parts, ()):
        return False
    order = _order().get(country or "", "last")
    heads = [sum(parts[:size], ()) for size in range(1, len(parts))]
    tails = [sum(parts[-size:], ()) for size in range(1, len(parts))]
    if order in ("first", "given"):
        return short in heads
    if order == "either":
        return short in heads or short in tails
    if order == "two" and len(parts) > 2:
        return short in tails or short in parts[1:]
    return short in tails


def _parts(name: str) -> list[Words]:
    """The words of a full name, what a hyphen joins together ("Asante-Boadu" is one family name), without particles."""
    told = _without_titles(name)
    parts = [tuple(word for word in fold(part).split("-") if word) for part in told]
    kept = [tuple(w for w in part if w not in actor_words("particle")) for part in parts]
    return [part for part in kept if part] or [part for part in parts if part]


def slug(said: Words) -> str:
    """A name's words as part of a key."""
    return "-".join(said)


def _is_title(word: str) -> bool:
    lower = word.casefold()
    return lower in actor_words("honorific") or lower in offices() or lower in short_titles()


@cache
def _order() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("name_order")}

"""Ways to change the text of a report: its sentences, words and characters, and what no reporter writes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Final

from bench.fuzz.mutate import NUMBERS, ODD

SENTENCE: Final = re.compile(r"[^.!?\n]*[.!?\n]+[”\"’')]*\s*|[^.!?\n]+\Z")
WORD: Final = re.compile(r"\s*\S+")

MOST: Final = 4_000
"""Characters up to which a text is grown."""

Change = Callable[[str, Random], str]


def example_files() -> list[Path]:
    """The example reports, those of the stories too."""
    return sorted(Path(str(files("dateline.examples"))).rglob("*.txt"))


@cache
def reports() -> tuple[str, ...]:
    """The texts of the example reports and stories."""
    return tuple(path.read_text(encoding="utf-8") for path in example_files())


@cache
def sentences() -> tuple[str, ...]:
    """All sentences of the reports, roughly."""
    return tuple(sentence for report in reports() for sentence in SENTENCE.findall(report) if sentence.strip())


def mutated(text: str, random: Random) -> str:
    """A text, sometimes another one, with some changes; of at most `MOST` characters."""
    if random.random() < 0.1:
        text = "".join(random.choice(sentences()) for _ in range(random.randint(1, 6)))
    for _ in range(random.choice((1, 1, 2, 3, 5))):
        text = random.choice(CHANGES)(text, random)[:MOST]
    return text


def _at(text: str, random: Random, piece: str) -> str:
    place = random.randint(0, len(text))
    return text[:place] + piece + text[place:]


def _parts(text: str, pattern: re.Pattern[str], random: Random) -> str:
    """The parts of a text with some of them dropped, repeated, moved or put in another order."""
    parts = pattern.findall(text)
    if not parts:
        return text
    match random.randrange(5):
        case 0:
            random.shuffle(parts)
        case 1:
            del parts[random.randrange(len(parts))]
        case 2:
            place = random.randrange(len(parts))
            parts[place:place] = [parts[place]] * random.choice((1, 2, 20, 100))
        case 3:
            parts.insert(random.randint(0, len(parts)), parts.pop(random.randrange(len(parts))))
        case 4:
            start = random.randrange(len(parts))
            parts = parts[start : start + random.randint(1, 5)]
    return "".join(parts)


def _of_sentences(text: str, random: Random) -> str:
    return _parts(text, SENTENCE, random)


def _of_words(text: str, random: Random) -> str:
    return _parts(text, WORD, random)


def _cut(text: str, random: Random) -> str:
    start = random.randint(0, len(text))
    return text[start : start + random.choice((1, 10, 100, 1000, 5000))]


def _splice(text: str, random: Random) -> str:
    return _at(text, random, "".join(random.choice(sentences()) for _ in range(random.randint(1, 5))))


def _odd(text: str, random: Random) -> str:
    for _ in range(random.randint(1, 8)):
        text = _at(text, random, random.choice(ODD["characters"]))
    return text


def _much(text: str, random: Random) -> str:
    return _at(text, random, random.choice(ODD["characters"]) * random.choice((5, 50, 1500)))


def _told(text: str, random: Random) -> str:
    return _at(text, random, f" {random.choice((*ODD['dates'], *ODD['amounts'], *ODD['foreign'], *NUMBERS))} ")


def _renumbered(text: str, random: Random) -> str:
    return re.sub(r"\d+", lambda found: random.choice((found[0], *ODD["numbers"])), text)


def _nested(text: str, random: Random) -> str:
    """Quotations and brackets in one another, some never closed."""
    depth = random.choice((2, 5, 50, 400))
    pairs = [random.choice(ODD["pairs"]) for _ in range(depth)]
    inner = random.choice(sentences()).strip()
    closing = "".join(pair[1] for pair in reversed(pairs))[: random.choice((depth, depth, depth // 2, 0))]
    return _at(
        text, random, " ".join(pair[0] for pair in pairs[:3]) + "".join(pair[0] for pair in pairs[3:]) + inner + closing
    )


def _quoted(text: str, random: Random) -> str:
    opened, closed = random.choice(ODD["pairs"])
    return re.sub(r"\b(\w+)\b", lambda found: opened + found[0] + closed if random.random() < 0.3 else found[0], text)


def _long(text: str, random: Random) -> str:
    """A word, sentence, number or list that does not end."""
    unit = random.choice(ODD["unending"])
    return _at(text, random, f" {unit * random.choice((3, 30, 2000 // len(unit)))} ")


def _cased(text: str, random: Random) -> str:
    return random.choice((str.upper, str.lower, str.title, str.swapcase))(text)


def _spaced(text: str, random: Random) -> str:
    between = random.choice(("", " ", "  ", "\n", "\u00a0", "\u200b", "\t", "\r\n"))
    return re.sub(r"\s+", between, text) if random.random() < 0.8 else " ".join(text)


def _characters(text: str, random: Random) -> str:
    """Characters swapped, dropped, doubled or all in another order."""
    letters = list(text)
    if random.random() < 0.1:
        random.shuffle(letters)
    for _ in range(min(len(letters), random.choice((1, 10, 200)))):
        place = random.randrange(len(letters))
        letters[place] = random.choice(("", letters[place] * 2, random.choice(letters), letters[place].swapcase()))
    return "".join(letters)


def _repeated(text: str, random: Random) -> str:
    return text * random.choice((2, 3, 6))


CHANGES: Final[tuple[Change, ...]] = (
    _of_sentences, _of_sentences, _of_words, _of_words, _cut, _splice, _splice, _odd, _much, _told, _told, _renumbered,
    _nested, _quoted, _long, _cased, _spaced, _characters, _repeated,
)  # fmt: skip

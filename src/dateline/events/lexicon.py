"""The cue lexicon: which predicates tell which act, under which conditions, and who takes part in what role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.errors import SetupError

Slots = tuple[tuple[str, ...], ...]
"""Alternatives in order of preference; the slots of one alternative are gathered together."""


@dataclass(slots=True, frozen=True)
class Roles:
    """From which slots of a candidate its actors come, and its recipients."""

    actors: Slots
    recipients: Slots


@dataclass(slots=True, frozen=True)
class Condition:
    """`slot` must hold one of `words` (or, `denied`, none of them); `ACTOR` is any actor, `STATE` one that
    acts for a state or a body, `PERSON` a person or people,
    `PLACE` any named place, `MEDIA` the press, `ANY` anything."""

    slot: str
    words: frozenset[str]
    denied: bool


@dataclass(slots=True, frozen=True)
class Cue:
    """One sense of one word: `type` is None where the word tells of no act."""

    word: str
    type: str | None
    mode: str | None
    roles: str
    confidence: float
    conditions: tuple[Condition, ...]


class Lexicon:
    """The cues by part of speech and lemma, the role frames by name, the light verbs with theirs.

    Raises `SetupError` for a line that can't be read, with its number.
    """

    def __init__(self, lines: list[str]) -> None:
        self.roles: dict[str, Roles] = {}
        self.light: dict[str, str] = {}
        self._cues: dict[tuple[str, str], list[Cue]] = {}
        self._classes: dict[str, frozenset[str]] = {}
        for number, line in enumerate(lines, 1):
            if line.strip() and not line.startswith("#"):
                try:
                    self._read([column.strip() for column in line.split("\t")])
                except (ValueError, KeyError, IndexError) as error:
                    raise SetupError(f"line {number} of the event lexicon: {error}") from error
        for cues in self._cues.values():
            cues.sort(key=lambda cue: (-len(cue.conditions), cue.type is not None))

    def cues(self, part: str, lemma: str) -> list[Cue]:
        """The senses of a word ("verb", "noun", "adjective"), the most particular first."""
        return self._cues.get((part, lemma), [])

    def all(self, part: str) -> Iterator[Cue]:
        """All cues of one part of speech."""
        return (cue for (of, _), cues in self._cues.items() if of == part for cue in cues)

    def knows(self, part: str, lemma: str) -> bool:
        """Whether the lexicon has the word: as a cue, or as a light verb ("light", "come_under")."""
        return lemma in self.light if part == "light" else (part, lemma) in self._cues

    def __len__(self) -> int:
        return sum(len(cues) for cues in self._cues.values())

    def _read(self, columns: list[str]) -> None:
        match columns[0]:
            case "class":
                self._classes[columns[1]] = frozenset(columns[2].split())
            case "roles":
                recipients = columns[3] if len(columns) > 3 else ""
                self.roles[columns[1]] = Roles(_slots(columns[2]), _slots(recipients))
            case "light":
                self.light.update(dict.fromkeys(columns[2].split(), columns[1]))
            case "verb" | "noun" | "adjective" as part:
                kind, mode, roles, confidence, words = columns[1:6]
                conditions = tuple(self._conditions(columns[6] if len(columns) > 6 else ""))
                for word in words.split():
                    lemma, more = _split(word)
                    cue = Cue(
                        word,
                        None if kind == "-" else kind,
                        mode or None,
                        roles,
                        float(confidence),
                        (*more, *conditions),
                    )
                    self._cues.setdefault((part, lemma), []).append(cue)
            case other:
                raise ValueError(f"no such kind of line: {other!r}")

    def _conditions(self, column: str) -> Iterator[Condition]:
        rest = column
        while rest:
            slot, _, rest = rest.partition(":")
            words, _, rest = rest.strip().partition(" ")
            named: set[str] = set()
            for word in words.split(","):
                named |= self._classes[word[1:]] if word.startswith("@") else {word}
            yield Condition(slot.strip().lstrip("!"), frozenset(named), slot.strip().startswith("!"))


def _split(word: str) -> tuple[str, list[Condition]]:
    """The lemma of a cue, and what must stand with it: a particle or preposition ("call_for"), an object ("x+y")."""
    lemma, plus, target = word.partition("+")
    if plus:
        return lemma, [Condition("object", frozenset({target}), False)]
    lemma, *particles = word.split("_")
    return lemma, [Condition(f"_{particle}", frozenset({"ANY"}), False) for particle in particles]


def _slots(column: str) -> Slots:
    return tuple(tuple(s.strip() for s in part.split("+")) for part in column.split(",") if part.strip())


@cache
def load_lexicon() -> Lexicon:
    """The lexicon that comes with the package, read once."""
    return Lexicon((files("dateline.events") / "data" / "lexicon.tsv").read_text(encoding="utf-8").splitlines())

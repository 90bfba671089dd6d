"""Which act a candidate tells of: the interface of typers, and the one that reads the cue lexicon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dateline.actors import Cast
from dateline.events.candidate import Candidate
from dateline.events.grammar import unwrap
from dateline.events.lexicon import Condition, Cue, Lexicon, load_lexicon
from dateline.events.weighing import Likely
from dateline.language import Parsed, Token
from dateline.records import Actor

PLACES = frozenset({"GPE", "LOC", "FAC"})


@dataclass(slots=True, frozen=True)
class Typing:
    """What a typer decides: PLOVER type and mode, how sure it is, and why; who takes part, where it judges that."""

    type: str
    mode: str | None
    confidence: float
    reason: str
    roles: str | None = None
    likely: Likely | None = None


class Typer(Protocol):
    """Types the candidates of one document; None for a candidate that tells of no act. `name` goes into reports."""

    name: str

    def type_all(self, parsed: Parsed, cast: Cast, candidates: Sequence[Candidate]) -> list[Typing | None]:
        """One answer for each candidate, in their order."""


class LexiconTyper:
    """Types by the cue lexicon: the most particular sense of the predicate whose conditions hold."""

    name = "cue lexicon"

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or load_lexicon()

    def type_all(self, parsed: Parsed, cast: Cast, candidates: Sequence[Candidate]) -> list[Typing | None]:
        """One answer for each candidate, in their order."""
        return [self._type(cast, candidate) for candidate in candidates]

    def _type(self, cast: Cast, candidate: Candidate) -> Typing | None:
        part = part_of_speech(candidate.trigger)
        for cue in _cues(self.lexicon, part, candidate.trigger):
            if all(_holds(condition, candidate, cast) for condition in cue.conditions):
                if cue.type is None:
                    return None
                told = f"lexicon: {part} {cue.word}" + "".join(f" {c.slot}" for c in cue.conditions if c.slot[0] != "_")
                return Typing(cue.type, cue.mode, cue.confidence, told, cue.roles)
        return None


def _cues(lexicon: Lexicon, part: str, trigger: Token) -> list[Cue]:
    """The senses of a word, or of its compound where the lexicon has that: "test-fire", parsed as "test - fire"."""
    lemma = trigger.lemma.lower()
    before = [child.lower for child in trigger.children if trigger.i - 2 <= child.i < trigger.i]
    compound = f"{before[0]}-{lemma}" if len(before) == 2 and before[1] == "-" else lemma
    return lexicon.cues(part, compound) or lexicon.cues(part, lemma)


def part_of_speech(trigger: Token) -> str:
    """The lexicon's name for the part of speech of a trigger."""
    if trigger.pos in {"VERB", "AUX"}:
        return "verb"
    return "adjective" if trigger.pos == "ADJ" else "noun"


def _official(actor: Actor) -> bool:
    return actor.kind in {"country", "government"} or (
        actor.country is not None and actor.kind in {"person", "unknown"}
    )


def _people(head: Token, cast: Cast) -> bool:
    if head.ent == "PERSON" or head.tag == "PRP":
        return True
    return any(cast.actors[actor].kind in {"person", "group"} for actor in cast.of(head))


def _holds(condition: Condition, candidate: Candidate, cast: Cast) -> bool:
    return _present(condition, candidate, cast) is not condition.denied


def _present(condition: Condition, candidate: Candidate, cast: Cast) -> bool:
    slot, words = condition.slot, condition.words
    if slot == "passive":
        return candidate.form == "passive"
    if slot[0] == "_":
        name = slot[1:]
        return name in candidate.slots or any(t.lower == name for t in candidate.slots.get("particle", ()))
    if slot.startswith("modifier "):
        heads = candidate.slots.get(slot.removeprefix("modifier "), [])
        return any(c.lower in words for h in heads for c in h.children if c.dep in {"amod", "compound"})
    heads = candidate.slots.get(slot, [])
    if slot == "object":
        heads = [*heads, *candidate.slots.get("object2", [])]
    if not heads:
        return False
    if "ANY" in words:
        return True
    for head in heads:
        if head.lemma.lower() in words or head.lower in words or unwrap(head).lemma.lower() in words:
            return True
        if "ACTOR" in words and cast.of(head):
            return True
        if "PERSON" in words and _people(head, cast):
            return True
        if "PLACE" in words and head.ent in PLACES:
            return True
        if "MEDIA" in words and any(cast.actors[actor].sector == "MED" for actor in cast.of(head)):
            return True
        if "STATE" in words and any(_official(cast.actors[actor]) for actor in cast.of(head)):
            return True
    return False

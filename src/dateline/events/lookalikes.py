"""Acts in name only: attacks in a game, shares that are hit, price offensives, people killed by a storm."""

from __future__ import annotations

from dateline.events.candidate import Candidate
from dateline.events.grammar import DISASTERS, HURTING, MARKETS, PEACEFUL, PHASES, PLAYERS, SPORTS
from dateline.language import Parsed, Token

# Acts that sport and business pages also tell of in their own sense; players protest and boycott in earnest.
PLAYED = frozenset({"ASSAULT", "RETREAT", "SUPPORT", "COERCE", "CONCEDE"})
TRADED = frozenset({"ASSAULT", "RETREAT"})
BEFORE = frozenset({"compound", "amod", "nmod"})
OPPONENT = ("past", "object past", "against", "over")
PART = ("in", "at", "during", "by", "after")


def is_lookalike(parsed: Parsed, candidate: Candidate) -> bool:
    """Whether a typed candidate is an act in the language of games, markets or disasters only."""
    if candidate.type in PLAYED and _is_played(parsed, candidate):
        return True
    if candidate.type == "ASSAULT" and candidate.trigger.lemma in HURTING and _after_disaster(parsed, candidate):
        return True
    return candidate.type in TRADED and _is_traded(candidate)


def _is_played(parsed: Parsed, candidate: Candidate) -> bool:
    slots = candidate.slots
    for doer in slots.get("subject", ()):
        if doer.lemma in PLAYERS or any(c.lower in SPORTS for c in doer.children if c.dep in BEFORE):
            return True
    if any(head.lemma in PLAYERS for name in OPPONENT for head in slots.get(name, ())):
        return True
    if any(head.lemma in PHASES for name in PART for head in slots.get(name, ())):
        return True
    return candidate.type == "ASSAULT" and _has_score(parsed.tokens[candidate.trigger.i : candidate.last])


def _has_score(tokens: list[Token]) -> bool:
    """ "3-1", not "March 3 - 10"."""
    return any(
        dash.text in {"-", "–"} and one.tag == other.tag == "CD" and one.end == dash.start and dash.end == other.start
        for one, dash, other in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if one.ent not in {"DATE", "TIME"}
    )


def _after_disaster(parsed: Parsed, candidate: Candidate) -> bool:
    """Whether nobody is told to have hurt them, and their paragraph has told of a disaster that did."""
    if candidate.form != "passive" or candidate.slots.get("subject"):
        return False
    sentence = parsed.sentence_of(candidate.trigger)
    near = [parsed.sentences[i] for i in (sentence.index - 1, sentence.index) if i >= 0]
    return any(t.lemma.lower() in DISASTERS for s in near if s.paragraph == sentence.paragraph for t in s.tokens)


def _is_traded(candidate: Candidate) -> bool:
    heads = [*candidate.slots.get("subject", ()), *candidate.slots.get("object", ())]
    if any(head.lemma in MARKETS and head.pos == "NOUN" for head in heads):
        return True
    named = [candidate.trigger, *candidate.slots.get("object", ())]
    return any(child.lower in PEACEFUL for head in named for child in head.children if child.dep in BEFORE)

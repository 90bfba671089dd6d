"""Which typed candidates are acts to code: told with who did it or whom it befell, and done by those who can act."""

from __future__ import annotations

from dateline.actors import Cast
from dateline.events.candidate import Candidate
from dateline.events.roles import actors_of
from dateline.language import Parsed

# Acts told well enough by their predicate alone ("four people were killed", "an emergency was declared").
EVENTFUL = frozenset({"ASSAULT", "PROTEST", "MOBILIZE", "AID", "RETREAT", "SANCTION"})
# Nouns of these types mostly name a state of affairs or a topic ("aid to Mali", "the deal", "support for the plan").
TOPICAL = frozenset({"AGREE", "AID", "COOPERATE", "SUPPORT"})
PENALTIES = frozenset({"sanction", "tariff", "duty", "levy", "embargo", "ban", "restriction"})
HURTING = frozenset({"kill", "injure", "wound", "die"})
AGENTS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
CONCERN = frozenset({"concern", "worry", "alarm", "concerned", "worried", "alarmed"})
SPEAKING = frozenset({"we", "i", "they", "he", "she", "you", "both", "all", "some", "many"})
PLURAL = frozenset({"NNS", "NNPS", "PRP"})


def is_act(parsed: Parsed, candidate: Candidate, cast: Cast) -> bool:
    """Whether to look at a typed candidate at all."""
    if actors_of(candidate.doers, cast):
        return True
    if candidate.form == "verb" and _abstract_subject(candidate):
        return candidate.type == "ASSAULT"
    return True


def is_weak(candidate: Candidate, actors: int, recipients: int) -> bool:
    """Whether a candidate is too little told to be an event of its own."""
    alone = candidate.type == "CONSULT" and candidate.mode != "visit" and actors + recipients < 2
    if alone and (candidate.form == "noun" or candidate.trigger.lemma == "discuss"):
        return not any(t.tag in PLURAL for t in candidate.slots.get("subject", ()))
    if candidate.form == "noun":
        standing = candidate.type in TOPICAL or candidate.trigger.lemma in PENALTIES
        return standing or actors + recipients == 0
    if candidate.type == "ACCUSE" and recipients == 0 and _mere_concern(candidate):
        return True
    if candidate.trigger.lemma in HURTING and "echo" not in candidate.slots:
        return actors + recipients == 0  # accidents hurt people too
    return actors + recipients == 0 and candidate.type not in EVENTFUL


def _mere_concern(candidate: Candidate) -> bool:
    """Concern that is not about anybody's act: "voiced concern over the drought"."""
    heads = [candidate.trigger, *candidate.slots.get("object", ())]
    return any(head.lemma in CONCERN for head in heads)


def _abstract_subject(candidate: Candidate) -> bool:
    subjects = candidate.slots.get("subject", [])
    return bool(subjects) and not any(s.ent in AGENTS or s.lower in SPEAKING for s in subjects)

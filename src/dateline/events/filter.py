"""Which typed candidates are acts to code: told with who did it or whom it befell, and done by those who can act."""

from __future__ import annotations

from dateline.actors import Cast
from dateline.events.candidate import Candidate
from dateline.events.grammar import HUMAN, HURTING, TEXTS
from dateline.events.lookalikes import is_lookalike
from dateline.events.moods import OCCUR
from dateline.events.roles import actors_of
from dateline.language import Parsed

# Acts told well enough by their predicate alone ("four people were killed", "an emergency was declared").
EVENTFUL = frozenset({"ASSAULT", "PROTEST", "MOBILIZE", "AID", "RETREAT", "SANCTION"})
# Nouns of these types mostly name a state of affairs or a topic ("aid to Mali", "the deal", "support for the plan").
TOPICAL = frozenset({"AGREE", "AID", "COOPERATE", "SUPPORT"})
# Acts that an authority's word does: a passive tells them well enough ("the ban was lifted").
DECREED = frozenset({"CONCEDE", "COERCE", "REJECT"})
# Acts that go on in the open, whoever does them.
PUBLIC = frozenset({"PROTEST", "ASSAULT"})
GOING_ON = frozenset(
    {"draw", "erupt", "break", "spread", "attract", "swell", "flare", "rock", "hit", "sweep", "grow", "turn"}
)
SPANS = frozenset({"day", "week", "month", "year", "night", "wave", "series", "round", "string", "spate"})
PENALTIES = frozenset({"sanction", "tariff", "duty", "levy", "embargo", "ban", "restriction"})
AGENTS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
# Told of somebody in passing, without a doer, these only describe ("officers accused of crimes").
CHARGED = frozenset({"ACCUSE", "SANCTION"})
# In the present tense, and about nobody, these tell what somebody stands for, not what was done.
STANCE = frozenset({"support", "oppose", "favor", "favour", "advocate", "champion", "defend"})
CONCERN = frozenset({"concern", "worry", "alarm", "concerned", "worried", "alarmed"})
SPEAKING = frozenset({"we", "i", "they", "he", "she", "you", "both", "all", "some", "many"})
PLURAL = frozenset({"NNS", "NNPS", "PRP"})


def is_act(parsed: Parsed, candidate: Candidate, cast: Cast) -> bool:
    """Whether to look at a typed candidate at all."""
    if is_lookalike(parsed, candidate):
        return False
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
        return standing or (actors + recipients == 0 and not _takes_place(candidate))
    if recipients == 0 and candidate.trigger.lemma in STANCE and candidate.trigger.tag in {"VBZ", "VBP", "VBG"}:
        return True
    if candidate.type == "ACCUSE" and recipients == 0 and _mere_concern(candidate):
        return True
    if actors == 0 and candidate.type in CHARGED and candidate.form == "passive" and candidate.trigger.dep == "acl":
        return True
    if candidate.trigger.lemma in HURTING and "echo" not in candidate.slots:
        return actors + recipients == 0  # accidents hurt people too
    told = candidate.type in EVENTFUL or (candidate.form == "passive" and candidate.type in DECREED)
    return actors + recipients == 0 and not told


def _takes_place(candidate: Candidate) -> bool:
    """Whether a noun's clause or phrase tells that the act went on: "the march drew", "after weeks of protests"."""
    noun = candidate.trigger
    if candidate.type not in PUBLIC:
        return False
    if noun.dep in {"nsubj", "nsubjpass"}:
        return noun.head.lemma in OCCUR or noun.head.lemma in GOING_ON
    above = noun.head.head
    return noun.dep == "pobj" and noun.head.lower == "of" and above.lemma in SPANS


def _mere_concern(candidate: Candidate) -> bool:
    """Concern that is not about anybody's act: "voiced concern over the drought"."""
    heads = [candidate.trigger, *candidate.slots.get("object", ())]
    return any(head.lemma in CONCERN for head in heads)


def _abstract_subject(candidate: Candidate) -> bool:
    subjects = candidate.slots.get("subject", [])
    return bool(subjects) and not any(
        s.ent in AGENTS or s.lower in SPEAKING or s.lemma in HUMAN or s.lemma in TEXTS for s in subjects
    )

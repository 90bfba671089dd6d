"""Whether the words around a time expression look back or ahead: what decides which Friday "Friday" is."""

from __future__ import annotations

from typing import Literal

from dateline.language import Token
from dateline.time.words import (
    EXTENDING,
    FUTURE_AUXILIARIES,
    LEADING,
    OCCASIONS,
    PAST_WHEN_NEGATED,
    SAYING,
    SCHEDULED,
    Relation,
)

Tense = Literal["past", "future", "near", "coming"]
"""`near`: the words do not tell, as in a headline or under a noun ("the October attack"). `coming`: an occasion told
in the present tense ("hopes for talks Tuesday"), which lies ahead if it is this week's and may be any month's."""

_Told = Literal["past", "present", "future", "near"]

_COMPLEMENTS = frozenset(("xcomp", "ccomp", "acl", "advcl", "oprd", "relcl"))
_MODIFIERS = frozenset(("poss", "compound", "nmod", "amod", "nummod"))


def tense_around(head: Token, relation: Relation = "at") -> Tense:
    """The tense in which a time expression is told, by the verb above its head token and the preposition before it."""
    if head.head is not head and head.dep in _MODIFIERS and head.head.lemma.lower() not in OCCASIONS:
        return "near"
    nominal = occasion = False
    for above in head.ancestors():
        if _scheduled(above) and not _said_then(above, head):
            return "future"
        if above.pos in ("VERB", "AUX"):
            tense = _bounded(above, nominal, relation)
            return "coming" if tense == "near" and occasion and tense_of(above) != "past" else tense
        nominal = nominal or above.pos in ("NOUN", "PROPN")
        occasion = occasion or above.lemma in OCCASIONS
    return "near"


def _bounded(verb: Token, nominal: bool, relation: Relation) -> Tense:
    tense = tense_of(verb)
    if relation == "since":
        return "future" if tense == "future" else "past"
    if relation == "until" and verb.lemma in EXTENDING:
        return "future"
    if tense == "present":
        return "near" if nominal else "future"
    undecided = nominal or relation in ("until", "by")
    return "near" if undecided and tense == "past" else tense


def tense_of(verb: Token) -> _Told:
    """The tense of a verb; an infinitive or a participle takes that of the verb it hangs on."""
    auxiliaries = [c for c in verb.children if c.dep in ("aux", "auxpass")]
    words = {a.lower for a in auxiliaries}
    if words & FUTURE_AUXILIARIES:
        return _modal(verb, words)
    if "to" in words:
        return _infinitive(verb)
    if verb.tag == "VBD" or any(a.tag == "VBD" or a.lemma == "have" for a in auxiliaries):
        return "past"
    if verb.tag in ("VBZ", "VBP"):
        return "past" if verb.lemma in SAYING else "present"
    if any(a.tag in ("VBZ", "VBP") for a in auxiliaries):
        return "present"
    if verb.tag == "VB":
        return tense_of(verb.head) if verb.dep == "conj" and verb.head.pos == "VERB" else "future"
    if verb.tag == "VBG":
        return _tense_above(verb)
    return "past"


def _modal(verb: Token, auxiliaries: set[str]) -> _Told:
    if "have" in auxiliaries and not auxiliaries & {"will", "shall"}:
        return "past"
    if auxiliaries & PAST_WHEN_NEGATED and verb.child("neg"):
        return "past"
    return "future"


def _infinitive(verb: Token) -> _Told:
    above = verb.head
    if above is verb or (verb.dep in _COMPLEMENTS and above.lemma in LEADING):
        return "future"
    return "future" if _tense_above(verb) == "future" else "near"


def _tense_above(verb: Token) -> _Told:
    for above in verb.ancestors():
        if above.pos in ("VERB", "AUX"):
            return tense_of(above)
    return "near"


def _said_then(verb: Token, head: Token) -> bool:
    """Whether the time is that of the planning: "on Friday the ministry planned to pay", but "set for Friday"."""
    direct = head.head is verb or (head.head.head is verb and head.head.lower == "on")
    return direct and verb.tag == "VBD" and verb.child("auxpass") is None


def _scheduled(token: Token) -> bool:
    if token.lemma in SCHEDULED or token.lower in SCHEDULED:
        return True
    return token.pos in ("NOUN", "PROPN") and any(c.lower in SCHEDULED for c in token.children if c.dep == "amod")

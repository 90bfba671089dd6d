"""Whether the words around a time expression look back or ahead: what decides which Friday "Friday" is."""

from __future__ import annotations

from typing import Literal

from dateline.language import Token
from dateline.time.words import FUTURE_AUXILIARIES, LEADING, SAYING, SCHEDULED

Tense = Literal["past", "future", "near"]
"""`near`: the words do not tell, as in a headline or under a noun ("the October summit")."""


def tense_around(head: Token) -> Tense:
    """The tense in which a time expression is told, by the verb above its head token."""
    nominal = False
    for above in head.ancestors():
        if _scheduled(above):
            return "future"
        if above.pos in ("VERB", "AUX"):
            tense = tense_of(above)
            return "near" if nominal and tense == "past" else tense
        nominal = nominal or above.pos in ("NOUN", "PROPN")
    return "near"


def tense_of(verb: Token) -> Tense:
    """The tense of a verb; an infinitive or a participle takes that of the verb it hangs on."""
    auxiliaries = [c for c in verb.children if c.dep in ("aux", "auxpass")]
    words = {a.lower for a in auxiliaries}
    if words & FUTURE_AUXILIARIES:
        return "past" if "have" in words and not words & {"will", "shall"} else "future"
    if "to" in words:
        return _infinitive(verb)
    if verb.tag == "VBD" or any(a.tag == "VBD" or a.lemma == "have" for a in auxiliaries):
        return "past"
    if verb.tag in ("VBZ", "VBP"):
        return "past" if verb.lemma in SAYING else "future"
    if any(a.tag in ("VBZ", "VBP") for a in auxiliaries):
        return "future"
    if verb.tag == "VB":
        return tense_of(verb.head) if verb.dep == "conj" and verb.head.pos == "VERB" else "future"
    if verb.tag == "VBG":
        return _tense_above(verb)
    return "past"


def _infinitive(verb: Token) -> Tense:
    above = verb.head
    if above is verb or above.lemma in LEADING:
        return "future"
    return _tense_above(verb)


def _tense_above(verb: Token) -> Tense:
    for above in verb.ancestors():
        if above.pos in ("VERB", "AUX"):
            return tense_of(above)
    return "near"


def _scheduled(token: Token) -> bool:
    if token.lemma in SCHEDULED or token.lower in SCHEDULED:
        return True
    return token.pos in ("NOUN", "PROPN") and any(c.lower in SCHEDULED for c in token.children if c.dep == "amod")

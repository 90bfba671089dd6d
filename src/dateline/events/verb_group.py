"""A verb's own group: what its auxiliaries, negation, adverbs and subordinating word make of it."""

from __future__ import annotations

from dateline.events.moods import (
    CONDITIONAL,
    DENIED,
    HAPPENED,
    MAYBE,
    NEVER,
    NOBODY,
    PLANNED,
    POSSIBLE,
    REPORT,
    SUPPOSED,
    Verdict,
)
from dateline.language import Token

DUTY = frozenset({"should", "must", "ought", "shall"})
FUTURE = frozenset({"will", "'ll", "shall", "wo"})


def group_verdict(verb: Token) -> Verdict:
    """The verdict of a verb's auxiliaries, negation, adverbs and subordinating word."""
    modal: str | None = None
    negated = maybe = perfect = conditional = subject = do = False
    for child in verb.children:
        dep, lower = child.dep, child.lower
        if dep == "neg" or lower in NEVER:
            negated = negated or not _only_follows(child)
        elif dep == "aux":
            if child.tag == "MD":
                modal = lower
            perfect = perfect or child.lemma == "have"
            do = do or child.lower == "do"
        elif dep == "advmod":
            maybe = maybe or lower in MAYBE
            conditional = conditional or (lower == "whether")
        elif dep == "mark":
            conditional = conditional or lower in CONDITIONAL
        elif dep in ("nsubj", "nsubjpass", "dobj", "attr"):
            subject = subject or dep.startswith("nsubj")
            negated = negated or _denies(child)
    if conditional:
        return POSSIBLE
    if modal in DUTY and modal != "shall":
        return SUPPOSED
    if modal == "would" and perfect:
        return Verdict("denied", content=True)
    if negated and do and not subject and verb.tag == "VB":
        return Verdict("denied", content=True)  # "do not attack" asks
    if negated:
        return POSSIBLE if modal in ("may", "might") else DENIED
    if modal in FUTURE:
        return PLANNED
    if modal == "would":
        return PLANNED if _past_future(verb) else POSSIBLE
    if modal is not None:
        return POSSIBLE
    return POSSIBLE if maybe else HAPPENED


def _only_follows(negation: Token) -> bool:
    """ "not only", "not just": no negation."""
    siblings = negation.head.children
    return any(child.i == negation.i + 1 and child.lower in ("only", "just", "merely", "simply") for child in siblings)


def _denies(noun: Token) -> bool:
    return noun.lower in NOBODY or any(
        child.dep in ("det", "neg") and child.lower in ("no", "neither") for child in noun.children
    )


def _past_future(verb: Token) -> bool:
    """Whether "would" is the future of a telling in the past ("said it would resume"), with no condition."""
    clauses = verb.all("advcl")
    if any(mark.dep == "mark" and mark.lower in CONDITIONAL for clause in clauses for mark in clause.children):
        return False
    head = verb.head
    while head is not verb and verb.dep == "conj":
        verb, head = head, head.head
    return verb.dep in ("ccomp", "relcl", "acl", "xcomp") and (head.lemma in REPORT or head.pos == "NOUN")


def modal_of(verb: Token) -> str | None:
    """The modal of a verb in lower case ("must"), or None."""
    for child in verb.children:
        if child.tag == "MD" and child.dep == "aux":
            return child.lower
    return None

"""Whether an act happened, is planned, is only possible, or is denied by the report.

The verdict is read from the predicate upwards: its own auxiliaries and negation, then the word that governs it, then,
where that word only passes on ("will begin to withdraw"), what governs that word in turn.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.events.candidate import Candidate
from dateline.events.grammar import unwrap
from dateline.events.moods import (
    AIM,
    BACKING,
    COMPLEMENT,
    DENIED,
    HAPPENED,
    LIGHT,
    MODIFIER,
    NEVER,
    NOUN,
    OBJECT,
    OCCUR,
    PLANNED,
    SPEECH,
    SUPPOSED,
    WISHING,
    Verdict,
)
from dateline.events.timing import VERBAL, attached_time
from dateline.events.verb_group import DUTY, group_verdict, modal_of
from dateline.language import Parsed, Token
from dateline.records.model import Status
from dateline.time import TimeMention

# A chain of governing words longer than this is a parse gone wrong.
DEPTH = 6


def status_of(
    parsed: Parsed, candidate: Candidate, times: Sequence[TimeMention] = (), date: str | None = None
) -> Status:
    """The status of the act. With `times` and `date`, a later day makes "meet on Monday" and "talks Monday" planned."""
    verdict = _verdict(candidate)
    if verdict is HAPPENED and date is not None and _open_tense(candidate):
        attached = attached_time(parsed, candidate, times)
        if attached is not None and attached.mention.time.start > date:
            return "planned"
    return verdict.status


def content_only(parsed: Parsed, candidate: Candidate) -> bool:
    """Whether the act is only asked for, wished, feared or supposed ("urged Peru to sign"): no event of its own.

    So is what somebody quoted calls possible, or denies: only the report's own words make such events.
    """
    verdict = _verdict(candidate)
    return verdict.content or (verdict.status in ("possible", "denied") and parsed.quoted(candidate.trigger))


def _verdict(candidate: Candidate) -> Verdict:
    trigger, clause = candidate.trigger, candidate.clause
    if candidate.type == "CONSULT" and trigger.lemma in AWAITED:
        return PLANNED
    if trigger.pos in VERBAL:
        verdict = _of_verb(trigger, 0)
    elif trigger.pos == "ADJ":
        verdict = _of_adjective(trigger, 0)
    else:
        verdict = _of_noun(trigger, 0)
        if verdict is HAPPENED and candidate.form == "light" and clause is not trigger:
            verdict = _of_verb(clause, 0)
    return HAPPENED if verdict is not HAPPENED and _performed(candidate, verdict) else verdict


NO_WORDS: frozenset[str] = frozenset()
# A guest who is "expected in Accra" or "due in Accra": the word that tells of the visit tells that it is to come.
AWAITED = frozenset(("expect", "due"))


def _performed(candidate: Candidate, verdict: Verdict) -> bool:
    """Whether the words that make a plan or a denial are themselves the act: they refuse, demand, promise or threaten.

    "We will not attend" is a REJECT that happened, "Japan must withdraw" a REQUEST, "we will help" an AGREE; "will
    refuse", "must demand" and "will promise" name the act, and keep their verdict.
    """
    act, lemma = candidate.type, candidate.trigger.lemma
    if act is None or candidate.form == "noun" or lemma in SPEECH.get(act, NO_WORDS):
        return act == "SUPPORT" and lemma in BACKING and verdict is PLANNED and _with_modal(candidate.clause)
    if act == "REJECT":
        return verdict.status == "denied"
    if act == "REQUEST":
        return modal_of(candidate.clause) in DUTY
    return act in ("AGREE", "THREATEN") and verdict is PLANNED and modal_of(candidate.clause) is not None


def _with_modal(verb: Token) -> bool:
    """Whether "will" stands with the verb or the one above it: "will continue to back", not "is to back"."""
    return modal_of(verb) is not None or (verb.dep == "xcomp" and modal_of(verb.head) is not None)


def _open_tense(candidate: Candidate) -> bool:
    """Whether a later day can make a plan of it: a noun of its own or a verb in the present ("meet Monday")."""
    clause = candidate.clause
    if candidate.form == "noun":
        return True
    if clause.tag == "VBG":
        return not any(aux.tag == "VBD" for aux in clause.all("aux"))
    return clause.tag in ("VBP", "VBZ")


def _of_verb(verb: Token, depth: int) -> Verdict:
    own = group_verdict(verb)
    if own is not HAPPENED or depth > DEPTH:
        return own
    return _governed(verb, depth)


def _governed(verb: Token, depth: int) -> Verdict:
    """The verdict of what stands above a verb whose own group tells nothing."""
    head, dep = verb.head, verb.dep
    infinitive = any(child.tag == "TO" for child in verb.children)
    if head is verb:
        # A headline's "Peru to host summit" is a plan.
        return PLANNED if infinitive else HAPPENED
    if dep in ("xcomp", "ccomp", "acl", "oprd") or (dep in ("relcl", "advcl") and infinitive):
        return _complement(verb, head, infinitive, depth)
    if dep == "pcomp":
        return _after_preposition(verb, head, depth)
    if dep == "conj":
        shares = verb.tag in ("VB", "VBG", "VBN") and verb.child("nsubj", "nsubjpass") is None
        if not shares or _has_auxiliary(verb):
            return HAPPENED
        return _of_verb(head, depth + 1) if head.pos in VERBAL else HAPPENED
    if dep == "advcl":
        if verb.tag == "VBG" or (verb.tag in ("VBZ", "VBP") and verb.child("advmod", "mark") is not None):
            return _unless_denied(_of_verb(head, depth + 1)) if head.pos in VERBAL else HAPPENED
        return HAPPENED
    if dep in ("csubj", "csubjpass"):
        return _unless_denied(_of_verb(head, depth + 1))
    return HAPPENED


def _has_auxiliary(verb: Token) -> bool:
    return any(child.dep in ("aux", "auxpass") and child.tag != "TO" for child in verb.children)


def _unless_denied(verdict: Verdict) -> Verdict:
    return HAPPENED if verdict.status == "denied" else verdict


def _complement(verb: Token, head: Token, infinitive: bool, depth: int) -> Verdict:
    finite = verb.dep == "ccomp" and not infinitive
    if head.lemma == "be" and infinitive:
        return _to_be(verb, head)
    if head.lemma == "have" and infinitive:
        return _to_have(head)
    if verb.dep == "acl" and not infinitive:
        return HAPPENED
    if head.lower == "supposed":
        # What "was supposed to" happen did not.
        return DENIED if any(aux.tag == "VBD" for aux in head.children) else PLANNED
    if finite:
        # A that-clause tells a fact except below words of wish, fear and demand.
        return SUPPOSED if head.lemma in WISHING else HAPPENED
    verdict = COMPLEMENT.get(head.lower) or COMPLEMENT.get(head.lemma)
    if verdict is not None:
        return DENIED if verdict is PLANNED and _negated_governor(head) else verdict
    if verb.dep == "advcl" or head.pos in ("NOUN", "PROPN"):
        return _purpose(head)
    return _of_verb(head, depth + 1) if head.pos in VERBAL else _of_adjective(head, depth)


def _purpose(head: Token) -> Verdict:
    """An infinitive of purpose, or one that completes a noun: only "the first to sign" did so."""
    if any(child.lower in ("first", "second", "third", "last", "latest", "only") for child in head.children):
        return HAPPENED
    return SUPPOSED


def _negated_governor(head: Token) -> bool:
    verb = head if head.pos in VERBAL else head.head
    return any(child.dep == "neg" or child.lower in NEVER for child in verb.children)


def _to_be(verb: Token, be: Token) -> Verdict:
    """A plan in "Lee is to visit", none in "the aim is to visit" or "was in Quito to visit"."""
    between = [*verb.all("advmod", "auxpass"), *(adverb for adverb in be.all("advmod") if adverb.i > be.i)]
    if verb.i - be.i - len(between) > 2:
        return SUPPOSED
    subject = be.child("nsubj")
    if subject is not None and subject.lemma in AIM:
        return SUPPOSED
    own = group_verdict(be)
    return PLANNED if own is HAPPENED else own


def _to_have(have: Token) -> Verdict:
    """ "has yet to sign" denies, "has to sign" demands, "had to leave" tells that somebody left."""
    if any(child.lower == "yet" for child in have.children):
        return DENIED
    return HAPPENED if have.tag == "VBD" else SUPPOSED


def _of_adjective(adjective: Token, depth: int) -> Verdict:
    verb = adjective.head
    return _of_verb(verb, depth + 1) if verb is not adjective and verb.pos in VERBAL else HAPPENED


def _after_preposition(verb: Token, preposition: Token, depth: int) -> Verdict:
    """A gerund after a preposition: "without signing", "by signing", "the threat of signing", "barred from"."""
    head, lower = preposition.head, preposition.lower
    if lower in ("without", "instead") or (lower == "of" and head.lower == "instead"):
        return DENIED
    if lower in ("if", "whether", "until", "unless"):
        return SUPPOSED
    if lower == "by" and head.pos in VERBAL:
        return _of_verb(head, depth + 1)
    if head is preposition:
        return HAPPENED
    if lower == "from":
        return Verdict("denied", content=True) if COMPLEMENT.get(head.lemma, HAPPENED).status == "denied" else HAPPENED
    table = COMPLEMENT if head.pos in VERBAL or lower == "to" else NOUN
    return table.get(head.lemma) or HAPPENED if lower in ("of", "to", "on", "for", "against", "about") else HAPPENED


def _of_noun(noun: Token, depth: int) -> Verdict:
    definite = False
    for child in noun.children:
        dep = child.dep
        if dep in ("amod", "compound", "det", "neg", "nmod"):
            verdict = MODIFIER.get(child.lower)
            if verdict is not None:
                return verdict
            definite = definite or child.lower in ("the", "this", "that", "these", "those")
        elif dep == "poss":
            definite = True
        elif dep in ("relcl", "acl"):
            verdict = _told_of(noun, child)
            if verdict is not HAPPENED:
                return verdict
    return HAPPENED if depth > DEPTH else _noun_governed(noun, definite, depth)


def _told_of(noun: Token, verb: Token) -> Verdict:
    """What a relative clause or participle tells of the act itself: "talks that will be held", "a visit planned"."""
    if verb.dep == "acl":
        verdict = OBJECT.get(verb.lemma) if verb.tag == "VBN" and verb.child("mark", "nsubjpass") is None else None
        return verdict if verdict is not None and verdict.status != "denied" else HAPPENED
    if verb.lemma in LIGHT or verb.lemma in OCCUR:
        infinitive = verb.child("xcomp")
        return _of_verb(infinitive or verb, DEPTH)
    if verb.lemma in ("expect", "schedule", "plan", "due"):
        return PLANNED
    return HAPPENED


def _noun_governed(noun: Token, definite: bool, depth: int) -> Verdict:
    head, dep = noun.head, noun.dep
    if head is noun:
        return HAPPENED
    if dep in ("dobj", "nsubjpass") and head.pos in VERBAL:
        particle = head.child("prt")
        key = f"{head.lemma}-{particle.lower}" if particle is not None else head.lemma
        verdict = OBJECT.get(key)
        if verdict is not None:
            return DENIED if verdict is PLANNED and _negated_governor(head) else verdict
        if head.lemma in LIGHT:
            return _of_verb(head, depth + 1)
        return HAPPENED if definite else _unless_denied(_of_verb(head, depth + 1))
    if dep in ("nsubj", "attr") and head.pos in VERBAL:
        if head.lemma not in OCCUR:
            return HAPPENED
        complement = head.child("acomp")
        if complement is not None and complement.lower in COMPLEMENT:
            return COMPLEMENT[complement.lower]
        return _of_verb(head, depth + 1)
    if dep == "pobj":
        return _noun_after_preposition(head, definite, depth)
    if dep in ("conj", "compound", "appos") and head.pos == "NOUN":
        return _of_noun(head, depth + 1) if dep != "appos" else HAPPENED
    return HAPPENED


def _noun_after_preposition(preposition: Token, definite: bool, depth: int) -> Verdict:
    head, lower = preposition.head, preposition.lower
    if lower == "without":
        return DENIED
    if lower == "of" and head.lower == "ahead":
        return PLANNED
    if lower == "of" and head.lower in ("case", "event", "instead"):
        return SUPPOSED
    if head.pos in VERBAL:
        verdict = OBJECT.get(f"{head.lemma}-{lower}")
        if verdict is not None:
            return verdict
        if lower in ("for", "to") or (lower in ("at", "during", "in", "on", "with", "into") and not definite):
            return _unless_denied(_of_verb(head, depth + 1))
        if lower in ("at", "during"):
            above = _of_verb(head, depth + 1)
            return above if above is PLANNED else HAPPENED
        return HAPPENED
    if lower == "of" and unwrap(head) is not head:
        # "The next round of talks is scheduled": the round's verb tells of the talks.
        return _of_noun(head, depth + 1)
    if head.pos == "NOUN" and lower in ("of", "for", "on", "to", "about", "against"):
        return NOUN.get(head.lemma) or HAPPENED
    return HAPPENED

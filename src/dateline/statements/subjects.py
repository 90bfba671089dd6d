"""Who speaks by the grammar: from a cue verb to the head of its speaker's phrase, and to those spoken to."""

from dateline.language import Token
from dateline.statements.cues import cue_class, documents

NOMINAL = frozenset(("NOUN", "PROPN", "PRON"))
RELATIVE = frozenset(("who", "that", "which", "whom"))
# Verbs under these labels share the subject of the verb above when they have none of their own.
SHARES_SUBJECT = frozenset(("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep", "parataxis"))
OWNERS = ("poss", "compound", "nmod", "amod")
# "quoted her as saying", "was cited as saying": the object, or the subject of the passive, speaks.
QUOTES = frozenset(("quote", "cite"))
TELLS = frozenset(("tell", "inform", "assure", "remind", "notify", "warn", "ask", "urge", "caution"))


def speaker_of(verb: Token) -> Token | None:
    """The head of the phrase that says who speaks, or None where the sentence does not tell."""
    speaker = _subject(verb)
    if speaker is not None and speaker.lemma.lower() in documents():
        return _owner(speaker) or speaker
    return speaker


def _subject(verb: Token) -> Token | None:
    """The subject, or agent of a passive, of a verb or of the verb that shares its subject with it."""
    for _ in range(6):
        if verb.lemma in QUOTES:
            return verb.child("nsubjpass") or verb.child("dobj")
        agent = verb.child("agent")
        if agent is not None:
            return agent.child("pobj")
        subject = verb.child("nsubj")
        if subject is not None:
            return _antecedent(subject, verb)
        if verb.child("nsubjpass") is not None:
            return None
        if verb.dep in ("acl", "relcl") and verb.head.pos in NOMINAL:
            return _holder(verb.head) if verb.tag == "VBG" else None
        if verb.head is verb or verb.dep not in SHARES_SUBJECT:
            return None
        verb = _teller(verb)
    return None


def _teller(verb: Token) -> Token:
    """The verb whose subject a verb shares; of "said the dam held, adding …" it is the cue, not what is told."""
    above = verb.head
    if verb.tag == "VBG" and verb.dep == "advcl" and above.dep == "ccomp" and cue_class(above.head) is not None:
        return above.head
    return above


def _antecedent(subject: Token, verb: Token) -> Token:
    """What a relative pronoun stands for."""
    if subject.lower in RELATIVE and subject.tag in ("WP", "WDT"):
        for clause in (verb, *verb.ancestors()):
            if clause.dep == "relcl":
                return clause.head
    return subject


def _holder(noun: Token) -> Token:
    """Who speaks in "issued a statement saying", "a letter arguing": the subject of the verb above the noun."""
    if noun.lemma.lower() not in documents():
        return noun
    for head in noun.ancestors():
        if head.pos in ("VERB", "AUX"):
            return _subject(head) or noun
    return noun


def _owner(document: Token) -> Token | None:
    """Whose statement it is: "the ministry's statement", "a statement from the ministry"."""
    for dep in OWNERS:
        owner = document.child(dep)
        if owner is not None and owner.pos in NOMINAL:
            return owner
    for prep in document.all("prep", "agent"):
        if prep.lower in ("from", "by", "of"):
            return prep.child("pobj")
    for clause in document.all("acl"):
        agent = clause.child("agent")
        if agent is not None:
            return agent.child("pobj")
    return None


def issuer_of(noun: Token) -> Token | None:
    """Whose claim or hope a noun of speech tells: its owner, else the subject of the verb that governs it."""
    owner = noun.child("poss")
    if owner is None:
        owner = _owner(noun)
    if owner is not None or noun.dep != "dobj":
        return owner
    return _subject(noun.head)


def near_subject(frame: list[Token], verb: Token) -> Token | None:
    """The speaker by position, where the parse has none: the phrase before the cue verb, else right after it."""
    before = [t for t in frame if t.i < verb.i and t.pos in NOMINAL and t.ent not in ("DATE", "TIME")]
    after = [t for t in frame if t.i > verb.i and t.pos in NOMINAL and t.ent not in ("DATE", "TIME")]
    first = before[0] if before else after[0] if after else None
    if first is None:
        return None
    members = {t.i for t in (before or after)}
    while first.head is not first and first.head.i in members and first.dep not in ("pobj", "conj"):
        first = first.head
    return first


def addressees_of(verb: Token) -> list[Token]:
    """Heads of the phrases of those who are told."""
    found: list[Token] = []
    if verb.lemma in TELLS:
        told = verb.child("dative", "dobj", "iobj")
        if told is not None and told.pos in NOMINAL:
            found = told.conjuncts()
    return found

"""All places of a report that may tell of an act: verbs, predicative adjectives and event nouns with their slots."""

from __future__ import annotations

from dateline.actors import Cast
from dateline.events.candidate import Candidate, Form
from dateline.events.grammar import (
    NOMINAL,
    bare_relative,
    first_of,
    governing_verb,
    is_passive,
    members,
    preposition_objects,
    surface_object,
    surface_subject,
    unwrap,
)
from dateline.events.lexicon import Lexicon
from dateline.language import Parsed, Token

MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod"})
COPULAS = frozenset({"be", "remain", "become", "stay", "feel", "stand"})
# Endings of nouns that tell of an act; such nouns are candidates once a participant stands beside them.
ACT_ENDINGS = ("tion", "sion", "ment", "ance", "ence", "ing", "al", "ure", "age", "down", "out")
# What a parser may take for an adverb or a preposition: "stepped down", "pulled back", "were pulled out of Mali".
PARTICLES = frozenset({"away", "back", "down", "aside", "out", "off"})
DEEP_PHRASES = 8  # prepositions looked at below an object
# What follows these in a passive is rarely itself done by somebody: "sent to Mali by Togo", "fitted with it by Togo".
HANDED = frozenset({"to", "from", "with"})
MEASURED = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "CARDINAL", "QUANTITY"})
CALENDAR = frozenset({"DATE", "TIME"})  # "March"; but "Tuesday's attack" may be labelled whole
REFUSING = frozenset({"will", "wo", "'ll", "do", "does", "shall"})
# Below these a clause tells of another act: the evidence of the act above stops there.
APART = frozenset(
    {"advcl", "relcl", "conj", "cc", "parataxis", "ccomp", "appos", "mark", "punct", "dep", "intj", "preconj"}
)


def propose(parsed: Parsed, cast: Cast, lexicon: Lexicon) -> list[Candidate]:
    """The candidates in text order, untyped, their slots filled; `lexicon` tells event nouns and light verbs."""
    found: list[Candidate] = []
    for sentence in parsed.sentences:
        for token in sentence.tokens:
            if token.pos == "VERB" or (token.pos == "AUX" and token.dep in {"xcomp", "pcomp"}):
                if token.dep not in {"aux", "auxpass", "amod", "compound"} and token.child("det") is None:
                    found.append(_verb(token))
            elif token.pos == "ADJ":
                if token.dep in {"acomp", "attr", "oprd", "ROOT", "conj"} and lexicon.knows("adjective", token.lemma):
                    found.append(_adjective(token))
            elif (
                token.pos in NOMINAL
                and token.ent not in CALENDAR
                and (lexicon.knows("noun", token.lemma.lower()) or _tells_act(token, cast))
            ):
                found.append(_noun(token, lexicon))
    return found


def _tells_act(noun: Token, cast: Cast) -> bool:
    if noun.pos != "NOUN" or noun.dep == "compound" or not noun.lemma.endswith(ACT_ENDINGS) or cast.of(noun):
        return False
    return any(
        bool(cast.of(c)) if c.dep == "poss" or c.dep in MODIFIERS else c.dep == "prep" and c.lower in {"by", "between"}
        for c in noun.children
    )


def _verb(verb: Token) -> Candidate:
    passive = is_passive(verb)
    subject, target = surface_subject(verb), surface_object(verb)
    slots: dict[str, list[Token]] = {}
    told, done = ("object", "object2") if passive else ("subject", "object")
    for beside in (subject, *_beside(verb, subject)):
        _put(slots, told, beside)
    _put(slots, done, target)
    for name, inner in preposition_objects(verb):
        _put(slots, "subject" if name == "by" and passive and inner.pos != "VERB" else name, inner)
    if passive and "subject" not in slots:
        _put(slots, "subject", _distant_agent(verb))
    for child in verb.children:
        if child.dep == "dative" and child.pos in NOMINAL | {"PRON"}:
            _put(slots, "dative", child)
        elif child.dep == "prt" or _is_particle(child):
            _put(slots, "particle", child)
        elif child.dep in {"xcomp", "ccomp"}:
            _put(slots, "complement", child)
            _put(slots, "unless", _unless(child))
            if child.lemma == "be":  # "found the ban to be unlawful"
                _put(slots, "predicative", child.child("acomp", "attr"))
        elif child.dep in {"acomp", "oprd", "attr"} or (child.tag == "JJ" and child.i > verb.i):
            _put(slots, "predicative", child)
        elif child.dep == "advcl" and child.tag == "VB":
            mark = child.child("mark")
            if mark is not None and mark.lower == "for":  # "called for X to stop"
                _put(slots, "complement", child)
                slots.setdefault("for", []).append(child)
    if "object" not in slots:
        for clause in verb.all("ccomp"):  # "urged X to stop", parsed as a clause with X as its subject
            inner_subject = clause.child("nsubj")
            if clause.tag == "VB" and inner_subject is not None and clause.child("mark") is None:
                _put(slots, "object", inner_subject)
    if "object" in slots:
        before = first_of(slots["object"][0]) - 1
        for child in verb.all("prep"):
            if child.i == before and not child.children:  # "call on" a minister, taken for a verb with an object
                _put(slots, child.lower, slots["object"][0])
        _put_object_phrases(slots, verb, slots["object"][0])
        _put_joiners(slots, slots["object"][0])
    _put_refusal(slots, verb)
    first, last = _clause_span(verb, subject)
    return Candidate(verb, verb, "passive" if passive else "verb", first, last, slots=slots)


def _is_particle(child: Token) -> bool:
    return child.lower in PARTICLES and (child.dep == "advmod" or (child.dep == "prep" and child.child("pobj") is None))


def _beside(verb: Token, subject: Token | None) -> list[Token]:
    """Further subjects that the parser did not join to the first: "President Yoo and Premier Sato held a summit"."""
    if subject is None or subject.head is not verb or subject.child("cc") is None:
        return []
    return [other for other in verb.all(subject.dep) if other.i > subject.i]


def _unless(clause: Token) -> Token | None:
    """The verb of the condition that makes a threat: "said that it would send bulldozers unless they left"."""
    conditions = (inner for inner in clause.all("advcl") if any(c.lower == "unless" for c in inner.all("mark")))
    return next(conditions, None)


def _distant_agent(verb: Token) -> Token | None:
    """The doer of a passive whose by-phrase the parser hangs lower: "accused of dumping ash by Peru"."""
    clauses = [child for child in verb.all("xcomp") if child.tag == "VB" and not is_passive(child)]
    for name, inner in preposition_objects(verb):
        if inner.tag == "VBG" or name in HANDED:
            clauses.append(inner)
    kept = verb.child("dobj")  # "was promised a tariff by Peru"
    if kept is not None:
        clauses.extend([kept, *(inner for _, inner in preposition_objects(kept))])
    doers = (doer for clause in clauses for name, doer in preposition_objects(clause) if name == "by")
    return next((doer for doer in doers if doer.pos in NOMINAL and doer.ent not in MEASURED), None)


def _put_object_phrases(slots: dict[str, list[Token]], verb: Token, target: Token) -> None:
    """The prepositions under an object as slots "object to" and so on, also from deeper down.

    The parser hangs "to Mali" on the last noun of "cede control of the wells to Mali".
    """
    if target.head is not verb:
        return
    queue = list(preposition_objects(target))
    for name, inner in queue:
        slots.setdefault(f"object {name}", []).extend(members(inner))
        if len(queue) < DEEP_PHRASES:
            queue.extend(preposition_objects(inner))


def _put_joiners(slots: dict[str, list[Token]], target: Token) -> None:
    """Who takes part in what the verb makes: "launched a patrol, joined by Kenya and Togo"."""
    for clause in target.subtree():
        if clause.lemma == "join" and clause.tag == "VBN" and clause.dep in {"acl", "advcl", "conj"}:
            for name, inner in preposition_objects(clause):
                if name == "by":
                    _put(slots, "with", inner)


def _put_refusal(slots: dict[str, list[Token]], verb: Token) -> None:
    """Note a negation, and whether it declares a refusal ("will not attend") rather than tells what was not done."""
    negation = verb.child("neg")
    for head in (*slots.get("object", ()), *slots.get("object2", ())):
        negation = negation or next((c for c in head.children if c.dep == "det" and c.lower == "no"), None)
    longer = next((c for c in verb.all("advmod") if c.lower == "longer"), None)
    negation = negation or longer
    if negation is not None:
        slots["negated"] = [negation]
        if any(c.lower in REFUSING for c in verb.all("aux")):
            slots["refusing"] = [negation]


def _adjective(adjective: Token) -> Candidate:
    head = adjective.head
    copula = head if head.lemma in COPULAS else adjective
    slots: dict[str, list[Token]] = {}
    _put(slots, "subject", surface_subject(copula))
    for name, inner in preposition_objects(adjective):
        _put(slots, name, inner)
    for child in (*adjective.children, *copula.children):
        if child.dep in {"xcomp", "ccomp"}:
            _put(slots, "complement", child)
    first, last = _clause_span(copula, slots["subject"][0] if "subject" in slots else None)
    return Candidate(adjective, copula, "verb", first, last, slots=slots)


def _noun(noun: Token, lexicon: Lexicon) -> Candidate:
    slots: dict[str, list[Token]] = {}
    for child in noun.children:
        if child.dep == "poss":
            _put(slots, "possessive", child)
        elif child.dep in MODIFIERS:
            _put(slots, "modifier", child)
        elif child.dep == "acl" and child.tag == "VB":
            _put(slots, "complement", child)
        elif child.dep == "acl" and child.tag == "VBN":
            for name, inner in preposition_objects(child):
                _put(slots, name, inner)
    for name, inner in preposition_objects(noun):
        _put(slots, name, inner)
    if noun.dep == "pobj" and noun.head.head.pos in NOMINAL:
        slots["under"] = [noun.head.head, *slots.get("under", ())]
    verb, form = _light_verb(noun, lexicon)
    clause = verb or governing_verb(noun) or noun
    first, last = _phrase_span(noun)
    if verb is not None:
        slots["light"] = [verb]
        subject = surface_subject(verb)
        if not is_passive(verb):
            _put(slots, "subject", subject)
        for name, inner in preposition_objects(verb):
            if inner is not noun and inner.i > verb.i:
                _put(slots, "subject" if name == "by" and is_passive(verb) else name, inner)
        dative = verb.child("dative")
        if dative is not None and dative.pos != "ADP":
            _put(slots, "dative", dative)
        for child in verb.all("xcomp"):
            _put(slots, "complement", child)
        start, end = _clause_span(verb, subject)
        first, last = min(first, start), max(last, end)
    elif clause is not noun:
        owned = _claimed(noun) or (noun.dep == "dobj" and noun.head.lemma == "claim")
        _put(slots, "subject" if owned else "governor", surface_subject(clause))
        if _claimed(noun):
            slots["claimed"] = [clause]
    return Candidate(noun, clause, form, first, last, slots=slots)


def _claimed(noun: Token) -> bool:
    """Whether the clause's subject owns up to the act: "claimed responsibility for the attack"."""
    if noun.dep != "pobj" or noun.head.lower != "for":
        return False
    return noun.head.head.lemma in {"responsibility", "credit"} or any(
        c.lemma in {"responsibility", "credit"} and c.dep == "dobj" for c in noun.head.head.children
    )


def _light_verb(noun: Token, lexicon: Lexicon) -> tuple[Token | None, Form]:
    """The verb that only lends the noun its tense: "held talks", "the talks that they held", "came under attack"."""
    head, dep = noun.head, noun.dep
    if dep == "conj" and head.pos in NOMINAL:
        head, dep = head.head, head.dep
    if dep == "pobj" and head.lower == "of" and unwrap(head.head) is noun and head.head.dep in {"dobj", "nsubjpass"}:
        head, dep = head.head.head, head.head.dep
    if dep in {"dobj", "nsubjpass", "attr"}:
        particle = head.child("prt")
        lender = head.lemma if particle is None else f"{head.lemma}_{particle.lower}"
        if lexicon.knows("light", lender):
            return head, "light"
    if dep == "pobj" and head.dep == "prep" and lexicon.knows("light", f"{head.head.lemma}_{head.lower}"):
        return head.head, "light"
    bare = bare_relative(noun)
    if bare is not None and lexicon.knows("light", bare.lemma):
        return bare, "light"
    for child in noun.children:
        lends = child.dep in {"relcl", "acl"} and child.tag != "VB" and lexicon.knows("light", child.lemma)
        if lends and (is_passive(child) or surface_object(child) is noun):
            return child, "light"
    return None, "noun"


def _put(slots: dict[str, list[Token]], name: str, head: Token | None) -> None:
    if head is None:
        return
    into = slots.setdefault(name, [])
    into.extend(t for t in members(head) if t not in into)


def _clause_span(verb: Token, subject: Token | None) -> tuple[int, int]:
    """The verb with its own arguments; what hangs below as a clause of its own stays out."""
    first = last = verb.i
    queue = list(verb.children)
    if subject is not None and subject.head is verb:
        first = min(first, min(t.i for t in _tight(subject)))
    for token in queue:
        if token.dep in APART:
            continue
        first, last = min(first, token.i), max(last, token.i)
        queue.extend(token.children)
    return first, last + 1


def _tight(noun: Token) -> list[Token]:
    return [noun, *(c for c in noun.children if c.dep not in APART and c.i < noun.i)]


def _phrase_span(noun: Token) -> tuple[int, int]:
    first = last = noun.i
    queue = [c for c in noun.children if c.dep not in {"relcl", "appos", "conj", "cc", "punct"}]
    for token in queue:
        first, last = min(first, token.i), max(last, token.i)
        queue.extend(c for c in token.children if c.dep not in {"relcl", "appos", "punct"})
    return first, last + 1

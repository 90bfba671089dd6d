"""What the dependency tree says of a predicate: voice, subject and object, also where they are not beside it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files

from dateline.language import Token

RELATIVE_TAGS = frozenset({"WDT", "WP"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
NOMINAL = frozenset({"NOUN", "PROPN"})

_WORDS = tomllib.loads((files("dateline.events") / "data" / "grammar.toml").read_text(encoding="utf-8"))
OBJECT_CONTROL = frozenset(_WORDS["object_control"].split())
OBJECT_OF = frozenset(_WORDS["object_of"].split())
TEXTS = frozenset(_WORDS["texts"].split())
HUMAN = frozenset(_WORDS["human"].split())
CONTAINERS = frozenset(_WORDS["containers"].split())
PLAYERS = frozenset(_WORDS["players"].split())
SPORTS = frozenset(_WORDS["sports"].split())
PHASES = frozenset(_WORDS["phases"].split())
MARKETS = frozenset(_WORDS["markets"].split())
CARRYING = frozenset(_WORDS["carrying"].split())
CURBING = frozenset(_WORDS["curbing"].split())
HOLDING = frozenset(_WORDS["holding"].split())
HAVING = frozenset(_WORDS["having"].split())
CATCHING = frozenset(_WORDS["catching"].split())
REPORTING = frozenset(_WORDS["reporting"].split())
FORCES = frozenset(_WORDS["forces"].split())
SPURNING = frozenset(_WORDS["spurning"].split())
PEACEFUL = frozenset(_WORDS["peaceful"].split())
DISASTERS = frozenset(_WORDS["disasters"].split())

STANDING = frozenset({"be", "stand", "remain", "become", "get"})  # "stands accused"
HURTING = frozenset({"kill", "injure", "wound", "die"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
DEEP = 12  # governors looked at above a predicate: beyond that the parse is a tangle, not a sentence


def is_passive(verb: Token) -> bool:
    """Whether the verb's surface subject is what the act is done to ("was signed", "a pact signed by")."""
    if verb.tag != "VBN":
        return False
    helpers = verb.all("aux", "auxpass")
    if helpers:
        return any(h.dep == "auxpass" for h in helpers) or verb.child("nsubjpass") is not None
    if verb.child("nsubjpass", "agent") is not None:
        return True
    if verb.dep == "conj" and verb.head.pos == "VERB" and verb.child("nsubj") is None:
        return is_passive(verb.head)
    if verb.dep == "acomp":
        return verb.head.lemma in STANDING
    return verb.dep in {"acl", "advcl", "amod"} and verb.child("nsubj", "dobj") is None


def surface_subject(verb: Token, depth: int = 0) -> Token | None:
    """The phrase head that the verb is said of, through relative clauses, coordination and control; None if untold."""
    own = verb.child(*SUBJECTS)
    if own is not None:
        if own.tag in RELATIVE_TAGS or (own.lower == "that" and verb.dep == "relcl"):
            return _issuer(verb.head, depth) if verb.dep == "relcl" else _antecedent(verb)
        if any(inner.tag == "WP" for name, inner in preposition_objects(own) if name == "of"):
            return _counted_from(own, verb)
        return own
    if verb.tag in FINITE and (hidden := _after_fronted(verb)) is not None:
        return hidden
    if depth > DEEP or verb.head is verb:
        return None
    head = verb.head
    if verb.dep == "relcl":
        return _issuer(head, depth)
    if verb.dep == "conj":
        return surface_subject(head, depth + 1) if head.pos in {"VERB", "AUX"} else head
    if verb.dep == "acl":
        return _issuer(head, depth) if verb.tag in {"VBG", "VBN"} else _owner(head, depth)
    if verb.dep in {"xcomp", "ccomp", "acomp"} and (head.pos in {"VERB", "AUX"} or head.child("nsubj") is not None):
        return _controller(head, depth)
    if verb.dep == "amod":
        return head
    return _from_above(verb, depth)


def _counted_from(part: Token, verb: Token) -> Token:
    """The antecedent of "some of whom": the nearest noun before it, also where no relative clause was seen."""
    if verb.dep == "relcl":
        return verb.head
    before = [t for t in verb.head.subtree() if t.pos in NOMINAL and t.i < first_of(part)]
    return max(before, key=lambda t: t.i, default=part)


def _after_fronted(verb: Token) -> Token | None:
    """The subject that the parser took for an apposition in the phrase before: "On a trip to Oman, Ana Ruiz met"."""
    for child in verb.children:
        if child.dep != "prep" or child.i > verb.i:
            continue
        below = child
        while (
            inner := next((c for c in reversed(below.children) if c.dep in {"pobj", "prep", "appos"}), None)
        ) is not None:
            below = inner
            if below.dep == "appos":
                return below if max(t.i for t in below.subtree()) + 1 == verb.i else None
    return None


def _issuer(noun: Token, depth: int) -> Token:
    """Who speaks in a text: the subject of "issued a statement blaming", "signed a decree that bans"."""
    if noun.dep == "pobj" and noun.head.head.lemma in TEXTS:  # "posted a message on its page blaming"
        noun = noun.head.head
    if noun.lemma not in TEXTS or noun.dep != "dobj" or is_passive(noun.head):
        return noun
    return surface_subject(noun.head, depth + 1) or noun


def _antecedent(verb: Token) -> Token | None:
    for above in verb.ancestors():
        if above.dep == "relcl":
            return above.head
        if above.pos in NOMINAL:
            return above
    return None


def _controller(head: Token, depth: int) -> Token | None:
    if head.lemma in OBJECT_CONTROL:
        if is_passive(head):
            return surface_subject(head, depth + 1)
        inner = head.child("dobj", "dative")
        if inner is not None:
            return inner
        on = next((p for c in head.all("prep") for p in c.children if p.dep == "pobj"), None)
        if on is not None and head.lemma in {"call", "appeal", "plead"}:
            return on
    return surface_subject(head, depth + 1)


def _owner(noun: Token, depth: int) -> Token | None:
    """Who does what an infinitive under a noun tells: "Kenya's decision to send", "Kenya announced plans to send"."""
    owner = noun.child("poss")
    if owner is not None:
        return owner
    for prep in noun.all("prep"):
        if prep.lower in {"by", "on", "for"}:
            inner = prep.child("pobj")
            if inner is not None:
                return inner
    modifier = next(
        (c for c in noun.children if c.dep in {"amod", "compound", "nmod"} and c.ent in {"NORP", "GPE"}), None
    )
    return modifier if modifier is not None else _from_above(noun, depth)


def _from_above(token: Token, depth: int) -> Token | None:
    """The subject of the nearest verb above, or the object that a verb like "accuse X of" hands on."""
    if token.dep == "pcomp" and token.head.lower == "for" and token.head.head.pos == "NOUN":
        blamed = next((inner for name, inner in preposition_objects(token.head.head) if name == "of"), None)
        if blamed is not None:  # "the arrest of X for smuggling"
            return blamed
    for above in token.ancestors():
        if above.pos in {"VERB", "AUX"}:
            if above.lemma in OBJECT_OF:
                inner = surface_subject(above, depth + 1) if is_passive(above) else above.child("dobj")
                if inner is not None and token.dep != "advcl":
                    return inner
            return surface_subject(above, depth + 1)
        if above.pos in NOMINAL and above.dep != "pobj":
            owner = above.child("poss")
            if owner is not None:
                return owner
    return None


def surface_object(verb: Token) -> Token | None:
    """The object beside the verb, or the antecedent where a relative clause leaves it out ("the test that X made")."""
    own = verb.child("dobj")
    if own is not None and own.tag not in RELATIVE_TAGS:
        return own
    if verb.dep == "relcl":
        subject = verb.child("nsubj")
        if own is not None or (subject is not None and subject.tag not in RELATIVE_TAGS and subject.lower != "that"):
            stranded = any(c.dep == "prep" and not c.children for c in verb.children)
            return None if stranded else verb.head
    return None


def bare_relative(noun: Token) -> Token | None:
    """The verb of a relative clause without pronoun, down to its infinitive ("a summit Peru is to hold"); or None.

    The parser often takes such a clause for the main one, and hangs what governs the noun on its verb.
    """
    for above in (*noun.all("relcl"), *noun.ancestors()):
        subject = above.child("nsubj", "nsubjpass") if above.pos in {"VERB", "AUX"} else None
        if subject is None or above.i < noun.i or subject.tag in RELATIVE_TAGS:
            continue
        if first_of(subject) != noun.i + 1 or above.child("dobj") is not None:
            continue
        below = above.child("xcomp")
        return below if below is not None and below.child("dobj") is None else above
    return None


def first_of(noun: Token) -> int:
    """The index of the first token of a phrase."""
    return min(t.i for t in noun.subtree())


def preposition_objects(token: Token) -> Iterator[tuple[str, Token]]:
    """Each preposition under a token with the head of what it governs."""
    for child in (*token.children, *_included(token)):
        if child.dep in {"prep", "agent", "dative"} and child.pos in {"ADP", "SCONJ", "VERB", "ADV", "PART"}:
            for inner in child.children:
                if inner.dep in {"pobj", "pcomp"}:
                    yield child.lower, inner
                elif _goes_on(child, inner):
                    for last in inner.children:
                        if last.dep == "pobj":
                            yield inner.lower, last


def _included(noun: Token) -> list[Token]:
    """The "including by Togo" that belongs to an object but hangs on its verb: "defied calls, including by Togo"."""
    if noun.dep != "dobj":
        return []
    return [c for c in noun.head.all("prep") if c.lower == "including" and noun.i < c.i <= noun.i + 2]


def _goes_on(preposition: Token, below: Token) -> bool:
    """Whether one preposition takes up another: "from within", "including by Togo", "to Mali and to the envoy"."""
    if below.dep in {"prep", "agent"}:
        return preposition.lower != "according"
    return below.dep == "conj" and below.pos == "ADP"


def members(head: Token) -> list[Token]:
    """A phrase head with all that is listed with it, also where a list of states is parsed as apposition."""
    found = [head]
    for token in found:
        for child in token.children:
            listed = child.dep == "appos" and child.pos == "PROPN" and child.ent == token.ent == "GPE"
            if child.dep == "prep" and child.lower in {"including", "especially"}:
                found.extend(inner for inner in child.children if inner.dep == "pobj")
            elif (child.dep == "conj" or listed) and child not in found:
                found.append(child)
                if listed:
                    found.extend(
                        c for name, inner in preposition_objects(child) if name == "of" for c in inner.all("conj")
                    )
    found.sort(key=lambda t: t.i)
    return found


def governing_verb(token: Token) -> Token | None:
    """The nearest verb above a token, or None."""
    return next((a for a in token.ancestors() if a.pos in {"VERB", "AUX"}), None)


def unwrap(noun: Token) -> Token:
    """The noun that counts: "strikes" of "a series of strikes"."""
    if noun.lemma in CONTAINERS:
        for name, inner in preposition_objects(noun):
            if name == "of":
                return inner
    return noun

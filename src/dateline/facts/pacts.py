"""Mentions of pacts: the noun phrase, whose it is, and how far it has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dateline.actors import Cast
from dateline.events.roles import states_of_holders
from dateline.facts.words import words
from dateline.language import Parsed, Token
from dateline.records.model import Stage

_DATA = words("agreements")
NOUNS: dict[str, str] = _DATA["nouns"]
PLAIN = frozenset(_DATA["words"]["plain"])
FOREIGN = frozenset(_DATA["words"]["foreign"])
TERMS = frozenset(_DATA["words"]["terms"])
LINKS = frozenset(_DATA["words"]["links"])
SUBJECTS = frozenset(_DATA["words"]["subjects"])
VERBS: dict[str, Stage] = _DATA["verbs"]
HEADS: dict[str, Stage] = _DATA["heads"]
MODIFIERS: dict[str, Stage] = _DATA["modifiers"]

PARTICLES = {"fall": ("through", "apart"), "break": ("down",), "pull": ("out",), "walk": ("away",), "tear": ("up",)}
IRREALIS = frozenset({"seek", "want", "hope", "try", "aim", "plan", "intend", "suppose", "expect", "wish", "refuse"})
LONGEST = 30
"""Tokens of an agreement's phrase at most: a relative clause that runs on adds nothing to the evidence."""

LONGEST_NAME = 12


@dataclass(slots=True)
class PactMention:
    """One place that tells of a pact.

    `topic` are the lemmas that tell which pact it is (none in "the deal"), `named` whether the phrase is a proper
    name, `definite` whether it points back; `stage` is None where the place does not tell it.
    """

    head: Token
    first: int
    last: int
    name: str
    kind: str
    topic: frozenset[str]
    named: bool
    definite: bool
    parties: tuple[str, ...]
    stage: Stage | None
    verb: Token | None


def pact_mentions(parsed: Parsed, cast: Cast) -> list[PactMention]:
    """All places that tell of a pact, in text order."""
    found = []
    for sentence in parsed.sentences:
        for token in sentence.tokens:
            kind = NOUNS.get(token.lower) or NOUNS.get(token.lower.removesuffix("s"))
            if kind is None and token.lemma in TERMS and _is_agreed(token):
                kind = "terms"
            if kind is not None and token.pos in ("NOUN", "PROPN"):
                mention = _mention(parsed, cast, token, kind)
                if mention is not None:
                    found.append(mention)
    return found


def _is_agreed(noun: Token) -> bool:
    """Whether the noun is what is agreed to: "both agreed to a 10% tariff"."""
    return noun.dep == "pobj" and noun.head.lower in ("to", "on") and noun.head.head.lemma == "agree"


def _mention(parsed: Parsed, cast: Cast, head: Token, kind: str) -> PactMention | None:
    if head.dep == "compound" and (NOUNS.get(head.head.lower) or head.head.lower in ("proposal", "plan")) == "pact":
        return None
    before = [
        c for c in head.children if c.i < head.i and c.dep in ("compound", "amod", "nmod", "poss", "nummod", "npadvmod")
    ]
    if any(c.lower in FOREIGN and c.dep in ("amod", "compound", "det") for c in head.children if c.i < head.i):
        return None
    named = _is_name(head, before)
    if kind == "named" and not (named and head.text[0].isupper()):
        return None
    if kind == "partnership" and not any(c.lower == "strategic" for c in before):
        return None
    after = [c for c in head.children if c.i > head.i and c.dep in ("prep", "acl", "relcl")]
    if head.lemma == "cessation" and not any(c.lower == "of" for c in after):
        return None
    last = _last(head, after)
    det = head.child("det")
    first = min([head.i, *(t.i for c in head.children if c.i < head.i and c.dep != "prep" for t in c.subtree())])
    about = [c for c in after if c.dep in ("prep", "acl") and (c.lower in SUBJECTS or c.child("aux") is not None)]
    topic = {
        t.lemma.lower()
        for c in before
        if c.dep != "poss"
        for t in c.subtree()
        if t.lower not in PLAIN and t.tag not in ("HYPH", "POS")
    }
    topic |= {t.lemma.lower() for c in about for t in c.subtree() if t.pos in ("NOUN", "PROPN")}
    verb, stage = _stage(head, before, after)
    end = max((t.i for c in about[:1] for t in c.subtree()), default=head.i) if not topic or not before else head.i
    owners = [c for c in head.children if c.dep in ("det", "poss") and c.i < head.i]
    begin = max((t.i + 1 for c in owners for t in c.subtree()), default=first)
    return PactMention(
        head=head,
        first=first,
        last=last,
        name=_name(parsed, begin, head, min(end, last - 1) + 1),
        kind=kind,
        topic=frozenset(topic),
        named=named,
        definite=det is not None and det.lower in ("the", "that", "this", "these", "those"),
        parties=_parties(cast, head, before, after, verb),
        stage=stage,
        verb=verb,
    )


def _name(parsed: Parsed, first: int, head: Token, last: int) -> str:
    """The pact as the text calls it, without quotation marks and without a relative clause."""
    for i in range(head.i + 1, last):
        if parsed.tokens[i].tag in ("WP", "WDT", "WRB", ",", "VBN") or i - first > LONGEST_NAME:
            last = i
            break
    return parsed.slice(first, last).strip("\"“”'‘’ ")


def _is_name(head: Token, before: list[Token]) -> bool:
    """Whether the phrase is a proper name: "the Tartu Treaty", "the Tartu accords", not "the Tartu agreement"."""
    if head.pos == "PROPN" and head.text[0].isupper():
        return any(c.text[0].isupper() for c in before)
    plural = head.tag in ("NNS", "NNPS")
    return plural and any(c.pos == "PROPN" and c.dep in ("compound", "nmod") for c in before)


def _last(head: Token, after: list[Token]) -> int:
    """The token after the phrase, without a relative clause that would make it too long."""
    last = head.i + 1
    for child in after:
        end = max(t.i for t in child.subtree()) + 1
        if end - head.i <= LONGEST and all(t.sent == head.sent for t in child.children):
            last = max(last, end)
    return last


def _stage(head: Token, before: list[Token], after: list[Token]) -> tuple[Token | None, Stage | None]:
    """The verb that tells what became of the pact, and the stage that it tells."""
    for child in after:
        if child.dep in ("acl", "relcl"):
            stage = _stage_of_verb(child)
            if stage is not None:
                return child, stage
    token, noun_stage = head, None
    for above in head.ancestors():
        if above.pos in ("VERB", "AUX"):
            stage = _stage_of_verb(above)
            return above, noun_stage or stage or _by_modifier(before)
        if above.pos in ("NOUN", "PROPN") and token.dep in ("pobj", "compound", "poss"):
            noun_stage = noun_stage or HEADS.get(above.lemma)
        token = above
    return None, noun_stage or _by_modifier(before)


def _by_modifier(before: list[Token]) -> Stage | None:
    return next((MODIFIERS[c.lower] for c in before if c.lower in MODIFIERS), None)


def _stage_of_verb(verb: Token) -> Stage | None:
    """The stage that a verb tells, weakened where it is only meant ("seeks to sign"), none where it is denied."""
    lemma = verb.lemma
    if lemma in PARTICLES and any(c.lower in PARTICLES[lemma] for c in verb.children):
        return "ended"
    if lemma in ("enter", "come", "go", "take", "be") and any(
        t.lower in ("force", "effect") for c in verb.children if c.dep in ("prep", "dobj") for t in (c, *c.children)
    ):
        return "in-force"
    stage = VERBS.get(lemma)
    if stage is None:
        return None
    if any(c.dep == "neg" for c in verb.children):
        return "proposed" if stage in ("agreed", "signed", "ratified", "in-force") else None
    meant = any(c.dep == "mark" and c.lower in ("if", "whether", "unless", "once", "until") for c in verb.children)
    meant = meant or any(c.dep == "aux" and c.tag in ("MD", "TO") for c in verb.children)
    meant = meant and verb.head.lemma != "agree"
    progressive = verb.tag == "VBG" and any(c.dep in ("aux", "auxpass") for c in verb.children)
    if stage in ("agreed", "signed", "ratified", "in-force") and (meant or progressive):
        return "talks" if (stage in ("agreed", "signed") and verb.head.lemma in IRREALIS) or progressive else "proposed"
    if stage in ("suspended", "breached", "ended") and meant:
        return None
    return stage


def _parties(cast: Cast, head: Token, before: list[Token], after: list[Token], verb: Token | None) -> tuple[str, ...]:
    """The actors bound: modifiers, "between X and Y", "with X", the subjects and agents of the verb."""
    found: dict[str, None] = {}

    def add(token: Token) -> None:
        found.update(dict.fromkeys(states_of_holders(token, cast) or cast.of_all(token)))

    for child in before:
        add(child)
    if head.lemma in TERMS:
        for token in head.subtree():
            if token.dep in ("compound", "amod", "nmod") and token.head is not head:
                add(token)
    _add_beside(head, add)
    for child in after:
        if child.dep == "prep" and child.lower in LINKS:
            for noun in child.all("pobj"):
                add(noun)
        elif child.dep in ("acl", "relcl"):
            _add_doers(child, head, add)
    if verb is not None and verb.lemma in VERBS and VERBS[verb.lemma] not in ("proposed",):
        _add_doers(verb, head, add)
        if verb.dep in ("xcomp", "advcl", "conj") and verb.child("nsubj", "nsubjpass") is None:
            _add_doers(verb.head, head, add)
    return tuple(found)


def _add_beside(head: Token, add: Callable[[Token], None]) -> None:
    """Who works together under the pact: "cooperation with Kenya under a trilateral pact"."""
    if head.dep != "pobj" or head.head.lower != "under" or head.head.head.pos != "NOUN":
        return
    for child in head.head.head.all("prep"):
        if child.lower in ("with", "between"):
            for noun in child.all("pobj"):
                add(noun)


def _add_doers(verb: Token, head: Token, add: Callable[[Token], None]) -> None:
    """Subjects, agents and "with" partners of a verb, unless the pact itself is in that place."""
    for child in verb.children:
        if child.dep in ("nsubj", "nsubjpass") and child is not head:
            add(child)
        elif child.dep in ("agent", "prep") and child.lower in ("by", "with", "between"):
            for noun in child.all("pobj"):
                if noun is not head:
                    add(noun)

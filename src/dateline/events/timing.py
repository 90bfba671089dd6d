"""Which time expression of a sentence belongs to which act."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.events.candidate import Candidate
from dateline.events.grammar import CONTAINERS
from dateline.events.moods import LIGHT, OCCUR
from dateline.language import Parsed, Token
from dateline.time import TimeMention

VERBAL = frozenset({"VERB", "AUX"})
# Relations to a time at which the act itself did not take place.
BOUNDS = frozenset({"before", "until", "after"})
# Prepositions whose object, if it is an act, has days of its own.
OTHER_ACT = frozenset(
    {"after", "before", "since", "following", "until", "despite", "over", "against", "about", "like", "of"}
)
# Prepositions under which the noun of an act shares the time of its clause ("met at a summit on Monday").
WITHIN = frozenset({"at", "during", "in", "for", "on", "with", "to", "into", "amid", "through"})
MEANWHILE = frozenset({"when", "as", "while", "where"})
SUBORDINATORS = MEANWHILE | {"since", "after", "before", "until", "if", "because", "once", "although", "though"}
# Marks a time in a clause of "since": what came of it runs from then to the report's day.
SINCE_THEN = "since then"
# Sentences through which a story told in the simple past keeps the time that it began with.
CARRIED = 3
RANKING = frozenset({"first", "second", "third", "last", "latest", "only", "next"})
FINENESS = {"day": 0, "week": 1, "month": 2, "quarter": 3, "year": 4, "longer": 5}


@dataclass(slots=True, frozen=True)
class Attached:
    """A time expression bound to an act: its preposition ("" for none), and how loosely (0 is in its own phrase)."""

    mention: TimeMention
    preposition: str
    distance: int


def times_of_sentence(parsed: Parsed, token: Token, times: Sequence[TimeMention]) -> Sequence[TimeMention]:
    """The time expressions of the sentence that a token is in."""
    tokens = parsed.sentence_of(token).tokens
    first = bisect_left(times, tokens[0].i, key=_first)
    last = bisect_left(times, tokens[-1].i + 1, key=_first)
    return times[first:last]


def attached_time(parsed: Parsed, candidate: Candidate, times: Sequence[TimeMention]) -> Attached | None:
    """The time expression that tells when the candidate's act took or takes place: the closest by the tree, then the
    finest."""
    best: Attached | None = None
    rank = (9, 9, 10**6)
    for mention in times_of_sentence(parsed, candidate.trigger, times):
        found = _attach(parsed, candidate, mention)
        if found is None:
            continue
        away = abs(mention.first - candidate.trigger.i)
        if (new := (found.distance, FINENESS[mention.time.granularity], away)) < rank:
            best, rank = found, new
    return best


def finite(verb: Token) -> Token:
    """The verb that carries the tense: up through infinitives, gerunds and coordination."""
    for _ in range(5):
        head = verb.head
        if head is verb or any(c.dep == "aux" and c.tag != "TO" for c in verb.children):
            return verb
        if verb.dep == "pcomp" and head.head.pos in VERBAL:
            head = head.head
        elif verb.dep not in ("xcomp", "conj") and not (verb.dep == "advcl" and verb.tag == "VBG"):
            return verb
        if head.pos not in VERBAL or (verb.dep == "conj" and verb.tag in ("VBD", "VBZ", "VBP")):
            return verb
        verb = head
    return verb


def carried_time(parsed: Parsed, candidate: Candidate, times: Sequence[TimeMention]) -> TimeMention | None:
    """The time of the sentence before, which a verb in the simple past goes on with ("In 2013 rebels took the town.
    A militia fought back."); None where nothing is carried on."""
    verb = finite(candidate.clause if candidate.trigger.pos not in VERBAL else candidate.trigger)
    if candidate.form == "noun" or verb.tag not in ("VBD", "VBN") or verb.sent == 0:
        return None
    if any(child.dep == "aux" and child.tag != "VBD" for child in verb.children):
        return None
    sentence = parsed.sentence_of(verb)
    if times_of_sentence(parsed, candidate.clause, times):
        return None
    for index in range(sentence.index - 1, max(-1, sentence.index - 1 - CARRIED), -1):
        before = parsed.sentences[index]
        root = before.root
        if before.paragraph != sentence.paragraph or root.tag != "VBD":
            return None
        told = times_of_sentence(parsed, root, times)
        for mention in told:
            if mention.relation == "at" and _path(_top(parsed, mention)[0]) == ([], root):
                return mention
        if told:
            return None
    return None


def _first(mention: TimeMention) -> int:
    return mention.first


def _attach(parsed: Parsed, candidate: Candidate, mention: TimeMention) -> Attached | None:
    if mention.relation in BOUNDS:
        return None
    top, preposition = _top(parsed, mention)
    trigger, clause = candidate.trigger, candidate.clause
    path, verb = _path(top)
    if mention.relation == "since" and any(_ranked(noun) for noun in path):
        return None  # "the first visit since 2019" tells when the one before was
    if trigger in path or _relative_to(trigger, mention):
        return Attached(mention, preposition, 0)
    if candidate.form == "noun" and mention.first == trigger.i + 1:
        return Attached(mention, preposition, 2)
    coarse = mention.time.granularity in ("year", "longer")
    if verb is None or not all(_passes(noun, mention, coarse) for noun in path):
        return None
    teller = clause if candidate.form == "light" else trigger
    if verb.dep == "advcl" and verb.head is teller and _subordinator(verb) == "since":
        return Attached(mention, SINCE_THEN, 3)
    distance = _verb_distance(teller, verb, coarse) if teller.pos in VERBAL else _noun_distance(teller, verb, coarse)
    if distance is None:
        return None
    # A second time that is coordinated with the first tells of another act ("in 2023 and again in May").
    return Attached(mention, preposition, distance + bool(path) + _is_second(parsed.tokens[mention.head]))


def _relative_to(verb: Token, mention: TimeMention) -> bool:
    """Whether a verb tells what happened at that time: "in 2011, when rebels took the town and closed the port"."""
    for _ in range(4):
        if verb.dep == "relcl":
            return mention.first <= verb.head.i < mention.last
        if verb.dep not in ("conj", "xcomp"):
            return False
        verb = verb.head
    return False


def _top(parsed: Parsed, mention: TimeMention) -> tuple[Token, str]:
    """The token by which a time expression hangs on the sentence, and the preposition that governs it ("" for none)."""
    top, preposition = parsed.tokens[mention.head], ""
    while (head := top.head) is not top and (head.pos in ("ADP", "SCONJ") or head.dep == "prep"):
        top, preposition = head, preposition or head.lower
    return top, preposition


def _ranked(noun: Token) -> bool:
    return any(child.tag == "JJS" or child.lower in RANKING for child in noun.children)


def _is_second(head: Token) -> bool:
    """Whether a time expression, or its preposition, is coordinated with another one before it."""
    return head.dep == "conj" or (head.dep == "pobj" and head.head.dep == "conj")


def _path(top: Token) -> tuple[list[Token], Token | None]:
    """The nouns between a time expression and its verb, and that verb."""
    path: list[Token] = []
    token = top
    while True:
        head = token.head
        if head is token:
            return path, (token if token.pos in VERBAL else None)
        token = head
        if token.pos in VERBAL:
            return path, token
        if token.pos not in ("ADP", "ADV", "SCONJ", "PART", "ADJ"):
            path.append(token)


def _passes(noun: Token, mention: TimeMention, coarse: bool) -> bool:
    """Whether a time that the parser hung on this noun may belong to the verb above it."""
    if noun.i > mention.first:
        return False
    if noun.dep == "pobj" and noun.head.lower in OTHER_ACT and noun.head.head.pos in VERBAL:
        return coarse and noun.head.lower in ("after", "following")
    return noun.pos == "PROPN" or bool(noun.ent) or noun.dep in ("dobj", "attr", "conj", "pobj", "nsubjpass", "appos")


def _verb_distance(trigger: Token, verb: Token, coarse: bool) -> int | None:
    """How far a verb's time is from an act told by another verb of the sentence; None if it is not its time."""
    if verb is trigger:
        return 0
    token, steps = trigger, 2
    while token.head is not token and steps < 8:
        head, dep = token.head, token.dep
        if _shares_time(token, coarse):
            steps += 1
        elif dep == "pcomp" and head.lower in ("by", "in"):
            head = head.head
            steps += 1
        elif dep == "ccomp":
            steps += 3
        else:
            break
        if head is verb:
            return steps
        token = head
    # A time that closes a coordination may hold for all of it ("shelled the port and seized it on Monday").
    closes = verb.dep in ("conj", "xcomp") or (verb.dep == "advcl" and verb.tag in ("VB", "VBG"))
    return 4 if closes and verb.head is trigger and verb.child("nsubj", "nsubjpass") is None else None


def _shares_time(verb: Token, coarse: bool) -> bool:
    """Whether a verb has no time but that of the verb above it: infinitives, participles, shared subjects, "when".

    What came first ("after rebels took the town") still falls in the same year, if not on the same day.
    """
    if verb.dep == "conj":
        return verb.tag in ("VB", "VBG") or verb.child("nsubj", "nsubjpass") is None
    if verb.dep == "advcl":
        subordinator = _subordinator(verb)
        return verb.tag in ("VB", "VBG") or subordinator in MEANWHILE or (coarse and subordinator == "after")
    return verb.dep == "xcomp"


def _subordinator(verb: Token) -> str:
    """The word that opens an adverbial clause ("when", "since"); "" for none."""
    for child in verb.children:
        if child.dep in ("mark", "advmod") and child.lower in SUBORDINATORS:
            return child.lower
    return ""


def _noun_distance(noun: Token, verb: Token, coarse: bool) -> int | None:
    """As `_verb_distance`, from an act told by a noun."""
    if verb.head is noun and verb.dep in ("acl", "relcl"):
        told = verb.lemma in LIGHT or verb.lemma in OCCUR or (verb.dep == "acl" and verb.child("mark", "nsubj") is None)
        return 1 if told else None
    head, dep = noun.head, noun.dep
    if dep in ("conj", "compound", "appos") and head.pos in ("NOUN", "PROPN"):
        return _noun_distance(head, verb, coarse) if head is not noun else None
    if dep in ("dobj", "nsubj", "nsubjpass", "attr") and head.pos in VERBAL:
        if head.lemma in LIGHT or head.lemma in OCCUR or dep == "attr":
            found = _verb_distance(head, verb, coarse)
            return None if found is None else found + 1
        return None
    if dep == "pobj" and head.lower == "of" and head.head.lemma in CONTAINERS:
        return _noun_distance(head.head, verb, coarse)
    if dep == "pobj" and head.lower in WITHIN and head.head.pos in VERBAL:
        found = _verb_distance(head.head, verb, coarse)
        return None if found is None else found + 2
    return None

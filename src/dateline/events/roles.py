"""Who did it and to whom: the actors in a candidate's slots, by the role frame of its predicate."""

from __future__ import annotations

from dateline.actors import Cast
from dateline.events.candidate import Candidate
from dateline.events.grammar import (
    CARRYING,
    CATCHING,
    CURBING,
    FORCES,
    HAVING,
    HOLDING,
    REPORTING,
    SPURNING,
    is_passive,
    members,
    preposition_objects,
    surface_subject,
    unwrap,
)
from dateline.events.lexicon import Lexicon, Slots
from dateline.events.typer import Typing, part_of_speech
from dateline.language import Token

# Frames by type where a typer names none (a learned one): for verbs, for nouns.
FRAMES = {
    "AGREE": ("agree", "n.give"),
    "CONSULT": ("mutual", "n.mutual"),
    "COOPERATE": ("mutual", "n.mutual"),
    "AID": ("give", "n.give"),
    "RETREAT": ("leave", "n.leave"),
    "REQUEST": ("ask", "n.request"),
    "ACCUSE": ("do", "n.blame"),
    "ASSAULT": ("hit", "n.do"),
}
VISIT = ("visit", "n.visit")
DEFAULT = ("do", "n.do")

# Through these a thing stands for its state: "a Kenyan base", "Russia's invasion", "the government of Mali".
OWNERS = ("poss", "amod", "compound", "nmod")
OWNING_PREPOSITIONS = ("of", "by", "from", "in", "between", "with", "on", "against", "to")
# Acts of words that may answer the act of the clause beside them.
ANSWERING = frozenset({"THREATEN", "ACCUSE"})
AFTER = frozenset({"after", "because"})
CALENDAR = frozenset({"DATE", "TIME"})  # "talks on Monday in Quito" are not Quito's
HOLDERS = frozenset(
    {"predecessor", "successor", "counterpart", "delegate", "envoy", "negotiator", "minister", "official"}
)
ASKED_FOR = frozenset({"object", "for", "object of", "object for"})


def fill_roles(candidate: Candidate, typing: Typing, cast: Cast, lexicon: Lexicon) -> None:
    """Set `doers` and `receivers` of a typed candidate; where the text names no doer there is none."""
    part = part_of_speech(candidate.trigger)
    name = typing.roles or _frame(typing, part == "noun")
    frame = lexicon.roles[name]
    slots = _with_derived(candidate, cast)
    undergone = _undergone(candidate, lexicon)
    if undergone and "subject" in slots:
        subject, of = slots.pop("subject"), slots.pop("of", [])
        candidate.doers = _heads(frame.actors, slots, cast, ())
        if candidate.type == "SUPPORT" and not _ids(candidate.doers, cast):
            candidate.doers = _heads((("of",), ("among",), ("in",)), slots | {"of": of}, cast, ())
            of = []
        slots["of"] = [*subject, *of]
        candidate.receivers = _heads((("of",),), slots, cast, _ids(candidate.doers, cast))
        return
    candidate.doers = _heads(frame.actors, slots, cast, ())
    if not candidate.doers and candidate.form == "passive":
        candidate.doers = _reporters(candidate, cast)
        if typing.type == "ASSAULT":  # "hurt in clashes with police"
            candidate.doers = candidate.doers or _heads((("in with",),), slots, cast, ())
    if name == "ask":  # who is asked, not whose the thing is that is asked for
        slots = {s: [h for h in heads if cast.of(h) or s not in ASKED_FOR] for s, heads in slots.items()}
    candidate.receivers = _heads(frame.recipients, slots, cast, _ids(candidate.doers, cast))
    if part == "noun" and typing.type == "REQUEST" and not _ids(candidate.receivers, cast):
        candidate.receivers = _spurners(candidate, cast) or candidate.receivers
    if not _ids(candidate.receivers, cast) and typing.type in ANSWERING:
        candidate.receivers = _from_main_clause(candidate, cast) or candidate.receivers


def _from_main_clause(candidate: Candidate, cast: Cast) -> list[Token]:
    """Whom a threat or complaint meets that names nobody, told by the clause that it is joined to with "after".

    "Peru cut its quota after Chile threatened duties", "Chile voiced regret after Peruvian boats crossed the line".
    """
    trigger = candidate.trigger
    verb = trigger if trigger.pos == "VERB" else candidate.clause
    if candidate.type == "THREATEN":
        clauses = [verb.head] if verb.dep == "advcl" and _opened_by(verb, AFTER) else []
    else:
        clauses = [c for c in verb.all("advcl") if _opened_by(c, AFTER)]
    doers = {cast.actors[a].country for a in _ids(candidate.doers, cast)}
    for clause in clauses:
        subject = surface_subject(clause)
        if subject is None or is_passive(clause):
            continue
        found = [t for head in members(subject) for t in stand_ins(head, cast)]
        if found and not any(cast.actors[a].country in doers | {None} for a in _ids(found, cast)):
            return found
    return []


def _spurners(request: Candidate, cast: Cast) -> list[Token]:
    """To whom an appeal is made, told by who takes no heed of it: "defied calls to open the port"."""
    if request.trigger.dep != "dobj" or request.trigger.head.lemma not in SPURNING:
        return []
    doers = _ids(request.doers, cast)
    return [t for t in request.slots.get("governor", ()) if cast.of(t) and not set(cast.of(t)) & set(doers)]


def _reporters(candidate: Candidate, cast: Cast) -> list[Token]:
    """The forces that report what was seized or who was caught: "the Togolese navy said two boats were seized"."""
    verb = candidate.trigger
    if verb.lemma not in CATCHING:
        return []
    while verb.dep == "conj" and verb.head.pos == "VERB":
        verb = verb.head
    saying = next((above for above in verb.ancestors() if above.pos == "VERB"), None)
    if verb.dep not in {"ccomp", "acl"} or saying is None or saying.lemma not in REPORTING or is_passive(saying):
        return []
    subject = surface_subject(saying)
    sayers = [m for m in members(subject) if m.lemma in FORCES] if subject is not None else []
    found = [t for sayer in sayers for t in stand_ins(sayer, cast)]
    caught = _ids(candidate.slots.get("object", []), cast)
    return found if set(_ids(found, cast)).isdisjoint(caught) else []


def _opened_by(clause: Token, words: frozenset[str]) -> bool:
    return any(child.dep == "mark" and child.lower in words for child in clause.children)


def _frame(typing: Typing, noun: bool) -> str:
    frames = VISIT if typing.mode == "visit" else FRAMES.get(typing.type, DEFAULT)
    return frames[noun]


def _undergone(candidate: Candidate, lexicon: Lexicon) -> bool:
    verbs = candidate.slots.get("light", [])
    if candidate.type == "SUPPORT" and "of" in candidate.slots and any(v.lemma in HAVING for v in verbs):
        return True  # "has the backing of Togo"
    return any(
        lexicon.light.get(verb.lemma) == "undergo"
        or any(lexicon.light.get(f"{verb.lemma}_{name}") == "undergo" for name, _ in preposition_objects(verb))
        for verb in verbs
    )


def _with_derived(candidate: Candidate, cast: Cast) -> dict[str, list[Token]]:
    """The slots with those that only roles ask for: whom a clause below asks, its object, a governor of "with"."""
    slots = dict(candidate.slots)
    for below in slots.get("complement", ()):
        asked = below.child("nsubj", "nsubjpass")
        if asked is not None:
            slots.setdefault("asked", []).extend(asked.conjuncts())
        target = below.child("dobj")
        if target is not None:
            slots.setdefault("complement object", []).extend(target.conjuncts())
        for name, inner in preposition_objects(below):
            if name in {"on", "against", "to", "with", "at", "from"}:
                slots.setdefault("complement object", []).extend(inner.conjuncts())
    for child in candidate.trigger.children:
        if child.dep == "advcl" and child.tag == "VB":
            asked = child.child("nsubj")
            if asked is not None:
                slots.setdefault("asked", []).extend(asked.conjuncts())
    for name in ("in", "for"):  # "travelled for talks with", "were hurt in clashes with"
        for inner in candidate.slots.get(name, ()):
            met = [c for below, other in preposition_objects(inner) if below == "with" for c in members(other)]
            if met:
                slots.setdefault(f"{name} with", []).extend(met)
    if "of" in slots and "possessive" in slots:  # "the army's killing of two miners"
        slots["possessive agent"] = slots["possessive"]
    governor = slots.get("governor")
    if governor and "with" in slots and not ("possessive" in slots or "subject" in slots):
        slots["governor with"] = governor
    return slots


def _heads(wanted: Slots, slots: dict[str, list[Token]], cast: Cast, taken: tuple[str, ...]) -> list[Token]:
    """The first alternative in which actors stand; its bare heads where none of them is an actor."""
    bare: list[Token] = []
    for alternative in wanted:
        heads = [head for name in alternative for head in slots.get(name, ())]
        found: list[Token] = []
        for head in heads:
            found.extend(t for t in stand_ins(head, cast) if t not in found)
        found = [t for t in found if not set(cast.of(t)) <= set(taken)] if taken else found
        if found:
            return found
        bare = bare or heads
    return [] if taken else bare


def stand_ins(head: Token, cast: Cast, depth: int = 0) -> list[Token]:
    """The tokens whose actors a phrase stands for: its head, else whoever owns the thing that it names."""
    inner = unwrap(head)
    if inner is not head and cast.of(inner) and all(cast.actors[a].country is None for a in cast.of(head)):
        return [t for t in members(inner) if cast.of(t)]  # "two members of the Kenyan guard"
    if cast.of(head):
        return [head, *(t for c in head.children if c.dep in OWNERS for t in c.all("conj") if cast.of(t))]
    if depth > 2 or head.pos == "VERB":
        return []
    owners = [t for c in head.children if c.dep in OWNERS for t in members(c) if cast.of(t)]
    if owners:
        return owners
    for child in head.children:
        if child.dep == "poss":
            found = stand_ins(child, cast, depth + 1)
            if found:
                return found
    phrases = [
        (name, below) for name, below in preposition_objects(head) if name in OWNING_PREPOSITIONS and not _dated(below)
    ]
    for _, below in sorted(phrases, key=lambda phrase: OWNING_PREPOSITIONS.index(phrase[0])):
        found = [t for c in members(below) for t in stand_ins(c, cast, depth + 1)]
        if found:
            return found
    return _told_of(head, cast, depth)


def _dated(noun: Token) -> bool:
    """Whether a prepositional object is a day, or hangs on one: "talks on Monday in Quito"."""
    above = noun.head.head
    days = above.children if above.dep == "prep" else []
    return noun.ent in CALENDAR or any(day.dep == "pobj" and day.ent in CALENDAR for day in days)


def _told_of(head: Token, cast: Cast, depth: int) -> list[Token]:
    """Who does what a clause under a noun tells: "the announcement that Mali had agreed"; or whom it is about.

    "A truck carrying Malian soldiers", "the order blocking Mali's envoy", "prisoners held in Mali".
    """
    for child in head.children:
        if child.dep in {"acl", "ccomp"}:
            subject = child.child("nsubj", "nsubjpass")
            if subject is not None and cast.of(subject):
                return [t for t in members(subject) if cast.of(t)]
        if child.dep == "acl":
            found = _under(child, cast, depth)
            if found:
                return found
    return []


def _under(clause: Token, cast: Cast, depth: int) -> list[Token]:
    """Whom a participle after a noun carries, curbs or holds."""
    if clause.tag == "VBG" and clause.lemma in CARRYING | CURBING:
        inner = [clause.child("dobj")]
    elif clause.tag == "VBN" and clause.lemma in HOLDING:
        inner = [below for name, below in preposition_objects(clause) if name in {"by", "in"}]
    else:
        inner = []
    return [t for below in inner if below is not None for c in members(below) for t in stand_ins(c, cast, depth + 1)]


def _ids(heads: list[Token], cast: Cast) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor for head in heads for actor in states_of_holders(head, cast) or cast.of(head)))


def states_of_holders(head: Token, cast: Cast) -> tuple[str, ...]:
    """The states for which several unnamed holders acted: "their predecessors", said of two presidents; else ()."""
    owner = head.child("poss") if head.tag == "NNS" and head.lemma in HOLDERS else None
    if owner is None:
        return ()
    countries = dict.fromkeys(cast.actors[a].country for a in cast.of_all(owner))
    states = {a.country: a.id for a in cast.actors.values() if a.kind == "country"}
    return tuple(states[c] for c in countries if c in states) if len(countries) > 1 else ()


def actors_of(heads: list[Token], cast: Cast) -> list[str]:
    """The ids of the actors for which the heads stand, each once, in order."""
    return list(_ids(heads, cast))

"""One event for one act: its mentions over the report gathered, telling it twice in one clause merged."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.events.candidate import Candidate
from dateline.language import Token
from dateline.records import When
from dateline.records.model import Focus, Status

# Acts of words: one speaker's repeated criticism of one addressee in a report is one act (rule 11 of the manual).
REPEATED = frozenset({"ACCUSE", "SUPPORT", "AGREE", "THREATEN", "REJECT", "CONSULT", "CONCEDE"})
# Acts that tell their own consequence: "attacked a convoy and killed five" is one of them.
# Letters by which a verb and its noun are known for one word ("shoot", "the shooting").
STEM = 4
OUTCOMES = frozenset({"ASSAULT", "COERCE", "AID", "RETREAT", "PROTEST", "MOBILIZE"})
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
INDEFINITE = frozenset({"a", "an", "another", "several", "many", "some", "two", "three", "more", "other"})


@dataclass(slots=True)
class Act:
    """A typed candidate with what the other steps say of it; `mentions` are the candidates joined into it.

    A `weak` one is too little told to stand alone: it may only be one more mention of an act told elsewhere.
    """

    candidate: Candidate
    actors: list[str]
    recipients: list[str]
    status: Status
    focus: Focus
    when: When | None
    weak: bool = False
    mentions: list[Candidate] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.mentions = self.mentions or [self.candidate]

    @property
    def everyone(self) -> set[str]:
        """All who take part."""
        return {*self.actors, *self.recipients}


def drop_retold(candidates: list[Candidate]) -> list[Candidate]:
    """The typed candidates without those that tell the act of the predicate beside them once more.

    "imposed sanctions" is found at the verb and at the noun; "a blast killed four" at subject and verb.
    """
    by_trigger = {c.trigger.i: c for c in candidates}
    dropped: set[int] = set()
    for candidate in candidates:
        at = candidate.trigger.i
        for verb in candidate.slots.get("light", ()):
            governor = by_trigger.get(verb.i)
            if governor is not None:
                agreed = governor.type == "AGREE" and candidate.type != "AGREE"  # "agreed to tariffs": not imposed yet
                if governor.type == candidate.type:
                    governor.slots["echo"] = [candidate.trigger]
                dropped.add(at if agreed or "object" in governor.reason or governor.type == candidate.type else verb.i)
        governor = by_trigger.get(_governor(candidate.trigger))
        if governor is not None and (governor.type, candidate.type) == ("REJECT", "CONSULT"):
            dropped.add(at)  # "cancelled a meeting": a refusal, by rule 9 of the manual
        if governor is None or governor is candidate or governor.type != candidate.type:
            continue
        if candidate.form == "noun" and candidate.type != "REQUEST":
            _lend(candidate, governor)
            if candidate.mode == "visit" and governor.mode is None and candidate.trigger.dep == "pobj":
                _pay_visit(candidate, governor)
            governor.slots["echo"] = [candidate.trigger]
            dropped.add(at)
    return [c for c in candidates if c.trigger.i not in dropped]


def _governor(trigger: Token) -> int:
    """The verb of which a noun is subject, object or prepositional object; of which a verb is complement."""
    head = trigger.head
    if trigger.dep in {"dobj", "nsubj", "nsubjpass", "conj", "xcomp", "attr"}:
        return head.i
    if trigger.dep == "pobj":
        return head.head.i
    return trigger.i


def _lend(noun: Candidate, verb: Candidate) -> None:
    """Give a verb the participants that only its noun names."""
    if not verb.doers:  # "miners were hurt in clashes with police": the police hurt them
        verb.doers = [t for t in noun.doers if t not in verb.receivers] or noun.doers
    if not verb.receivers:
        verb.receivers = [t for t in noun.receivers if t not in verb.doers]


def _pay_visit(visit: Candidate, meeting: Candidate) -> None:
    """Turn a meeting told with its visit ("on a visit to Oman she met the sultan") into the visit."""
    visitors = meeting.slots.get("subject", [])
    hosts = [t for t in meeting.doers if t not in visitors]
    if hosts and len(hosts) < len(meeting.doers):
        meeting.mode, meeting.receivers = "visit", hosts
        meeting.doers = [t for t in meeting.doers if t in visitors]


def join(acts: list[Act]) -> list[Act]:
    """The acts in text order, mentions of one act joined into its first full telling."""
    joined: list[Act] = []
    by_type: dict[str, list[Act]] = {}
    for act in acts:
        earlier = by_type.setdefault(act.candidate.type or "", [])
        match = next((e for e in _likely(earlier[-12:], act) if _same(e, act)), None)
        if match is None:
            earlier.append(act)
            joined.append(act)
        else:
            _absorb(match, act)
    return [act for act in joined if not act.weak]


def _likely(earlier: list[Act], act: Act) -> list[Act]:
    """The acts that a mention may take up, the likeliest first: the latest, but for "the attack" the one so called."""
    latest = earlier[::-1]
    if act.everyone or not _points_back(act):
        return latest
    stem = act.candidate.trigger.lemma[:STEM]
    return sorted(latest, key=lambda e: all(m.trigger.lemma[:STEM] != stem for m in e.mentions))


def blame_doers(acts: list[Act]) -> None:
    """Whoever condemns an act told elsewhere ("condemned the attack") condemns those who did it."""
    told = {m.i: act for act in acts for c in act.mentions for m in (c.trigger, *c.slots.get("echo", ()))}
    for act in acts:
        if act.candidate.type == "ACCUSE" and act.actors and not act.recipients:
            for name in ("object", "for", "over", "about"):
                for head in act.candidate.slots.get(name, ()):
                    meant = told.get(head.i)
                    if meant is not None and meant is not act and not act.recipients:
                        act.recipients = [a for a in meant.actors if a not in act.actors]


def _absorb(into: Act, act: Act) -> None:
    into.mentions.extend(act.mentions)
    into.weak = into.weak and act.weak
    if "claimed" in act.candidate.slots and act.actors:
        into.actors = act.actors
        into.recipients = [r for r in into.recipients if r not in act.actors]
    if not into.actors or (set(into.actors) < set(act.actors) and into.candidate.type in MUTUAL):
        into.actors = [a for a in act.actors if a not in into.recipients]
    if not into.recipients:
        into.recipients = [r for r in act.recipients if r not in into.actors]
    if into.when is None or (into.when.text is None and act.when is not None and act.when.text is not None):
        into.when = act.when


def _same(first: Act, second: Act) -> bool:
    if "claimed" in second.candidate.slots and _points_back(second):
        return _times_meet(first, second)
    one, other = first.candidate, second.candidate
    if one.type in OUTCOMES and (one.mode == "abduct") == (other.mode == "abduct"):
        consequence = any(_hangs_on(mention, other) for mention in first.mentions)
        if consequence and (first.actors == second.actors or not second.actors):
            return True
    if not _compatible(first, second) or (first.status == "denied") is not (second.status == "denied"):
        return False
    if one.type == "COERCE" and one.mode != other.mode:
        return False
    if _points_back(second):
        return bool(first.everyone & second.everyone) or not second.everyone
    if first.status != second.status:
        return False
    if one.type in REPEATED:
        if one.type == "CONSULT":
            return len(first.everyone & second.everyone) > 1 or (second.weak and bool(first.everyone & second.everyone))
        told = bool(first.actors) or (bool(first.recipients) and first.recipients == second.recipients)
        return told and first.actors == second.actors and _nested(first.recipients, second.recipients)
    same_actors = set(first.actors) == set(second.actors)
    same_people = same_actors and set(first.recipients) == set(second.recipients) and bool(first.everyone)
    if one.type == "REQUEST":
        return same_people and (one.trigger.pos == "NOUN" or other.trigger.pos == "NOUN" or _asks(one) == _asks(other))
    near = other.trigger.sent - one.trigger.sent <= 1
    alike = one.mode == other.mode and (near or one.type != "ASSAULT")
    return same_people and (one.trigger.lemma == other.trigger.lemma or alike)


def _hangs_on(first: Candidate, second: Candidate) -> bool:
    """Whether one predicate is coordinate with or adverbial to the other: "ambushed a bus, killing five"."""
    for below, above in ((first.trigger, second.trigger), (second.trigger, first.trigger)):
        if below.head is above and below.dep in {"conj", "advcl", "xcomp"} and not _apart_in_time(below):
            return True
        if below.head is not below and below.head.dep == "conj" and below.head.head is above:
            return True
    return first.trigger.head is second.trigger.head and first.trigger.dep == second.trigger.dep == "conj"


def _apart_in_time(clause: Token) -> bool:
    """Whether a clause tells of another moment: "drones hit the airport, two days after a missile hit the harbour"."""
    return any(mark.lower in {"after", "before"} for mark in clause.all("mark"))


def _asks(candidate: Candidate) -> str:
    return next((t.lemma for name in ("complement", "object") for t in candidate.slots.get(name, ())), "")


def _compatible(first: Act, second: Act) -> bool:
    if not _times_meet(first, second):
        return False
    if first.candidate.type in MUTUAL:
        one, other = first.everyone, second.everyone
        return one <= other or other <= one
    return _nested(first.actors, second.actors) and _nested(first.recipients, second.recipients)


def _times_meet(first: Act, second: Act) -> bool:
    one, other = first.when, second.when
    if one is None or other is None or not one.text or not other.text:
        return not _of_another_day(first, second)
    return one.start <= other.end and other.start <= one.end


def _of_another_day(first: Act, second: Act) -> bool:
    """Whether one act is the report's news, told by a verb, and the other is set in an earlier time."""
    for news, past in ((first, second), (second, first)):
        if past.when is None or not past.when.text or past.focus == "news" or news.focus != "news":
            continue
        if news.when is not None and not news.when.text and news.candidate.form != "noun":
            return past.when.end < news.when.start
    return False


def _nested(one: list[str], other: list[str]) -> bool:
    return set(one) <= set(other) or set(other) <= set(one)


def _points_back(act: Act) -> bool:
    """Whether a noun takes up an act told before: "the attack", "the visit", "Tuesday's attack"."""
    trigger = act.candidate.trigger
    echo = act.candidate.slots.get("echo")
    if echo and act.candidate.type == "ASSAULT":
        trigger = echo[0]
    elif trigger.pos != "NOUN" or act.candidate.form == "light":
        return False
    words = {c.lower for c in trigger.children if c.dep in {"det", "amod", "nummod"}}
    if words & INDEFINITE:
        return False
    return bool(words & DEFINITE) or trigger.child("poss") is not None

"""Named and described pacts with their parties and stage."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.actors import Cast
from dateline.facts.pacts import PactMention, pact_mentions
from dateline.facts.words import words
from dateline.language import Parsed
from dateline.records import Agreement, Document, record_id
from dateline.records.model import Stage, When
from dateline.records.reasons import Reasons
from dateline.time import TimeMention

RANK: dict[Stage, int] = {stage: rank for rank, stage in enumerate(words("agreements")["ranks"]["order"])}


@dataclass(slots=True)
class _Pact:
    """Mentions that stand for one agreement."""

    mentions: list[PactMention]
    states: set[str] = field(default_factory=set)

    @property
    def parties(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p for m in self.mentions for p in m.parties))

    @property
    def topic(self) -> frozenset[str]:
        return frozenset().union(*(m.topic for m in self.mentions))

    @property
    def kinds(self) -> set[str]:
        return {m.kind for m in self.mentions}


def find_agreements(
    parsed: Parsed, cast: Cast, times: list[TimeMention], document: Document, reasons: Reasons
) -> list[Agreement]:
    """All agreements in text order, each once."""
    pacts: list[_Pact] = []
    for mention in pact_mentions(parsed, cast):
        states = {cast.actors[p].country or p for p in mention.parties}
        pact = _told_before(mention, states, pacts)
        if pact is None:
            if not _opens(mention):
                continue
            pacts.append(pact := _Pact([]))
        pact.mentions.append(mention)
        pact.states |= states
    return [_record(parsed, cast, pact, times, document, reasons) for pact in pacts if _holds(pact)]


def _opens(mention: PactMention) -> bool:
    """Whether a mention can be the first of an agreement: it has a name, a subject, or parties."""
    known = mention.kind == "truce" and mention.stage is not None
    return known or mention.named or bool(mention.topic) or len(mention.parties) > 1


def _holds(pact: _Pact) -> bool:
    """Whether the text tells enough of it: a name, or a stage, or who is bound by it."""
    if any(m.named for m in pact.mentions) or len(pact.states) > 1:
        return True
    if any(m.verb is not None and m.verb.lemma == "propose" for m in pact.mentions):
        return True
    stages = {m.stage for m in pact.mentions} - {None}
    return bool(stages - {"proposed"}) or (bool(stages) and (len(pact.mentions) > 1 or bool(pact.states)))


def _told_before(mention: PactMention, states: set[str], pacts: list[_Pact]) -> _Pact | None:
    """The agreement that a mention returns to: of the same parties or subject, else the last one told.

    Parties that neither contain the other's tell two agreements apart.
    """
    near = [pact for pact in reversed(pacts) if not _apart(mention, states, pact)]
    for pact in near:
        if mention.topic & pact.topic or (mention.kind == "truce" and "truce" in pact.kinds):
            return pact
        if (
            mention.kind == "pact"
            and "pact" in pact.kinds
            and len(states) > 1
            and states == pact.states
            and mention.definite
        ):
            return pact
    if mention.topic or mention.named or not near:
        return None
    return near[0] if near[0] is pacts[-1] or mention.definite else None


def _apart(mention: PactMention, states: set[str], pact: _Pact) -> bool:
    if len(states) < 2 or not pact.states:
        return False
    return states != pact.states if not mention.definite else not (states <= pact.states or pact.states <= states)


def _parties(cast: Cast, pact: _Pact) -> list[str]:
    """The parties, of the actors of one state only the one that stands for it best."""
    standing = ("country", "government", "organisation", "group", "person", "unknown")
    best: dict[str, str] = {}
    for party in pact.parties:
        state = cast.actors[party].country or party
        held = best.get(state)
        if held is None or standing.index(cast.actors[party].kind) < standing.index(cast.actors[held].kind):
            best[state] = party
    return list(best.values())


def _record(
    parsed: Parsed, cast: Cast, pact: _Pact, times: list[TimeMention], document: Document, reasons: Reasons
) -> Agreement:
    spans = [(parsed.tokens[m.first].start, parsed.tokens[m.last - 1].end) for m in pact.mentions]
    stages = [m.stage for m in pact.mentions if m.stage is not None]
    named = next((m for m in pact.mentions if m.named), None)
    default: Stage = "in-force" if named is not None else "agreed"
    stage = max(stages, key=lambda s: RANK[s], default=default)
    best = named or max(pact.mentions, key=lambda m: len(m.topic) > 0)
    agreement = Agreement(
        id=record_id(document.id, "agreement", *spans[0]),
        name=best.name,
        parties=_parties(cast, pact),
        stage=stage,
        when=_when(pact, stage, times),
        evidence=spans,
        confidence=0.8 if named is not None else 0.6,
    )
    told = next((m.verb.text for m in pact.mentions if m.stage == stage and m.verb is not None), None)
    reasons.add(agreement.id, f"agreement: {best.head.lower!r}, {stage}" + (f" from {told!r}" if told else ""))
    return agreement


def _when(pact: _Pact, stage: Stage, times: list[TimeMention]) -> When | None:
    """The time told beside the verb that tells the stage, or in the name ("the 1987 accord")."""
    for mention in pact.mentions:
        for time in times:
            inside = mention.first <= time.first < mention.last
            beside = mention.stage == stage and mention.verb is not None and _beside(mention, time)
            if inside or beside:
                told = time.time
                return When(start=told.start, end=told.end, granularity=told.granularity)
    return None


def _beside(mention: PactMention, time: TimeMention) -> bool:
    assert mention.verb is not None
    return any(c.i <= time.first <= c.i + 4 for c in mention.verb.children if c.dep in ("prep", "npadvmod", "advmod"))

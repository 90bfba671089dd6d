"""Orders in plain words: "Lima must lift its tariff", said by somebody to a named body, is a request (rule 9)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from dateline.actors import Cast
from dateline.events.candidate import Candidate
from dateline.events.grammar import is_passive, members, surface_subject
from dateline.events.typer import Typing
from dateline.language import Parsed, Token
from dateline.records import Actor, Statement

MODALS = frozenset({"must", "should"})
OBLIGING = frozenset({"need", "have"})
DEMAND = Typing("REQUEST", None, 0.5, "modal of duty said to a named body", "ask")
# Those whose advice binds nobody.
ONLOOKERS = frozenset({"EDU", "JRN", "MED"})


def find_demands(
    parsed: Parsed, cast: Cast, statements: list[Statement], candidates: list[Candidate]
) -> Iterator[tuple[Candidate, str]]:
    """The candidates that stand in somebody's words as an order to a named actor, each with the speaker's id."""
    starts = [candidate.trigger.start for candidate in candidates]
    for statement in statements:
        speaker = cast.actors.get(statement.speaker or "")
        if speaker is None or not _can_demand(speaker):
            continue
        for start, end in statement.content:
            for candidate in candidates[bisect_left(starts, start) : bisect_left(starts, end)]:
                told = _obliged(candidate.trigger, cast, speaker)
                if told:
                    candidate.receivers = told
                    yield candidate, speaker.id


def _can_demand(speaker: Actor) -> bool:
    if speaker.sector in ONLOOKERS:
        return False
    return speaker.kind in {"country", "government", "organisation", "group"} or speaker.office is not None


def _obliged(verb: Token, cast: Cast, speaker: Actor) -> list[Token]:
    """Who is told to do what the verb says; nobody where it is no order."""
    if verb.pos != "VERB" or is_passive(verb) or verb.tag != "VB" or verb.child("neg") is not None:
        return []
    modal = any(child.lower in MODALS for child in verb.all("aux"))
    if not modal and not (verb.dep == "xcomp" and verb.head.lemma in OBLIGING and verb.head.tag in {"VBZ", "VBP"}):
        return []
    subject = surface_subject(verb)
    told = [t for t in members(subject) if cast.of(t)] if subject is not None and subject.pos != "PRON" else []
    others = [t for t in told if all(_other_side(cast.actors[a], speaker) for a in cast.of(t))]
    return others if len(others) == len(told) else []


def _other_side(actor: Actor, speaker: Actor) -> bool:
    """Whether the order goes to others: not "Peru must grow" by Peru's own premier."""
    return actor.id != speaker.id and (actor.kind != "country" or actor.country != speaker.country)

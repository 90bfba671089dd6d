"""Where an act happened."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dateline.events.candidate import Candidate
from dateline.events.timing import VERBAL
from dateline.language import Parsed, Token
from dateline.places import PlaceMention
from dateline.records import Where

FINENESS = {"address": 0, "city": 1, "district": 2, "province": 3, "country": 4, "region": 5, None: 3}
LOCATIVE = frozenset(
    ("in", "at", "near", "outside", "inside", "around", "across", "throughout", "within", "on", "off", "along", "over")
)
# Prepositions of a way's end: there a visit, a march or a deployment takes place.
GOAL = frozenset({"to", "into", "through", "toward", "towards"})
MOVING = frozenset(
    {"visit", "travel", "trip", "go", "fly", "arrive", "march", "move", "return", "head", "tour", "come"}
) | {"send", "deploy", "deployment", "dispatch", "journey"}


def where_of(parsed: Parsed, candidate: Candidate, places: Sequence[PlaceMention]) -> Where | None:
    """The most precise place that the clause or noun phrase of the act names; None if it names none."""
    tokens = parsed.sentence_of(candidate.trigger).tokens
    first = bisect_left(places, tokens[0].i, key=_first)
    last = bisect_left(places, tokens[-1].i + 1, key=_first)
    best: PlaceMention | None = None
    rank = (9, 9, 10**6)
    for place in places[first:last]:
        distance = _distance(candidate, parsed.tokens[place.head])
        if distance is None:
            continue
        new = (distance, FINENESS[place.where.precision], abs(place.head - candidate.trigger.i))
        if new < rank:
            best, rank = place, new
    return None if best is None else best.where


def _first(place: PlaceMention) -> int:
    return place.first


def _distance(candidate: Candidate, head: Token) -> int | None:
    """How loosely a place belongs to the act: 0 in its own phrase, 1 in its clause; None if it does not."""
    trigger, clause = candidate.trigger, candidate.clause
    visited = head.dep == "dobj" and head.head is trigger and trigger.lemma in MOVING
    if visited:
        return 0
    token = head
    while token.dep in ("appos", "conj", "compound", "nmod") and token.head.pos == "PROPN" and token.head is not token:
        token = token.head
    if token.dep != "pobj":
        return None
    preposition = token.head.lower
    located = preposition in LOCATIVE
    for above in token.ancestors():
        if above is trigger:
            return 0 if located or (preposition in GOAL and trigger.lemma in MOVING) else None
        if above is clause:
            return 1 if located or (preposition in GOAL and clause.lemma in MOVING) else None
        if above.pos in VERBAL:
            return None
    return None

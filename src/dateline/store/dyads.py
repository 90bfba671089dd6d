"""Events as seen from each pair of states or bodies: the rows that timelines and panels count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from dateline.store.rows import Row, month_of

MUTUAL: Final = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "RETREAT", "ACCUSE", "ASSAULT"})
"""Types whose actors act on each other when there is no recipient (the manual's rule 2 and hard cases: talks, pacts,
drills, swaps, mutual quarrels, clashes). Actors of other types act side by side: two armies on the move are no pair."""

# Columns that a dyad's row takes from its event.
TAKEN = ("start", "end", "granularity", "type", "mode", "status", "focus", "quad", "score", "confidence", "origin")

Sectors = Mapping[str, Sequence[str]]
"""Code → the sectors of its participants."""


def code_of(actor: Row) -> str | None:
    """The code of a participant: its country, else its base."""
    code: str | None = actor["country"] or actor["base"]
    return code


def dyad_of(a: str, b: str) -> str:
    """The name of a pair, whichever way round."""
    return "-".join(sorted((a, b))) if b else f"{a}-"


def dyad_rows(event: Row, actors: Mapping[str, Row], join: Row, killed: float | None) -> Iterator[Row]:
    """The rows of one event: `actors` by id, resolved; `join` is its row of `joins`."""
    doers = [actors[id] for id in event["actors"] if id in actors]
    suffering = [actors[id] for id in event["recipients"] if id in actors]
    sectors = sectors_of(doers + suffering)
    told = {
        "month": month_of(event["start"]),
        "event": event["id"],
        "document": event["document"],
        **{name: join[name] for name in ("act", "main", "reports")},
        **{name: event[name] for name in TAKEN},
        "killed": killed,
    }
    for a, b, direction in pairs(doers, suffering, mutual=event["type"] in MUTUAL):
        sides = {"a_sectors": sectors.get(a, ()), "b_sectors": sectors.get(b, ())}
        yield {"dyad": dyad_of(a, b), "a": a, "b": b, "direction": direction, **sides, **told}


def pairs(actors: Sequence[Row], recipients: Sequence[Row], *, mutual: bool) -> Iterator[tuple[str, str, str]]:
    """Both codes in order of each pair of participants, and who acts on whom.

    `mutual`: actors without recipients act on each other. Participants without a code are in no pair.
    """
    doers, suffering = _codes(actors), _codes(recipients)
    found = {(doer, other) for doer in doers for other in suffering}
    for a, b in sorted({(min(pair), max(pair)) for pair in found}):
        both = (a, b) in found and (b, a) in found and a != b
        yield a, b, "mutual" if both else "ab" if (a, b) in found else "ba"
    if found:
        return
    together = sorted({(min(pair), max(pair)) for pair in combinations(doers, 2)}) if mutual else []
    for a, b in together:
        yield a, b, "mutual"
    if not together:
        for code in sorted(set(doers)):
            yield code, "", "alone"
        for code in sorted(set(suffering)):
            yield code, "", "ba"


def _codes(actors: Sequence[Row]) -> list[str]:
    return [code for actor in actors if (code := code_of(actor))]


def sectors_of(actors: Sequence[Row]) -> Sectors:
    """The sectors of participants by their code."""
    sectors: dict[str, set[str]] = defaultdict(set)
    for actor in actors:
        code = code_of(actor)
        if code and actor["sector"]:
            sectors[code].add(actor["sector"])
    return {code: sorted(told) for code, told in sectors.items()}

"""Roles by parse and model together: the parse proposes who takes part, the network's probabilities correct it."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.actors import Cast
from dateline.events.candidate import Candidate
from dateline.language import Token

Likely = Mapping[int, tuple[float, float]]
"""For the head of each phrase of the sentence that stands for actors: P(actor), P(recipient)."""

# A phrase is taken out of a role, or put into one, at these probabilities. Swept over 0 to 0.05 and 0.75 to 0.95 on
# ../shared/gold/dev: the parse is right more often than a network that is not sure.
OUT = 0.02
IN = 0.9
# A state named inside a phrase ("three Algerian surveyors") was marked in no example: the network can't judge it.
INSIDE = frozenset({"amod", "compound", "nmod", "poss"})


def weigh_roles(candidate: Candidate, likely: Likely, tokens: list[Token], cast: Cast) -> None:
    """Correct `doers` and `receivers` of a candidate; phrases that the network has not judged stay as they are.

    Nor does it overrule a passive: what is promised something, or invaded, has told its side by its form.
    """
    fixed = _fixed(candidate)
    doers = [t for t in candidate.doers if t.i in fixed or likely.get(t.i, (1.0, 0.0))[0] >= OUT]
    receivers = [t for t in candidate.receivers if t.i in fixed or likely.get(t.i, (0.0, 1.0))[1] >= OUT]
    for i, (acts, receives) in likely.items():
        if i in fixed:
            continue
        if acts >= IN and not _stands_in(tokens[i], doers, cast):
            doers.append(tokens[i])
            receivers = [t for t in receivers if t.i != i]
        elif receives >= IN and not _stands_in(tokens[i], receivers, cast):
            receivers.append(tokens[i])
            doers = [t for t in doers if t.i != i]
    candidate.doers, candidate.receivers = doers, receivers


def _fixed(candidate: Candidate) -> set[int]:
    """The phrases whose role the parse alone decides: both sides of a passive, and states named inside a phrase."""
    both = [*candidate.doers, *candidate.receivers]
    if candidate.form == "passive":
        return {t.i for t in both}
    return {t.i for t in both if t.dep in INSIDE}


def _stands_in(token: Token, heads: list[Token], cast: Cast) -> bool:
    """Whether a token, or another mention of its actors, is among the heads."""
    own = cast.of(token)
    return any(t is token or cast.of(t) == own for t in heads)

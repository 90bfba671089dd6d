"""Which typed candidates are acts to code: told with who did it or whom it befell, and done by those who can act."""

from __future__ import annotations

from dateline.actors import Cast
from dateline.events.candidate import Candidate
from dateline.events.roles import actors_of
from dateline.language import Parsed

# Acts told well enough by their predicate alone ("four people were killed", "an emergency was declared").
EVENTFUL = frozenset({"ASSAULT", "PROTEST", "MOBILIZE", "COERCE", "AID", "RETREAT", "SANCTION"})
AGENTS = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def is_act(parsed: Parsed, candidate: Candidate, cast: Cast) -> bool:
    """Whether to code a typed candidate at all."""
    doers, receivers = actors_of(candidate.doers, cast), actors_of(candidate.receivers, cast)
    if doers:
        return True
    if candidate.form == "verb" and _abstract_subject(candidate):
        return candidate.type == "ASSAULT"
    if receivers:
        return True
    return candidate.form in {"verb", "passive"} and candidate.type in EVENTFUL


def _abstract_subject(candidate: Candidate) -> bool:
    subjects = candidate.slots.get("subject", [])
    return bool(subjects) and not any(s.ent in AGENTS or s.pos == "PRON" for s in subjects)

"""How many acts one mention tells of."""

from dateline.events.candidate import Candidate
from dateline.language import Parsed


def count_of(parsed: Parsed, candidate: Candidate) -> int | float | None:
    """The number of acts in an aggregate ("504 attacks in 2024"); None for a single act."""
    return None

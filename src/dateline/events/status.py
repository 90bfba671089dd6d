"""Whether an act happened, is planned, is only possible, or is denied by the report."""

from dateline.events.candidate import Candidate
from dateline.language import Parsed
from dateline.records import Status


def status_of(parsed: Parsed, candidate: Candidate) -> Status:
    """The status of the act, from tense, modals, negation, conditionals and words of planning."""
    return "happened"


def content_only(parsed: Parsed, candidate: Candidate) -> bool:
    """Whether the act is only wished, feared, demanded or supposed in somebody's words: no event."""
    return False

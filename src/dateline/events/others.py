"""Who took part in an act otherwise than as actor or recipient."""

from dateline.actors import Cast
from dateline.events.candidate import Candidate
from dateline.language import Parsed
from dateline.records import Other


def others_of(parsed: Parsed, candidate: Candidate, cast: Cast) -> list[Other]:
    """Hosts, mediators, observers, guarantors, and those on whose behalf it was done."""
    return []

"""When an act happened, or will."""

from dateline.events.candidate import Candidate
from dateline.language import Parsed
from dateline.records import Focus, When
from dateline.time import TimeMention


def when_of(
    parsed: Parsed, candidate: Candidate, times: list[TimeMention], date: str | None, focus: Focus
) -> When | None:
    """The interval of the act, with the words that say so; None where the text does not tell."""
    return None

"""Whether an act is the report's news or its background."""

from dateline.events.candidate import Candidate
from dateline.language import Parsed
from dateline.records import Focus
from dateline.time import TimeMention


def focus_of(parsed: Parsed, candidate: Candidate, times: list[TimeMention], date: str | None) -> Focus:
    """`background` for what led to the news, retold; `news` for the acts of the report's day or days."""
    return "news"

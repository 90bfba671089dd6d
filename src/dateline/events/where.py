"""Where an act happened."""

from dateline.events.candidate import Candidate
from dateline.language import Parsed
from dateline.places import PlaceMention
from dateline.records import Where


def where_of(parsed: Parsed, candidate: Candidate, places: list[PlaceMention]) -> Where | None:
    """The most precise place that the clause or noun phrase of the act names; None if it names none."""
    return None

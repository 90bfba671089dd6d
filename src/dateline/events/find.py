"""Find the events of a report: the steps of this folder in their order."""

from dateline.actors import Cast
from dateline.language import Parsed
from dateline.places import PlaceMention
from dateline.records import Document, Event, Statement
from dateline.records.reasons import Reasons
from dateline.time import TimeMention


def find_events(
    parsed: Parsed,
    cast: Cast,
    times: list[TimeMention],
    places: list[PlaceMention],
    statements: list[Statement],
    document: Document,
    reasons: Reasons,
) -> list[Event]:
    """All events in text order, each act once."""
    return []

"""Numbers that matter to the story, bound to what they count."""

from dateline.language import Parsed
from dateline.records import Document, Event, Figure
from dateline.records.reasons import Reasons
from dateline.time import TimeMention


def find_figures(
    parsed: Parsed, times: list[TimeMention], events: list[Event], document: Document, reasons: Reasons
) -> list[Figure]:
    """All figures in text order; `event` is set where the figure stands in an event's evidence."""
    return []

"""Which statements are the only support of an event, and which deny it."""

from dateline.language import Parsed
from dateline.records import Event, Statement


def link_sources(events: list[Event], statements: list[Statement], parsed: Parsed) -> list[Event]:
    """The events with `according_to` and `disputed_by` filled in."""
    return events

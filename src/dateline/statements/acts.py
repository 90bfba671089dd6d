"""Which statement performs which event: "urged", "condemned" and "threatened" are both."""

from __future__ import annotations

from dateline.records import Event, Statement


def link_acts(statements: list[Statement], events: list[Event]) -> list[Statement]:
    """The statements with `event` set where their cue is an event's trigger and its speaker one of the actors."""
    by_place = {event.trigger[0]: event for event in events}
    return [_linked(statement, by_place) for statement in statements]


def _linked(statement: Statement, by_place: dict[int, Event]) -> Statement:
    if statement.cue is None:
        return statement
    start, end = statement.cue
    for at in range(start, end):
        event = by_place.get(at)
        if event is not None and (statement.speaker is None or statement.speaker in event.actors):
            return statement.model_copy(update={"event": event.id})
    return statement

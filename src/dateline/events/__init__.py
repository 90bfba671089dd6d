"""Who did what to whom: candidates, their type, roles, status, time and place."""

from dateline.events.find import find_events

__all__ = ["find_events"]

"""Who did what to whom: candidates, their type, roles, status, time and place."""

from dateline.events.find import find_events
from dateline.events.sources import link_sources

__all__ = ["find_events", "link_sources"]

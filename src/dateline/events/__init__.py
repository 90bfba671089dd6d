"""Who did what to whom: candidates, their type, roles, status, time and place."""

from dateline.events.find import find_events
from dateline.events.learned import LearnedTyper
from dateline.events.network import EventNetwork
from dateline.events.sources import link_sources
from dateline.events.typer import LexiconTyper, Typer

__all__ = ["EventNetwork", "LearnedTyper", "LexiconTyper", "Typer", "find_events", "link_sources"]

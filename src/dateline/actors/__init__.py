"""From mentions to actors: states, offices, bodies, persons, pronouns and descriptions."""

from dateline.actors.cast import Cast, Mention, OfficeMention
from dateline.actors.resolve import resolve

__all__ = ["Cast", "Mention", "OfficeMention", "resolve"]

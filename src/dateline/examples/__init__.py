"""Dated reports of our own writing: invented persons and events, many regions and styles, two series of three."""

from importlib.resources import files
from importlib.resources.abc import Traversable


def examples() -> list[Traversable]:
    """The example reports, oldest first; each is a text file named by its day."""
    return sorted((f for f in files(__package__).iterdir() if f.name.endswith(".txt")), key=lambda f: f.name)

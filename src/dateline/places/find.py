"""Find the places that a report names."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.language import Parsed
from dateline.records import Where


@dataclass(slots=True, frozen=True)
class PlaceMention:
    """A named place: tokens `[first, last)`, `head` its syntactic head, and what is known of it."""

    first: int
    last: int
    head: int
    where: Where


def find_places(parsed: Parsed) -> list[PlaceMention]:
    """All named places in text order, resolved where GeoNames knows them."""
    return []

"""What the hits of a search are like, and the addresses that narrow it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dateline.serve.calendar.plans import first_of, last_of
from dateline.serve.search.asked import Asked
from dateline.serve.search.model import Facet, Value
from dateline.serve.words import deed, place_name, shown
from dateline.store.schema import UNDATED

TITLES: Final = {
    "kinds": "What",
    "codes": "Who takes part",
    "types": "Acts told",
    "sources": "Source",
    "months": "When",
}
KINDS: Final = {"report": "reports", "statement": "statements"}


def facets_of(asked: Asked, counted: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[Facet]:
    """The facets that tell anything, in the order of the page."""
    facets = [
        Facet(name=name, title=title, values=[_value(asked, name, row["value"], row["count"]) for row in counted[name]])
        for name, title in TITLES.items()
        if name in counted
    ]
    return [facet for facet in facets if facet.values]


def _value(asked: Asked, facet: str, value: str, count: int) -> Value:
    if facet == "months":
        return _month(asked, value, count)
    parameter, name, chosen = {
        "kinds": ("kind", KINDS.get(value, value), asked.kind == value),
        "codes": ("actor", place_name(value), asked.actor == value),
        "types": ("type", deed(value), value in asked.scope.types),
        "sources": ("source", shown(value), asked.source.casefold() == value.casefold()),
    }[facet]
    address = asked.address(without=parameter) if chosen else asked.address(**{parameter: value})
    return Value(value=value, name=name, count=count, chosen=chosen, address=address)


def _month(asked: Asked, month: str, count: int) -> Value:
    if month == UNDATED:
        return Value(value=month, name="undated", count=count, chosen=False, address=asked.address())
    first, last = first_of(month), last_of(month)
    chosen = (asked.scope.since, asked.scope.until) == (first, last)
    span = {"since": "", "until": ""} if chosen else {"since": f"{first}", "until": f"{last}"}
    return Value(value=month, name=f"{first:%B %Y}", count=count, chosen=chosen, address=asked.address(**span))

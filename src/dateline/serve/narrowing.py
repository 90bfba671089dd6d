"""What a page of many dyads is narrowed to: a span, types, statuses and quads, the same for the map and the network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import Depends, Query
from pydantic import BaseModel, Field

from dateline.analyse.scope import Condition, Scope
from dateline.errors import UsageError
from dateline.ontology import QUADS

SPANS: Final = (("30 days", 30), ("90 days", 90), ("year", 365))
"""Spans offered at a click, back from the newest report."""


class Filters(BaseModel):
    """The filters that a page was made with; empty where nothing is left out."""

    type: list[str]
    status: list[str]
    quad: list[int] = Field(description="1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.")
    since: date | None
    until: date | None


class Span(BaseModel):
    """A span to choose at a click: `address` shows the page with it."""

    name: str
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Filters of acts, and the store's version asked for."""

    scope: Scope
    quads: tuple[int, ...]
    version: str | None

    @property
    def filters(self) -> Filters:
        """The filters as a page tells them."""
        scope = self.scope
        return Filters(
            type=list(scope.types),
            status=list(scope.status),
            quad=list(self.quads),
            since=scope.since,
            until=scope.until,
        )

    def condition(self) -> Condition:
        """The rows of `dyads`, or of others with its columns, that are asked for."""
        found = self.scope.condition()
        return found & Condition("list_contains(?, quad)", [list(self.quads)]) if self.quads else found

    def address(self, path: str, **more: object) -> str:
        """A page's address with these filters, and others that go before them; None leaves a filter out."""
        scope = self.scope
        told: dict[str, object] = {"type": scope.types, "status": scope.status, "quad": self.quads}
        told |= {"since": scope.since, "until": scope.until, "version": self.version, **more}
        query = urlencode({name: value for name, value in told.items() if value not in (None, "", ())}, doseq=True)
        return f"{path}?{query}" if query else path

    def spans(self, path: str, newest: date | None) -> list[Span]:
        """The spans to choose from, for a store with a newest report of that day."""
        if newest is None:
            return []
        days = [(f"last {name}", newest - timedelta(days=days - 1)) for name, days in SPANS]
        return [
            Span(
                name=name,
                address=self.address(path, since=since, until=None),
                chosen=(self.scope.since, self.scope.until) == (since, None),
            )
            for name, since in [*days, ("all", None)]
        ]


def narrowing(
    type: Annotated[list[str], Query(max_length=20, description="Types of events, such as CONSULT.")] = [],  # noqa: B006
    status: Annotated[list[str], Query(max_length=8, description="happened, planned, possible, denied.")] = [],  # noqa: B006
    quad: Annotated[list[int], Query(max_length=8, description="Quad classes, 1 to 4.")] = [],  # noqa: B006
    since: Annotated[str, Query(max_length=20, description="The first day, such as 2026-03-01.")] = "",
    until: Annotated[str, Query(max_length=20, description="The last day.")] = "",
    version: Annotated[str | None, Query(description="The store's version, or a day, to answer as of.")] = None,
) -> Narrowing:
    """The filters of an address; forms send empty values for what is not filled in. Raises `UsageError`."""
    unknown = set(quad) - set(QUADS)
    if unknown:
        raise UsageError(f"{min(unknown)} is no quad class; it can be 1, 2, 3 or 4")
    scope = Scope.of(since=since or None, until=until or None, types=filter(None, type), status=filter(None, status))
    return Narrowing(scope, tuple(sorted(set(quad))), version or None)


TheNarrowing = Annotated[Narrowing, Depends(narrowing)]


def side_of_acts(acts: int, conflict: int) -> str:
    """What acts are all of: `cooperation` or `conflict`; else `both`."""
    return "both" if 0 < conflict < acts else "conflict" if conflict else "cooperation"

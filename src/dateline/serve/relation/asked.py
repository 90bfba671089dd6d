"""What a request to a page of a relation asks for: two parties, filters, and where its list begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import Depends, Path, Query

from dateline.analyse.parties import Party
from dateline.analyse.scope import Condition, Scope
from dateline.serve.words import segment

LIMIT: Final = 50
MOST: Final = 200
"""Entries of a list, if not asked otherwise, and at most."""

# `actors` as known after the office table has filled what a report leaves open: both names are looked at.
NAMED: Final = """
    SELECT events.document, events.id FROM events JOIN (
        SELECT document, id FROM actors WHERE {of}
        UNION SELECT document, actor FROM resolutions WHERE {of}
    ) AS named ON named.document = events.document
    WHERE list_contains(events.actors, named.id) OR list_contains(events.recipients, named.id)"""

TOLD_BY: Final = """
    SELECT joins.act FROM joins JOIN documents ON joins.document = coalesce(documents.duplicate_of, documents.id)
    WHERE lower(documents.source) = lower(?)"""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties, each a state, a body, or an actor that only has a name."""

    a: Party
    b: Party

    @property
    def address(self) -> str:
        """The address of the pair's page."""
        return f"/relation/{_key(self.a)}/{_key(self.b)}"

    @property
    def parties(self) -> tuple[Party, Party]:
        """Both."""
        return self.a, self.b

    def condition(self) -> Condition:
        """The rows of `dyads` that stand for acts in which both take part."""
        return Condition("main", []) & self.told()

    def told(self) -> Condition:
        """The rows of `dyads` of all events in which both take part, whether they stand for their act or not."""
        codes = sorted(party.code for party in self.parties if party.code)
        if len(codes) == 2:
            # The table is sorted by this column.
            found = Condition("dyad = ?", ["-".join(codes)])
        elif codes:
            found = Condition("(a = ? OR b = ?)", [codes[0], codes[0]])
        else:
            found = Condition("true", [])
        for party in self.parties:
            if not party.code:
                found &= Condition(
                    f"(document, event) IN ({NAMED.format(of='lower(name) = lower(?)')})", [party.name] * 2
                )
        return Condition("origin = 'dateline'", []) & found


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters of the list of events. `actor` is part of the name of someone who takes part; `cursor` is opaque."""

    scope: Scope
    actor: str
    source: str
    cursor: str
    limit: int
    version: str | None

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.parameters(cursor=None))

    def condition(self) -> Condition:
        """The filters as a condition on the columns of `dyads`."""
        found = self.scope.condition()
        if self.actor:
            of = "contains(lower(name), lower(?))"
            found &= Condition(f"(document, event) IN ({NAMED.format(of=of)})", [self.actor] * 2)
        if self.source:
            found &= Condition(f"act IN ({TOLD_BY})", [self.source])
        return found

    def parameters(self, cursor: str | None) -> list[tuple[str, str]]:
        """The filters as an address has them, with another place to begin at."""
        scope = self.scope
        told = [("type", type) for type in scope.types] + [("status", status) for status in scope.status]
        told += [("since", f"{scope.since or ''}"), ("until", f"{scope.until or ''}"), ("sector", scope.sector or "")]
        told += [("actor", self.actor), ("source", self.source), ("cursor", cursor or "")]
        return [(name, value) for name, value in told if value]

    def address(self, path: str, cursor: str | None = None, version: str | int | None = None) -> str:
        """A page's address with these filters, as of the version asked for, or another."""
        told = self.parameters(cursor)
        if version or self.version:
            told.append(("version", f"{version or self.version}"))
        if self.limit != LIMIT:
            told.append(("limit", f"{self.limit}"))
        return f"{path}?{urlencode(told)}" if told else path


def pair(
    a: Annotated[str, Path(max_length=200, description="A country's or body's code or name, or an actor's name.")],
    b: Annotated[str, Path(max_length=200, description="The other one.")],
) -> Pair:
    """The two parties of an address."""
    return Pair(Party.of(a), Party.of(b))


def asked(
    type: Annotated[list[str], Query(max_length=20, description="Types of events, such as CONSULT.")] = [],  # noqa: B006
    status: Annotated[list[str], Query(max_length=8, description="happened, planned, possible, denied.")] = [],  # noqa: B006
    since: Annotated[str, Query(description="The first day, such as 2026-03-01.")] = "",
    until: Annotated[str, Query(description="The last day.")] = "",
    sector: Annotated[str, Query(description="A sector that each side must have, such as GOV.")] = "",
    actor: Annotated[str, Query(max_length=200, description="Part of the name of someone who takes part.")] = "",
    source: Annotated[str, Query(max_length=200, description="The paper or agency.")] = "",
    cursor: Annotated[str, Query(max_length=400, description="Where to begin, from `next`.")] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = LIMIT,
    version: Annotated[str | None, Query(description="The store's version, or a day, to answer as of.")] = None,
) -> Asked:
    """The filters of an address; forms send empty values for what is not filled in. Raises `UsageError`."""
    scope = Scope.of(
        since=since or None,
        until=until or None,
        types=filter(None, type),
        status=filter(None, status),
        sector=sector or None,
    )
    return Asked(scope, actor.strip(), source.strip(), cursor, limit, version or None)


ThePair = Annotated[Pair, Depends(pair)]
TheAsked = Annotated[Asked, Depends(asked)]


def _key(party: Party) -> str:
    return segment(party.code or party.name)

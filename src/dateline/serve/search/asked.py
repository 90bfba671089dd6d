"""What a search asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, Self
from urllib.parse import urlencode

from fastapi import Depends, Query

from dateline.analyse.find import TERM
from dateline.analyse.parties import Party
from dateline.analyse.scope import Condition, Scope
from dateline.errors import UsageError
from dateline.serve.actor.subject import OF_CODE

TERMS: Final = 12
"""Words of one search: each is looked for in every text."""

Kind = Literal["", "report", "statement"]

# Documents with an actor that goes by this code, or by a name of which this is a part.
WITH_ACTOR: Final = """
    SELECT actors.document FROM actors LEFT JOIN resolutions
        ON resolutions.document = actors.document AND resolutions.actor = actors.id
    WHERE {which}"""
IS_NAMED: Final = "contains(lower(actors.name), lower(?)) OR contains(lower(resolutions.name), lower(?))"
WITH_TYPE: Final = "SELECT document FROM events WHERE list_contains(?, type)"


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: words, and what the reports that hold them must be like. Nothing asked for finds nothing."""

    q: str
    kind: Kind
    scope: Scope
    source: str
    actor: str

    @classmethod
    def of(
        cls,
        *,
        q: str = "",
        kind: str = "",
        type: list[str] | None = None,
        since: str = "",
        until: str = "",
        source: str = "",
        actor: str = "",
    ) -> Self:
        """A search in a user's words. Raises `UsageError` for a word that is none of those it can be."""
        if kind not in ("", "report", "statement"):
            raise UsageError(f"{kind!r} is not a kind of text: it is report or statement")
        scope = Scope.of(since=since or None, until=until or None, types=filter(None, type or ()))
        asked = cls(q.strip(), kind, scope, source.strip(), actor.strip())  # type: ignore[arg-type]
        if len(asked.terms) > TERMS:
            raise UsageError(f"these are {len(asked.terms)} words to search for; {TERMS} at most")
        return asked

    @classmethod
    def saved(cls, value: Mapping[str, Any]) -> Self:
        """A search as `value` has it."""
        names = ("q", "kind", "type", "since", "until", "source", "actor")
        return cls.of(**{name: value[name] for name in names if name in value})

    @property
    def value(self) -> dict[str, Any]:
        """The search to be kept: only what is asked for."""
        told: dict[str, Any] = {name: value for name, value in self.parameters() if name != "type"}
        return told | ({"type": list(self.scope.types)} if self.scope.types else {})

    @property
    def terms(self) -> list[str]:
        """The words and phrases, as `analyse.find` reads them."""
        return [phrase or word for phrase, word in TERM.findall(self.q) if (phrase or word).strip('" ')]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for but a kind."""
        return not (self.terms or self.source or self.actor or self.scope.types or self.scope.months)

    def parameters(self) -> list[tuple[str, str]]:
        """The search as an address has it."""
        scope = self.scope
        told = [("q", self.q), ("kind", self.kind), *(("type", type) for type in scope.types)]
        told += [("since", f"{scope.since or ''}"), ("until", f"{scope.until or ''}")]
        told += [("source", self.source), ("actor", self.actor)]
        return [(name, value) for name, value in told if value]

    def address(self, *, without: str = "", **changed: str) -> str:
        """The address of the search's page, without one parameter or with others."""
        told = [(name, value) for name, value in self.parameters() if name != without and name not in changed]
        told += [(name, value) for name, value in changed.items() if value]
        return f"/search?{urlencode(told)}" if told else "/search"

    def documents(self) -> Condition:
        """The documents that may be found, on the columns of `documents`."""
        scope, found = self.scope, Condition("true", [])
        if scope.months:
            found &= Condition("documents.month BETWEEN ? AND ?", list(scope.months))
        if scope.since:
            found &= Condition("documents.date >= ?", [scope.since])
        if scope.until:
            found &= Condition("documents.date <= ?", [scope.until])
        if self.source:
            found &= Condition("lower(documents.source) = lower(?)", [self.source])
        if self.actor:
            found &= _in(WITH_ACTOR.format(which=self._actor().sql), self._actor().values)
        if scope.types:
            found &= _in(WITH_TYPE, [list(scope.types)])
        return found

    def _actor(self) -> Condition:
        party = Party.of(self.actor)
        return Condition(OF_CODE, [party.code]) if party.code else Condition(IS_NAMED, [party.name] * 2)


def _in(documents: str, values: list[object]) -> Condition:
    # A near-duplicate has no records of its own.
    return Condition(f"coalesce(documents.duplicate_of, documents.id) IN ({documents})", values)


def asked(
    q: Annotated[
        str,
        Query(max_length=400, description='Words that all occur; a phrase in quotation marks: `"border crossing"`.'),
    ] = "",
    kind: Annotated[str, Query(max_length=20, description="Only `report` or only `statement`.")] = "",
    type: Annotated[list[str], Query(max_length=20, description="Reports that tell acts of these types.")] = [],  # noqa: B006
    since: Annotated[str, Query(max_length=40, description="The first day of reports, such as 2026-03-01.")] = "",
    until: Annotated[str, Query(max_length=40, description="The last day of reports.")] = "",
    source: Annotated[str, Query(max_length=200, description="The paper or agency.")] = "",
    actor: Annotated[
        str, Query(max_length=200, description="Someone who takes part: a country's or body's code, or part of a name.")
    ] = "",
) -> Asked:
    """The search of an address. Raises `UsageError`."""
    return Asked.of(q=q, kind=kind, type=type, since=since, until=until, source=source, actor=actor)


TheAsked = Annotated[Asked, Depends(asked)]

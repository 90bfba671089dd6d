"""The actors of documents as answers show them: by the fullest name known, and by code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from dateline.store.dyads import code_of
from dateline.store.rows import Row

Key = tuple[str, str]
"""A record of a store: document id and record id. A record's id alone may stand in two documents."""


@dataclass(frozen=True, slots=True)
class Member:
    """An actor as answers show it: the fullest name known, and its country or base."""

    name: str
    code: str | None


class Cast(dict[Key, Member]):
    """The actors of some documents by document and actor id."""

    @classmethod
    def of(cls, actors: Mapping[str, Mapping[str, Row]]) -> Self:
        """A cast of rows of `actors`, as other reports know them, by document and id."""
        return cls(
            ((document, id), Member(row["name"], code_of(row)))
            for document, rows in actors.items()
            for id, row in rows.items()
        )

    def names(self, document: str, actors: Iterable[str] | None) -> list[str]:
        """The names of actors of one document, in their order."""
        return [member.name for member in self._members(document, actors)]

    def codes(self, document: str, actors: Iterable[str] | None) -> list[str]:
        """The codes of actors of one document, each once, in their order."""
        return list(dict.fromkeys(member.code for member in self._members(document, actors) if member.code))

    def _members(self, document: str, actors: Iterable[str] | None) -> list[Member]:
        return [self[document, actor] for actor in actors or () if (document, actor) in self]

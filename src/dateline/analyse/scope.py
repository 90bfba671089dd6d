"""Which acts a question is about: the span, types, statuses, sector and focus, as a condition on the table `dyads`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self, get_args

from dateline.errors import UsageError
from dateline.ontology import SECTORS, TYPES
from dateline.records.model import Focus, Status
from dateline.store.schema import UNDATED

Day = date | str | None
"""A day, in Python's terms or as ISO 8601 (`2026-03-01`); None: no bound."""

OURS = "dateline"
"""The origin of what dateline coded itself."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A part of an SQL WHERE clause, and the values of its question marks."""

    sql: str
    values: list[object]

    def __and__(self, other: Condition) -> Condition:
        return Condition(f"{self.sql} AND {other.sql}", [*self.values, *other.values])


@dataclass(frozen=True, slots=True)
class Scope:
    """What counts; an empty tuple or None is no limit. `since` and `until`, inclusive, bound an act's first day."""

    since: date | None = None
    until: date | None = None
    types: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    sector: str | None = None
    focus: str | None = None
    origin: str = OURS

    @classmethod
    def of(
        cls,
        *,
        since: Day = None,
        until: Day = None,
        types: Iterable[str] = (),
        status: Iterable[str] = (),
        sector: str | None = None,
        focus: str | None = None,
        origin: str = OURS,
    ) -> Self:
        """A scope of words as a user writes them; raises `UsageError` for a word that is none of those it can be."""
        start, end = day(since), day(until)
        if start and end and start > end:
            raise UsageError(f"the span ends before it begins: {start} to {end}")
        return cls(
            start,
            end,
            tuple(one_of(word.upper(), "a type", TYPES) for word in types),
            tuple(one_of(word.lower(), "a status", get_args(Status)) for word in status),
            one_of(sector.upper(), "a sector", SECTORS) if sector else None,
            one_of(focus.lower(), "a focus", get_args(Focus)) if focus else None,
            origin,
        )

    @property
    def narrowed(self) -> bool:
        """Whether it asks for what only events have, so that statements and agreements are no answer."""
        return bool(self.types or self.status or self.focus or self.sector)

    @property
    def months(self) -> tuple[str, str] | None:
        """The first and last folder of documents reported in the span, or None without a bound."""
        if self.since is None and self.until is None:
            return None
        return (f"{self.since:%Y-%m}" if self.since else "", f"{self.until:%Y-%m}" if self.until else "9999-12")

    def spans(self, day: date | None) -> bool:
        """Whether a day lies in the span; without a day, only where there is no bound."""
        if day is None:
            return self.months is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def condition(self) -> Condition:
        """The rows of `dyads` in scope that stand for their act.

        The month comes first: it is the folder, so that other months are not opened.
        """
        return Condition("main AND origin = ?", [self.origin]) & self.days() & self.narrowing()

    def narrowing(self) -> Condition:
        """The rows of `dyads` or `relations` with the wanted types, statuses, focus and sector."""
        found = Condition("true", [])
        if self.types:
            found &= Condition("list_contains(?, type)", [list(self.types)])
        if self.status:
            found &= Condition("list_contains(?, status)", [list(self.status)])
        if self.focus:
            found &= Condition("focus = ?", [self.focus])
        if self.sector:
            both = "list_contains(a_sectors, ?) AND (b = '' OR list_contains(b_sectors, ?))"
            found &= Condition(both, [self.sector, self.sector])
        return found

    def relations(self) -> Condition:
        """The rows of `relations` in scope; words and pacts go by the day of their report, and have no origin of ours.

        The month comes first, as in `condition`.
        """
        found = self.days("CASE kind WHEN 'event' THEN start ELSE reported END")
        if self.narrowed:
            return found & Condition("kind = 'event' AND origin = ?", [self.origin]) & self.narrowing()
        return found & Condition("(kind <> 'event' OR origin = ?)", [self.origin])

    def days(self, day: str = "start") -> Condition:
        """Rows whose `day` (SQL) lies in the span; with a bound, rows without a day are out."""
        found = Condition("true", [])
        if self.since:
            found &= Condition(f"month >= ? AND {day} >= ?", [f"{self.since:%Y-%m}", self.since])
        if self.until:
            found &= Condition(f"month <= ? AND {day} <= ?", [f"{self.until:%Y-%m}", self.until])
        if self.since or self.until:
            found &= Condition("month <> ?", [UNDATED])
        return found


def day(value: Day) -> date | None:
    """The day that a user wrote; raises `UsageError` for what is none."""
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UsageError(f"{value!r} is not a day; write it as 2026-03-01") from None


def one_of(word: str, what: str, known: Iterable[str]) -> str:
    """The word, if it is a known one; raises `UsageError` with all that it can be."""
    if word in (words := list(known)):
        return word
    raise UsageError(f"{word!r} is not {what}; it can be {', '.join(words)}")

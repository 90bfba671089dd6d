"""What follows from all reports together: who the open actors are, which events are one act, what became of plans.

The derived tables are a function of what the reports tell and of the edits, whatever the order in which documents came:
two adds in either order, or at once, settle to the same rows. Months are gone through in order. What changed since the
last time decides which are made anew, and only rows that differ are written. The memory that is needed is that of the
months of a window (`windows`), however large the store is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from dateline.join import find_outcomes
from dateline.store.changes import changes, events_of, mark, months_of_documents, settled
from dateline.store.derived import Derived, deriving
from dateline.store.dyads import dyad_rows
from dateline.store.edits import edits_of
from dateline.store.joining import (
    Events,
    Key,
    Placed,
    acts_of,
    decided_of,
    edits_of_acts,
    events_of_month,
    place,
    stored_places,
)
from dateline.store.lake import Store
from dateline.store.months import Month, month_rows, read_month
from dateline.store.relations import relations_of
from dateline.store.reports import COLUMNS, Library
from dateline.store.resolving import Resolver
from dateline.store.rows import Row, month_of
from dateline.store.snapshot import Snapshot
from dateline.store.windows import Windows, linked, neighbours

SUMMARY = "who is who, what is one act, what became of plans"


def settle(store: Store, *, whole: bool = False) -> None:
    """Bring the derived tables up to date with everything else, as one version; none if nothing changes.

    Reads what changed since the last time and the months around it; with `whole`, or where other rules settled the
    store, everything. Raises `StoreError`.
    """
    with store.writing("settle", f"{SUMMARY} {mark()}") as transaction:
        before = None if whole else settled(store)
        with deriving(transaction, whole=before is None) as derived:
            _Settling(transaction.base, before, derived).run()


class _Settling:
    """One settling of `base`, given how it was settled `before`."""

    def __init__(self, base: Snapshot, before: Snapshot | None, derived: Derived) -> None:
        self._base = base
        self._before = before
        self._derived = derived
        self._edits = edits_of(base, "correct", "reject")
        self._decided = decided_of(base, edits_of_acts(base), self._edits)
        self._changes = changes(base, before)
        # A month that has no documents any more may have derived rows.
        were = events_of(before) if before else dict.fromkeys(derived.months(), 0)
        self._windows = Windows({**dict.fromkeys(were, 0), **events_of(base)})
        self._windows_before = Windows(were)
        self._resolver = Resolver(base, before, self._edits, self._changes)
        # By month: documents whose rows may differ; the months of which events tell of other acts than before.
        self._changed: dict[str, set[str]] = {}
        self._moved: set[str] = set()
        # What was read or found of each month that is still needed.
        self._resolutions: dict[str, Mapping[Key, Row]] = {}
        self._events: dict[str, Events] = {}
        self._placed: dict[str, Mapping[Key, Placed]] = {}
        self._placed_before: dict[str, Mapping[Key, str]] = {}
        self._papers: dict[str, list[Row]] = {}

    def run(self) -> None:
        """Go through all months."""
        for name in ("dyads", "relations"):
            self._derived.documents(name, self._changes.gone, ())
        waiting = list(self._windows.months)
        for month in self._windows.months:
            self._resolve(month)
            self._place(month)
            # Months are finished in their order, when all that may tell of their acts are placed.
            while waiting and self._span(waiting[0])[-1] <= month:
                self._finish(waiting[0])
                self._follow(waiting.pop(0))
            if waiting:
                self._forget(self._windows.span(waiting[0])[0])

    @cached_property
    def _links(self) -> dict[str, set[str]]:
        """By month the others to which edits of acts tie it."""
        related = self._decided.related
        found = months_of_documents(self._base, {document for document, _ in related})
        of = {document: month for month, documents in found.items() for document in documents}
        links: dict[str, set[str]] = defaultdict(set)
        for one, others in related.items():
            links[of[one[0]]] |= {of[other[0]] for other in others} - {of[one[0]]}
        return links

    @cached_property
    def _tied(self) -> set[str]:
        """All months that acts which edits join may lie in."""
        return {other for month in self._links for other in self._span(month)}

    def _span(self, month: str) -> list[str]:
        """The months that may tell of an act that a month tells of."""
        return sorted(linked(self._windows, month, self._links))

    def _differs(self, month: str) -> bool:
        return bool(self._changed.get(month)) or month in self._moved

    def _resolve(self, month: str) -> None:
        """Who the open actors of a month are, and which of its documents changed."""
        changed = set(self._changes.of(month))
        resolved = self._resolver.resolved(month)
        if resolved is not None:
            changed |= self._derived.month("resolutions", month, resolved)
            self._resolutions[month] = _by_key(resolved)
        if changed:
            self._changed[month] = changed

    def _place(self, month: str) -> None:
        """Join the events of a month, unless all that decides about them is as before."""
        near = self._windows.before(month)
        far = [other for other in sorted(self._links.get(month, ())) if other < month and other not in near]
        same = self._before is not None and self._windows.since(month) == self._windows_before.since(month)
        if same and not any(self._differs(other) for other in (month, *near, *far)):
            return
        acts = {key: placed.act for other in (*near, *far) for key, placed in self._places(other).items()}
        window = [self._told(other) for other in (*near, *far)]
        placed = place(self._told(month), window, acts, self._windows.since(month), self._decided)
        self._placed[month] = placed
        if {key: one.act for key, one in placed.items()} != self._acts_before(month):
            self._moved.add(month)

    def _finish(self, month: str) -> None:
        """The rows of a month that rest on whole acts: its joins, and the dyads and relations of what differs."""
        span = self._span(month)
        if not any(self._differs(other) for other in span):
            return
        placed = self._places(month)
        members, touched = self._members(month, span)
        papers = [row for other in neighbours(span, self._windows.months) for row in self._reports(other)]
        copies = Counter(row["duplicate_of"] for row in papers if row["duplicate_of"])
        joins = {key: _join(one, month, members[one.act], copies) for key, one in placed.items()}
        self._derived.month("joins", month, joins.values())
        documents = {key[0] for key, one in placed.items() if one.act in touched} | self._changed.get(month, set())
        told_by = {act: {one.key[0] for one in those} for act, those in members.items()}
        told = read_month(self._base, month, self._resolved(month), self._edits, documents)
        dyads = list(_dyads(told, joins))
        library = Library(papers, {row["id"] for row in papers})
        replaced = documents - self._changes.fresh
        self._derived.documents("dyads", replaced, dyads)
        self._derived.documents("relations", replaced, relations_of(told, dyads, told_by, library))

    def _members(self, month: str, span: Iterable[str]) -> tuple[dict[str, list[Placed]], set[str]]:
        """All events of the acts that a month tells of, and which of these acts are not what they were."""
        members: dict[str, list[Placed]] = {placed.act: [] for placed in self._places(month).values()}
        were: dict[str, set[Key]] = {act: set() for act in members}
        touched = set()
        for other in span:
            changed = self._changed.get(other, set())
            for key, placed in self._places(other).items():
                if placed.act in members:
                    members[placed.act].append(placed)
                    if key[0] in changed:
                        touched.add(placed.act)
            for key, act in self._acts_before(other).items():
                if act in were:
                    were[act].add(key)
        touched |= {act for act, those in members.items() if {one.key for one in those} != were[act]}
        return members, touched

    def _follow(self, month: str) -> None:
        """What became of the plans that were first told in a month."""
        after = self._windows.after(month)
        same = self._before is not None and after == self._windows_before.after(month)
        if same and not any(self._differs(other) for other in after):
            return
        placed = {key: one.act for other in after for key, one in self._places(other).items()}
        rows: list[Row] = []
        for acts in acts_of([self._told(other) for other in after], placed):
            first = {act.id: act.told[0].reported for act in acts}
            plans = {id for id, day in first.items() if month_of(day) == month}
            for found in find_outcomes(acts, plans):
                told = {name: getattr(found, name) for name in ("plan", "outcome", "act", "day", "reasons")}
                rows.append({"month": month, **told})
        self._derived.month("outcomes", month, rows)

    def _told(self, month: str) -> Events:
        """The events of a month."""
        if month not in self._events:
            told = read_month(self._base, month, self._resolved(month), self._edits)
            self._events[month] = events_of_month(told)
        return self._events[month]

    def _resolved(self, month: str) -> Mapping[Key, Row]:
        if month not in self._resolutions:
            self._resolutions[month] = _by_key(month_rows(self._base, "resolutions", month))
        return self._resolutions[month]

    def _places(self, month: str) -> Mapping[Key, Placed]:
        """The acts of a month's events, as they are now."""
        if month not in self._placed:
            self._placed[month] = stored_places(self._base, month, self._edits)
        return self._placed[month]

    def _acts_before(self, month: str) -> Mapping[Key, str]:
        """The acts of a month's events, as they were settled last."""
        if month not in self._placed_before:
            rows = month_rows(self._before or self._base, "joins", month, ("document", "event", "act"))
            self._placed_before[month] = {(row["document"], row["event"]): row["act"] for row in rows}
        return self._placed_before[month]

    def _reports(self, month: str) -> list[Row]:
        if month not in self._papers:
            self._papers[month] = month_rows(self._base, "documents", month, COLUMNS)
        return self._papers[month]

    def _forget(self, first: str) -> None:
        """Let go of what no later month needs; `first` is the earliest that is needed."""
        told: Sequence[dict[str, Any]] = (self._events, self._papers)
        found: Sequence[dict[str, Any]] = (self._resolutions, self._placed, self._placed_before)
        for held, kept in ((told, ()), (found, self._tied)):
            _drop(held, first, kept)


def _drop(held: Iterable[dict[str, Any]], first: str, kept: Collection[str]) -> None:
    for months in held:
        for month in [month for month in months if month < first and month not in kept]:
            del months[month]


def _by_key(rows: Iterable[Row]) -> dict[Key, Row]:
    return {(row["document"], row["actor"]): row for row in rows}


def _join(placed: Placed, month: str, members: Sequence[Placed], copies: Mapping[str, int]) -> Row:
    """The row of `joins` of an event; `members` are all events of its act."""
    document, event = placed.key
    return {
        "event": event,
        "document": document,
        "month": month,
        "act": placed.act,
        "main": placed is min(members, key=lambda one: one.rank),
        "reports": sum(1 + copies.get(one, 0) for one in {one.key[0] for one in members}),
        "joined_by": placed.by,
        "reasons": placed.reasons,
    }


def _dyads(month: Month, joins: Mapping[Key, Row]) -> Iterator[Row]:
    for event in month.events:
        document = event["document"]
        figures = month.figures.get(document, ())
        killed = [f["value"] for f in figures if f["event"] == event["id"] and f["measure"] == "killed" and f["value"]]
        join = joins[document, event["id"]]
        # The largest, not the sum: "12 killed, among them 4 children" are two figures.
        yield from dyad_rows(event, month.actors[document], join, max(killed, default=None))

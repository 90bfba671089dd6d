"""What a person decided about acts: events that are to be one act, and events that are to be parted.

An edit names events by document and id, which rest on documents and the places of triggers, so that it holds after
later adds and after coding again. An edit one of whose events is gone is kept, told by `Edits.lost`, and left aside.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.errors import UsageError
from dateline.join.told import Told

EventKey = tuple[str, str]
"""Document and event id."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One decision: `together`, or every one of `events` apart from every one of `others`."""

    id: str
    together: bool
    events: tuple[EventKey, ...]
    others: tuple[EventKey, ...] = ()

    @property
    def pairs(self) -> list[tuple[EventKey, EventKey]]:
        """The pairs of events that it is about."""
        if self.together:
            return [(self.events[0], event) for event in self.events[1:]]
        return [(one, other) for one in self.events for other in self.others]


@dataclass(frozen=True, slots=True)
class Decided:
    """What edits come to: by event those that it is one act with, itself among them, and those that it is kept from."""

    together: Mapping[EventKey, frozenset[EventKey]]
    apart: Mapping[EventKey, frozenset[EventKey]]

    @property
    def related(self) -> dict[EventKey, frozenset[EventKey]]:
        """By each event of an edit those on which it depends."""
        return {event: self.about(event) for event in {**self.together, **self.apart}}

    def about(self, event: EventKey) -> frozenset[EventKey]:
        """All events on which edits make an event depend, itself left out."""
        joined = self.together.get(event, frozenset())
        return joined.union(*(self.apart.get(key, frozenset()) for key in {*joined, event})) - {event}


@dataclass(frozen=True, slots=True)
class Edits:
    """The edits of a store, in the order in which they were made: of two that contradict, the later holds."""

    edits: tuple[Edit, ...] = ()

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Any]]) -> Edits:
        """From rows of `edits`, other kinds passed over; raises `UsageError` for one that can't be read."""
        rows = sorted((row for row in rows if row["kind"] in ("join", "split")), key=lambda row: (row["at"], row["id"]))
        return cls(tuple(_edit(row) for row in rows))

    @property
    def named(self) -> frozenset[EventKey]:
        """All events that an edit names."""
        return frozenset(key for edit in self.edits for key in (*edit.events, *edit.others))

    def decided(self, there: Container[EventKey]) -> Decided:
        """What follows for the events that are there: newest first, each edit as far as no newer one forbids it."""
        members: dict[EventKey, list[EventKey]] = {}
        apart: dict[EventKey, set[EventKey]] = {}
        for edit in reversed(self.edits):
            for one, other in edit.pairs:
                if one not in there or other not in there:
                    continue
                a, b = (members.setdefault(key, [key]) for key in (one, other))
                if a is b or any(not apart.get(key, set()).isdisjoint(b) for key in a):
                    continue
                if edit.together:
                    a += b
                    members.update(dict.fromkeys(b, a))
                else:
                    apart.setdefault(one, set()).add(other)
                    apart.setdefault(other, set()).add(one)
        return Decided(
            {key: frozenset(together) for key, together in members.items()},
            {key: frozenset(others) for key, others in apart.items()},
        )

    def lost(self, told: Iterable[Told]) -> list[str]:
        """Ids of edits that name an event which is no longer there."""
        there = {event.key for event in told}
        return [edit.id for edit in self.edits if not there.issuperset((*edit.events, *edit.others))]


def join_change(events: Iterable[EventKey]) -> str:
    """The `change` of an edit that makes events one act; raises `UsageError` for fewer than two."""
    listed = sorted(set(events))
    if len(listed) < 2:
        raise UsageError("joining needs two events: name the events that tell of one act")
    return json.dumps({"events": listed})


def split_change(members: Iterable[EventKey], documents: Iterable[str]) -> str:
    """The `change` of an edit that takes the events of some documents out of an act with these members.

    Raises `UsageError` if none or all of the members are those documents'.
    """
    apart = set(documents)
    listed = sorted(set(members))
    events = [key for key in listed if key[0] in apart]
    others = [key for key in listed if key[0] not in apart]
    if not events or not others:
        told = ", ".join(sorted({document for document, _ in listed}))
        raise UsageError(f"splitting needs some, not all, of the act's reports: {told}")
    return json.dumps({"events": events, "others": others})


def _edit(row: Mapping[str, Any]) -> Edit:
    try:
        change = json.loads(row["change"])
        events, others = (tuple((str(d), str(e)) for d, e in change.get(name, ())) for name in ("events", "others"))
    except (TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"edit {row['id']}: its change can't be read ({error}); remove it or mend it") from None
    together = row["kind"] == "join"
    if len(events) < 1 + together or (not together and not others):
        raise UsageError(f"edit {row['id']}: its change names too few events; remove it or mend it")
    return Edit(str(row["id"]), together, events, others)

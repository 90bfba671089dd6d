"""Acts joined month by month: the events of a month are joined with each other and with the acts of its window.

What a month comes to rests on the months of its window alone (`windows`), and an act once told keeps its id and its
reports: later months only add to it. So a change needs no more than the months after it, as far as anything differs.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow.dataset as ds

from dateline.join import Act, Decided, Edits, Known, Told, act_id, join_known, told_of
from dateline.store.edits import apply_edits, edits_of
from dateline.store.months import Month, month_rows
from dateline.store.rows import Row
from dateline.store.snapshot import Snapshot

Key = tuple[str, str]
"""Document id and the id of a record in it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An event with the act that it tells of, and what decides which event stands for the act."""

    key: Key
    reported: date | None
    confidence: float
    act: str
    by: str
    reasons: Sequence[str]

    @property
    def rank(self) -> tuple[float, date, str, str]:
        """The least of an act stands for it: the surest, of equals the earliest."""
        return -self.confidence, self.reported or date.max, *self.key


Events = Mapping[str, Sequence[Known]]
"""Events by origin: imported ones stand beside ours, to be compared, not mixed."""


def events_of_month(month: Month) -> Events:
    """The events of a month, ready to be compared."""
    found: dict[str, list[Known]] = defaultdict(list)
    for event in month.events:
        document = event["document"]
        figures = month.figures.get(document, ())
        found[event["origin"]].append(Known(told_of(event, month.actors[document], month.documents[document], figures)))
    return found


def place(
    events: Events, window: Iterable[Events], acts: Mapping[Key, str], since: date | None, decided: Decided
) -> dict[Key, Placed]:
    """Join a month's `events`. `acts` are those of the events of its `window`, which begins on the day `since`."""
    before: dict[str, list[Known]] = defaultdict(list)
    for month in window:
        for origin, told in month.items():
            before[origin] += told
    placed: dict[Key, Placed] = {}
    for origin, told in sorted(events.items()):
        mine = {event.told.key for event in told}
        near = _open(before[origin], acts, since, {key for one in mine for key in decided.about(one)})
        earlier = {event.told.key: acts[event.told.key] for event in near}
        for act in join_known([*near, *told], decided, earlier):
            for member in act.members:
                if member.told.key in mine:
                    placed[member.told.key] = _placed(member.told, act.id, member.by, member.reasons)
    return placed


def _open(
    events: Iterable[Known], acts: Mapping[Key, str], since: date | None, named: Collection[Key]
) -> Iterable[Known]:
    """The events of acts that are told first in the window, and those that edits name."""
    groups: dict[str, list[Known]] = defaultdict(list)
    kept = []
    for event in events:
        told = event.told
        if since is not None and told.reported is not None and told.reported >= since:
            groups[acts[told.key]].append(event)
        elif told.key in named:
            kept.append(event)
    for act, members in groups.items():
        first = min((event.told for event in members), key=lambda told: told.order)
        begins = act_id(first) == act
        kept += [event for event in members if begins or event.told.key in named]
    return kept


def _placed(told: Told, act: str, by: str, reasons: Sequence[str]) -> Placed:
    return Placed(told.key, told.reported, told.confidence, act, by, tuple(reasons))


def stored_places(snapshot: Snapshot, month: str, edits: Sequence[Row]) -> dict[Key, Placed]:
    """What a month was settled to; events that are no more are left out."""
    rows = month_rows(snapshot, "events", month, ("id", "document", "confidence"))
    sure = {(row["document"], row["id"]): row["confidence"] for row in apply_edits("events", rows, edits)}
    days = {row["id"]: row["date"] for row in month_rows(snapshot, "documents", month, ("id", "date"))}
    placed = {}
    for row in month_rows(snapshot, "joins", month):
        key = row["document"], row["event"]
        if key in sure and key[0] in days:
            placed[key] = Placed(key, days[key[0]], sure[key], row["act"], row["joined_by"], tuple(row["reasons"]))
    return placed


def acts_of(events: Iterable[Events], acts: Mapping[Key, str]) -> Iterator[list[Act]]:
    """For each origin, the acts that begin among these events, without reasons."""
    by_origin: dict[str, dict[str, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for month in events:
        for origin, told in month.items():
            for event in told:
                by_origin[origin][acts[event.told.key]].append(event.told)
    for _, found in sorted(by_origin.items()):
        plain = (Act.plain(id, told) for id, told in found.items())
        yield [act for act in plain if act_id(act.told[0]) == act.id]


def edits_of_acts(snapshot: Snapshot) -> Edits:
    """What people decided about acts."""
    return Edits.of({**edit, "change": json.dumps(edit["change"])} for edit in edits_of(snapshot, "join", "split"))


def decided_of(snapshot: Snapshot, edits: Edits, rejected: Sequence[Row]) -> Decided:
    """What they come to, given the events that are there; `rejected` are the edits that may reject some."""
    documents = sorted({document for document, _ in edits.named})
    if not documents:
        return edits.decided(())
    among = ds.field("document").isin(documents)
    rows = snapshot.dataset("events").to_table(columns=["id", "document"], filter=among).to_pylist()
    return edits.decided({(row["document"], row["id"]) for row in apply_edits("events", rows, rejected)})

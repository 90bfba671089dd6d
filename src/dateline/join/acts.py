"""The same act in many reports becomes one act, with the reasons of each joining."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Self

from dateline.join.blocks import pairs
from dateline.join.compare import Comparison, Known
from dateline.join.disagreements import Disagreement, disagreements
from dateline.join.edits import Decided, Edits, EventKey
from dateline.join.groups import Groups
from dateline.join.rules import POINTS
from dateline.join.told import Told

_EVENT_ID = re.compile(r"ev([0-9a-f]{12})")


@dataclass(frozen=True, slots=True)
class Member:
    """One event of an act: whether a rule or an edit put it there, and why; no reasons for an act told once."""

    told: Told
    by: Literal["rule", "edit"]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """One act with the events that tell of it, the earliest first.

    `main` is the event that stands for it in counts: the surest, of equals the earliest. `reports` counts the
    documents, near-duplicates included. `disagreements` are what the reports tell differently.
    """

    id: str
    members: tuple[Member, ...]
    main: Told
    reports: int
    disagreements: tuple[Disagreement, ...]

    @property
    def told(self) -> tuple[Told, ...]:
        """The events alone."""
        return tuple(member.told for member in self.members)

    @classmethod
    def plain(cls, id: str, told: Iterable[Told]) -> Self:
        """An act that is known, of its events; nothing of why, nor of what they tell differently."""
        events = sorted(told, key=lambda event: event.order)
        return cls(id, tuple(Member(event, "rule", ()) for event in events), main_of(events), reports_of(events), ())


def join_acts(told: Iterable[Told], edits: Edits | None = None) -> list[Act]:
    """The acts that events tell of, each event in exactly one, sorted by their earliest event.

    The result does not depend on the order of `told`. Two events of one document are never joined by rule: the coder
    gathers an act's mentions inside a report. Linear in the number of events, up to a factor for how many reports come
    from one dyad on one day.
    """
    known = [Known(event) for event in told]
    decided = (edits or Edits()).decided({event.told.key for event in known})
    return join_known(known, decided, {})


def join_known(events: Iterable[Known], decided: Decided, earlier: Mapping[EventKey, str]) -> list[Act]:
    """As `join_acts`, for more events of acts that are known: `earlier` has the act of each event joined before.

    These stay as they are; the others become acts of their own or join them. Only acts that one of the others is in
    are told; their members that were joined before have no reasons here.
    """
    known = sorted(events, key=lambda event: event.told.order)
    comparison = Comparison(known)
    joined = {index: act for index, event in enumerate(known) if (act := earlier.get(event.told.key)) is not None}
    # Only what may be joined is kept: most pairs of a large corpus are not, and would fill the memory.
    likely: dict[tuple[int, int], float] = {}
    for one, other in pairs(known, joined):
        points = comparison.points(known[one], known[other])
        if points is not None and points >= POINTS["maybe"]:
            likely[one, other] = points

    def compare(one: int, other: int) -> float | None:
        points = likely.get((one, other))
        return comparison.points(known[one], known[other]) if points is None else points

    groups = Groups([event.told for event in known], decided, compare, joined)
    links = sorted((-points, pair) for pair, points in likely.items())
    for against, (one, other) in links:
        if against <= 0:
            groups.join_if_alike(one, other)
    groups.join_only_choices(pair for _, pair in links)
    return [
        _act([known[i] for i in members], groups.act_of(members[0]), decided, comparison, earlier)
        for members in groups.all()
        if any(index not in joined for index in members)
    ]


def act_id(earliest: Told) -> str:
    """The id of an act: that of its earliest event."""
    if found := _EVENT_ID.fullmatch(earliest.event):
        return f"act{found[1]}"
    # Events of other sources have ids of their own, which may be unique in their document only.
    key = f"{earliest.document}\n{earliest.event}"
    return f"act{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def main_of(told: Iterable[Told]) -> Told:
    """The event that stands for an act: the surest, of equals the earliest."""
    return min(told, key=lambda event: (-event.confidence, event.order))


def reports_of(told: Iterable[Told]) -> int:
    """How many reports tell of an act, near-duplicates included."""
    return sum({event.document: event.weight for event in told}.values())


def _act(
    members: Sequence[Known],
    id: str | None,
    decided: Decided,
    comparison: Comparison,
    earlier: Mapping[EventKey, str],
) -> Act:
    main = main_of(event.told for event in members)
    return Act(
        id=id or act_id(members[0].told),
        members=tuple(
            Member(event.told, "rule", ())
            if event.told.key in earlier
            else _member(event, members, main, decided, comparison)
            for event in members
        ),
        main=main,
        reports=reports_of(event.told for event in members),
        disagreements=disagreements([event.told for event in members]) if len(members) > 1 else (),
    )


def _member(event: Known, members: Sequence[Known], main: Told, decided: Decided, comparison: Comparison) -> Member:
    """Why an event is of its act: compared with the main event, or, for that one, with the event most like it."""
    others = [other for other in members if other is not event and (other.told is main or event.told is main)]
    compared = [(points, other) for other in others if (points := comparison.points(event, other)) is not None]
    edited = len(decided.together.get(event.told.key, ())) > 1
    by: Literal["rule", "edit"] = "edit" if edited else "rule"
    if by == "edit":
        return Member(event.told, by, ("joined by an edit",))
    if not compared:
        return Member(event.told, by, ("like other reports of the act",) if others else ())
    _, nearest = max(compared, key=lambda pair: (pair[0], [-ord(c) for c in pair[1].told.document]))
    reasons = comparison.reasons(event, nearest)
    return Member(event.told, by, (f"like {nearest.told.document}", *reasons))

"""Events gathered into groups, link by link, so that no chain of likenesses joins what is not alike."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from dateline.join.edits import Decided, EventKey
from dateline.join.rules import POINTS
from dateline.join.told import Told
from dateline.join.when import is_vague

# A large group is known by its first members: comparing all would cost its square.
MOST_COMPARED = 6

Compare = Callable[[int, int], float | None]


class Groups:
    """Each event in one group; edits are done first, and hold against every likeness."""

    def __init__(self, told: Sequence[Told], decided: Decided, compare: Compare, acts: Mapping[int, str]) -> None:
        """`acts` are the acts of the events that were joined before: they are neither parted nor joined."""
        self._compare = compare
        self._members = {index: [index] for index in range(len(told))}
        self._group = list(range(len(told)))
        self._documents = {index: {event.document} for index, event in enumerate(told)}
        self._vague = {index for index, event in enumerate(told) if is_vague(event)}
        self._refused: set[tuple[int, int, int, int]] = set()
        self._apart: dict[int, set[int]] = {}
        # By group the act that it was before.
        self._acts = dict(acts)
        self._gather(acts)
        self._decide({event.key: index for index, event in enumerate(told)}, decided)

    def all(self) -> list[list[int]]:
        """The groups, each sorted, by their first members."""
        return sorted(sorted(members) for members in self._members.values())

    def act_of(self, event: int) -> str | None:
        """The act that an event's group was before."""
        return self._acts.get(self._group[event])

    def join_if_alike(self, one: int, other: int) -> None:
        """Join the groups of two events if their members are alike on the whole."""
        a, b = self._group[one], self._group[other]
        # Two large groups have many links: judged once, they are judged again only when one of them has grown.
        judged = min(a, b), max(a, b), len(self._members[a]), len(self._members[b])
        if a == b or judged in self._refused:
            return
        if self._may_join(a, b) and self._alike(a, b) >= 0:
            self._join(a, b)
        else:
            self._refused.add(judged)

    def join_only_choices(self, links: Iterable[tuple[int, int]]) -> None:
        """Give each vague event that is still alone to the one group that it can mean, if no other comes so near."""
        choices: dict[int, set[int]] = defaultdict(set)
        for one, other in links:
            for event, partner in ((one, other), (other, one)):
                if event in self._vague and event not in self._acts and len(self._members[self._group[event]]) == 1:
                    choices[event].add(self._group[partner])
        chosen = []
        for event, partners in sorted(choices.items()):
            ranked = sorted((-self._alike(self._group[event], group), group) for group in partners)
            least = ranked[1][0] if len(ranked) > 1 else math.inf
            if -ranked[0][0] >= POINTS["maybe"] and least - ranked[0][0] >= POINTS["margin"]:
                chosen.append((*ranked[0], event))
        for _, group, event in sorted(chosen):
            a, b = self._group[event], self._group[group]
            if self._may_join(a, b) and self._alike(a, b) >= POINTS["maybe"]:
                self._join(a, b)

    def _may_join(self, a: int, b: int) -> bool:
        if a == b or (a in self._acts and b in self._acts):
            return False
        return self._documents[a].isdisjoint(self._documents[b]) and not self._parted(a, b)

    def _alike(self, a: int, b: int) -> float:
        """The mean of points between the members of two groups."""
        points = [self._compare(min(i, j), max(i, j)) for i in self._known_by(a) for j in self._known_by(b)]
        return math.fsum(POINTS["never"] if found is None else found for found in points) / len(points)

    def _known_by(self, group: int) -> list[int]:
        """The members that tell what the group is: those with a day, if there are any."""
        members = sorted(self._members[group])
        return ([member for member in members if member not in self._vague] or members)[:MOST_COMPARED]

    def _gather(self, acts: Mapping[int, str]) -> None:
        first: dict[str, int] = {}
        for index, act in sorted(acts.items()):
            self._join(self._group[first.setdefault(act, index)], self._group[index])

    def _decide(self, index: dict[EventKey, int], decided: Decided) -> None:
        """Join what edits join, and keep in mind what they part."""
        for key, one in index.items():
            # A group for each event: those that an edit joined to another by now are in its group.
            for other in decided.together.get(key, ()):
                if other in index and self._group[one] != self._group[index[other]]:
                    self._join(self._group[one], self._group[index[other]])
            apart = {index[other] for other in decided.apart.get(key, ()) if other in index}
            if apart:
                self._apart[one] = apart

    def _parted(self, a: int, b: int) -> bool:
        """Whether an edit parts a member of one group from a member of the other."""
        if not self._apart:
            return False
        theirs = set(self._members[b])
        return any(not self._apart[i].isdisjoint(theirs) for i in self._members[a] if i in self._apart)

    def _join(self, a: int, b: int) -> None:
        """Join two groups under the lower number."""
        if a == b:
            return
        keep, gone = min(a, b), max(a, b)
        if gone in self._acts:
            self._acts.setdefault(keep, self._acts[gone])
        for index in self._members[gone]:
            self._group[index] = keep
        self._members[keep] += self._members.pop(gone)
        self._documents[keep] |= self._documents.pop(gone)

"""Which pairs of events are worth comparing: those that share participants and a time, or a telling detail.

Comparing everybody with everybody is out of the question, so events are put into blocks by type and participants. In
a small block all are compared; in a large one those of a day with those of the few days around it, and all others
with those that share a rare word, a number, a place or a name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain, combinations

from dateline.join.compare import Known
from dateline.join.rules import ALIKE, COMMON, STATUSES
from dateline.join.when import NEWS_DAYS

# A detail that more events of a block share tells nothing; the same on one day.
MOST_SHARING = 20
# Up to so many, all events of a block, or of a block within a few days, are compared.
CROWD = 30

# Days between the first days of two events of one act: visits last some days, and news is told within days.
LONGEST = NEWS_DAYS + 5

Pair = tuple[int, int]
Key = tuple[str, str, tuple[str, ...]]


def pairs(known: Sequence[Known], joined: Container[int] = ()) -> Iterator[Pair]:
    """Pairs of indices into `known`, the lower first, each once; never two events of one document.

    Nor two of those `joined` before.
    """
    size = len(known)
    found: set[int] = set()
    for (_, _, codes), members in _blocks(known).items():
        near: Iterable[Pair] = combinations(members, 2)
        if len(members) > CROWD:
            near = chain(_near(known, members) if len(codes) == 2 else (), _sharing(known, members))
        # A pair as one number takes a third of the memory.
        found.update(
            one * size + other
            for one, other in near
            if not (one in joined and other in joined) and _comparable(known[one], known[other], codes)
        )
    yield from (divmod(number, size) for number in found)


def _comparable(one: Known, other: Known, codes: tuple[str, ...]) -> bool:
    """Not two events of one document, nor of days far apart.

    Two events that tell both of their sides are compared under both: one participant in common says little.
    """
    if one.day is not None and other.day is not None and abs(one.day - other.day) > LONGEST:
        return False
    if len(codes) == 1 and not (one.is_open or other.is_open or len(one.blocks) == 1 or len(other.blocks) == 1):
        return False
    return one.told.document != other.told.document


def _blocks(known: Sequence[Known]) -> dict[Key, list[int]]:
    """Indices, in order, by group of types, group of statuses, and one or two participants."""
    partners: dict[str, list[str]] = {name: [name] for name in COMMON}
    for alike in ALIKE:
        for name in alike:
            partners[name].append("+".join(sorted(alike)))
    blocks: dict[Key, list[int]] = defaultdict(list)
    for index, event in enumerate(known):
        status = STATUSES[event.told.status]
        sides: list[tuple[str, ...]] = [(code,) for code in event.blocks]
        if not event.is_open:
            sides += combinations(event.blocks, 2)
        for types in partners[event.told.type]:
            for codes in sides:
                blocks[types, status, codes].append(index)
    return {key: members for key, members in blocks.items() if len(members) > 1}


def _near(known: Sequence[Known], members: Sequence[int]) -> Iterator[Pair]:
    """Pairs of events that begin within a few days; a crowd is left to its details."""
    days = sorted((day, index) for index in members if (day := known[index].day) is not None)
    first = 0
    for place, (day, index) in enumerate(days):
        while days[first][0] < day - NEWS_DAYS:
            first += 1
        if place - first <= CROWD:
            for _, earlier in days[first:place]:
                yield min(index, earlier), max(index, earlier)


def _sharing(known: Sequence[Known], members: Sequence[int]) -> Iterator[Pair]:
    """Pairs that share a detail which few events of the block, or of the block on one day, have."""
    sharing: dict[str, list[int]] = defaultdict(list)
    for index in members:
        for detail in known[index].details:
            sharing[detail].append(index)
    for those in sharing.values():
        if len(those) <= MOST_SHARING:
            yield from combinations(those, 2)
            continue
        on_day: dict[int, list[int]] = defaultdict(list)
        for index in those:
            if (day := known[index].day) is not None:
                on_day[day].append(index)
        for group in on_day.values():
            if len(group) <= MOST_SHARING:
                yield from combinations(group, 2)

"""Which pairs of events are worth comparing: those that share a participant and a time, or a telling detail.

Comparing everybody with everybody is out of the question, so events are put into blocks by type and participant. Those of a
day are compared with those of the few days around it; those of a longer or no known time with those that share a rare word,
a number, a place or a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from dateline.join.compare import Known
from dateline.join.rules import ALIKE, COMMON, STATUSES
from dateline.join.told import PERSON
from dateline.join.when import NEWS_DAYS, interval, is_day

# A detail that so many events of a block share tells nothing.
MOST_SHARING = 40
# So many events of one block within a few days are compared only where they share a detail: hot spots of long wars.
CROWD = 60

Pair = tuple[int, int]
Key = tuple[str, str, str]


def pairs(known: Sequence[Known]) -> list[Pair]:
    """Pairs of indices into `known`, the lower first, sorted."""
    found: set[Pair] = set()
    for members in _blocks(known).values():
        if len(members) <= CROWD:
            found.update((one, other) for place, one in enumerate(members) for other in members[place + 1 :])
            continue
        days = sorted((interval(known[i].told)[0].toordinal(), i) for i in members if _has_day(known[i]))
        found.update(_near(days))
        found.update(_alike_in_detail(known, members))
    return sorted(pair for pair in found if known[pair[0]].told.document != known[pair[1]].told.document)


def _blocks(known: Sequence[Known]) -> dict[Key, list[int]]:
    """Indices by group of types, group of statuses and participant."""
    partners: dict[str, list[str]] = {name: [name] for name in COMMON}
    for pair in ALIKE:
        for name in pair:
            partners[name].append("+".join(sorted(pair)))
    blocks: dict[Key, list[int]] = defaultdict(list)
    for index, event in enumerate(known):
        for types in partners[event.told.type]:
            for block in event.blocks:
                blocks[types, STATUSES[event.told.status], block].append(index)
    return {key: members for key, members in blocks.items() if len(members) > 1}


def _has_day(event: Known) -> bool:
    return event.told.start is not None and is_day(event.told)


def _near(days: Sequence[tuple[int, int]]) -> Iterator[Pair]:
    """Pairs of events that begin within a few days; a crowd is left to its details."""
    first = 0
    for place, (day, index) in enumerate(days):
        while days[first][0] < day - NEWS_DAYS - 1:
            first += 1
        if place - first <= CROWD:
            for _, earlier in days[first:place]:
                yield min(index, earlier), max(index, earlier)


def _alike_in_detail(known: Sequence[Known], members: Sequence[int]) -> Iterator[Pair]:
    """Pairs that share a detail which few events of the block have."""
    sharing: dict[str, list[int]] = defaultdict(list)
    for index in members:
        for detail in _details(known[index]):
            sharing[detail].append(index)
    for detail, those in sharing.items():
        for group in _by_time(known, those) if len(those) > MOST_SHARING else [those]:
            if len(group) <= MOST_SHARING or detail.startswith("="):
                yield from ((one, other) for place, one in enumerate(group) for other in group[place + 1 :])


def _by_time(known: Sequence[Known], members: Sequence[int]) -> list[list[int]]:
    """The events of one detail, split by day, so that a common word still joins within one day."""
    days: dict[date | None, list[int]] = defaultdict(list)
    for index in members:
        if _has_day(known[index]):
            days[known[index].told.start].append(index)
    return list(days.values())


def _details(event: Known) -> Iterator[str]:
    told = event.told
    yield from (f"w {word}" for word in sorted(event.words))
    yield from (f"f {counted} {value:g}" for counted, value in told.figures)
    if told.place:
        yield f"p {told.place.casefold()}"
    yield from (key for key in sorted(told.actors | told.recipients) if key.startswith(PERSON))

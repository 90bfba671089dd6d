"""What was read and is not committed yet, in order: first what is decided on, then what waits to be."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import islice
from typing import Final

from dateline.read import Issue
from dateline.store.documents import Item
from dateline.store.duplicates import StoredIndex
from dateline.store.lake import Store
from dateline.store.plan import Decision, Work
from dateline.store.spread.ahead import Ahead, Step
from dateline.store.spread.book import Finished, Read
from dateline.store.spread.prefetch import Prefetch

MEET: Final = 500
"""Documents that are looked up in the store together."""

RENEW: Final = 50_000
"""Documents decided on before the store is looked at again; what was decided on is held in memory until then."""


@dataclass(frozen=True, slots=True)
class Place:
    """One thing that was read, and what becomes of it; issues and finished shards need no deciding."""

    read: Read | None
    step: Step | None = None

    @property
    def thing(self) -> Item | Issue | Finished | None:
        """What was read; None for documents of the store that lost their stand-in."""
        return self.read.thing if self.read else None

    @property
    def decisions(self) -> Sequence[Decision]:
        """What is to be stored."""
        return self.step.plan.decisions if self.step else ()


class Line:
    """The reports of a run; `places` are those decided on, on top of the store's `version` and of each other.

    `failed` are those that can't be coded; when there is another one, `again` must be called. `stopped`: what is
    decided on must be committed before anything else is.
    """

    def __init__(self, store: Store, reads: Iterator[Read], failed: Set[Work]) -> None:
        self.places: deque[Place] = deque()
        self.version = -1
        self.stopped = False
        self._store = store
        self._failed = failed
        self._prefetch = Prefetch(reads)
        self._waiting: deque[Read] = deque()
        self._index = StoredIndex()
        self._adopting = True
        self._renew()

    @property
    def ended(self) -> bool:
        """Whether all is committed."""
        return not (self.places or self._adopting or self._more)

    @property
    def grows(self) -> bool:
        """Whether more will be decided on before anything is committed."""
        return not self.stopped and self._more

    @property
    def is_old(self) -> bool:
        """Whether it is time for `again`, for memory's sake."""
        return self._ahead.decided > RENEW

    @property
    def _more(self) -> bool:
        return bool(self._waiting) or not self._prefetch.ended

    def decide(self, most: int) -> Iterator[Place]:
        """Decide on what is there, until so many are decided on; those that are new. Raises what reading raises."""
        self._read()
        if self.stopped and not self.places:
            self._renew()
        if self._adopting:
            yield from self._adopt()
        while self._waiting and not self.stopped and len(self.places) < most:
            place = self._next()
            if place is None:
                self.stopped = True
                return
            self._waiting.popleft()
            yield self._append(place)

    def again(self) -> None:
        """Decide anew on all that is not committed, on top of the store's newest version."""
        self._adopting |= any(place.read is None for place in self.places)
        self._waiting.extendleft(reversed([place.read for place in self.places if place.read]))
        self.places.clear()
        self._renew()

    def leave(self, number: int, version: int | None) -> None:
        """The first ones are committed: as that version, if they held anything new."""
        for _ in range(number):
            self.places.popleft()
        if version is not None:
            self.version = version

    def close(self) -> None:
        """Read no further."""
        self._prefetch.close()

    def _renew(self) -> None:
        snapshot = self._store.at()
        self.version = snapshot.version
        self.stopped = False
        self._ahead = Ahead(snapshot, self._index, self._failed)
        self._met = 0

    def _read(self) -> None:
        idle = not (self.places or self._waiting)
        while not self._prefetch.ended and len(self._waiting) < MEET:
            more = self._prefetch.take(0.05 if idle else 0)
            if not more:
                return
            self._waiting += more

    def _adopt(self) -> Iterator[Place]:
        """Begin with the near-duplicates that lost their stand-in."""
        self._adopting = False
        if orphans := self._ahead.orphans():
            yield self._append(Place(None, orphans))

    def _next(self) -> Place | None:
        """The first that waits, decided on; None if it can't be yet."""
        read = self._waiting[0]
        if not isinstance(read.thing, Item):
            return Place(read)
        if self._met == 0:
            items = [read.thing for read in islice(self._waiting, MEET) if isinstance(read.thing, Item)]
            self._ahead.meet(items)
            self._met = len(items)
        step = self._ahead.step(read.thing)
        if step is None:
            return None
        self._met -= 1
        return Place(read, step)

    def _append(self, place: Place) -> Place:
        self.places.append(place)
        self.stopped |= place.step is not None and place.step.alone
        return place

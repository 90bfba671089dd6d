"""Deciding ahead of the store: on a snapshot, and on what was decided since and is not committed yet.

What is decided so is what `add` decides on the store as it will be then, as long as all that came before is committed
first, and nothing else is.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date

from dateline.store.documents import Item, Known, Stored, duplicates_of, orphans_of
from dateline.store.duplicates import Index, StoredIndex
from dateline.store.plan import Part, Plan, Work
from dateline.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one document (None: of those that lost their stand-in).

    `alone`: it must be committed before another one is decided on.
    """

    item: Item | None
    plan: Plan
    alone: bool


class Ahead(Part):
    """Decides on documents in their order; `decided` counts them."""

    def __init__(self, snapshot: Snapshot, index: StoredIndex, failed: Set[Work]) -> None:
        super().__init__([], snapshot, index, failed)
        self.decided = 0
        self._met = Index()
        self._days: set[date | None] = set()

    @property
    def _near(self) -> Index:
        return self._met

    def meet(self, items: Sequence[Item]) -> None:
        """Look up what the snapshot knows of the documents that come next."""
        self._known.learn(Known.of(self._snapshot, items))
        # All days so far, for a new one makes the index read whole months again.
        self._days.update(item.day for item in items)
        self._met = self._index.at(self._snapshot, self._days)

    def orphans(self) -> Step | None:
        """What becomes of the near-duplicates that have no stand-in; None if there are none."""
        orphans = orphans_of(self._snapshot)
        if not orphans:
            return None
        self.place_again(orphans)
        return self._step(None)

    def step(self, item: Item) -> Step | None:
        """What becomes of a document that was met; None if all that was decided on must be committed before."""
        self.plan = Plan()
        return self._step(item) if self.take(item) else None

    def _step(self, item: Item | None) -> Step:
        self.decided += 1
        return Step(item, self.plan, self.full or item is None)

    def _must_wait(self, key: str, stored: Stored) -> bool:
        # A second version may follow the first, which is committed before it; but who loses its stand-in is looked up.
        if not self.decided:
            return False
        return stored.id in self._standing or bool(duplicates_of(self._snapshot, [stored.id]))

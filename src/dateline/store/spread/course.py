"""One run on a cluster: what is read is decided on here, in order, coded there, and committed there, in order.

Documents are decided on ahead of the store (`Line`), coded by whoever is free, and committed in batches, one after the
other: so the store holds, at each moment, what the first reports of the input make of it, as a run on one machine has
it. Where something comes between (a report that can't be coded, another writer), what is not committed is decided on
again; what was coded is used.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final, assert_never

from dateline.errors import Overtaken, StoreError
from dateline.read import Entry, Issue
from dateline.store.documents import Item
from dateline.store.lake import Store
from dateline.store.plan import Decision, Work
from dateline.store.spread.book import Read
from dateline.store.spread.calls import WINDOW, Calls, Coded, Coders, Committed, Death
from dateline.store.spread.count import count, failures, make_batch
from dateline.store.spread.hand import Batch, Done
from dateline.store.spread.line import Line, Place
from dateline.store.summary import Summary

PART: Final = 100
"""Documents that are worth a commit; fewer wait for more, as long as there are more."""

MOST: Final = 1000
"""Documents of one commit: where many coders are at work, as many as are ready are committed together."""

AHEAD: Final = 10
"""Windows decided on and not committed, for each coder; at least `MOST` documents twice over."""

WAIT: Final = 5.0
"""Seconds after which few documents are committed too."""

DEATHS: Final = 2
"""Coders that a report may kill while they have nothing else to code."""

TRIES: Final = 12
"""Times in a row that a batch may be overtaken by other writers."""

Progress = Callable[[Entry | Issue], None]


class Course:
    """One run: `run` adds all that is read."""

    def __init__(self, store: Store, reads: Iterator[Read], crew: Coders, summary: Summary, progress: Progress) -> None:
        self._crew = crew
        self._summary = summary
        self._progress = progress
        self._failed: dict[Work, Issue] = {}
        self._untold: dict[Work, Issue] = {}
        self._bad: set[int] = set()
        self._deaths: Counter[Work] = Counter()
        self._line = Line(store, reads, self._failed.keys())
        self._calls = Calls()
        self._batch: tuple[Batch, list[Place]] | None = None
        self._sent = False
        self._number = 0
        self._overtaken = 0
        self._stale = False
        self._committed_at = time.monotonic()

    def run(self) -> None:
        """Go on until all is committed. Raises `StoreError`, `SetupError`, and what reading raises."""
        try:
            while self._batch or not self._line.ended:
                self._crew.look()
                self._decide()
                self._calls.give(self._crew)
                self._commit()
                self._listen()
        finally:
            self._line.close()

    def _decide(self) -> None:
        if self._stale or self._line.is_old:
            # What is being committed must come to its end before.
            if self._batch:
                return
            self._stale = False
            self._calls.take_back()
            self._line.again()
        most = max(2 * MOST, AHEAD * WINDOW * len(self._crew))
        for place in self._line.decide(most):
            if place.read and place.step and place.step.plan.failed:
                self._bad.add(place.read.shard)
            for decision in self._coded(place):
                self._calls.add(decision)

    def _coded(self, place: Place) -> list[Decision]:
        """What is to be coded, and can be."""
        todo = (decision for decision in place.decisions if decision.duplicate_of is None)
        return [decision for decision in todo if decision.work not in self._failed]

    def _listen(self) -> None:
        """Wait until something happens."""
        for event in self._crew.wait(0.05 if self._line.grows else 1.0):
            if isinstance(event, Coded):
                self._fail(event.failed)
            elif isinstance(event, Death):
                self._mourn(event)
            elif isinstance(event, Committed):
                self._end_commit(event.done)
            else:
                assert_never(event)

    def _fail(self, failed: dict[Work, Issue]) -> None:
        if failed:
            self._failed |= failed
            self._untold |= failed
            self._calls.drop(failed)
            self._stale = True

    def _mourn(self, death: Death) -> None:
        """Have done again what a coder had before it, document by document what may have killed it."""
        first, *others = death.calls
        for call in reversed(others):
            self._calls.repeat(call.decisions)
        if death.suspicious and len(first.decisions) == 1:
            (decision,) = first.decisions
            self._deaths[decision.work] += 1
            if self._deaths[decision.work] == DEATHS:
                entry = decision.item.entry
                reason = "the coder died of this report, again and again: please tell its makers"
                self._fail({decision.work: Issue(entry.input, entry.line, reason)})
        split = [[decision] for decision in first.decisions] if death.suspicious else [first.decisions]
        for decisions in reversed(split):
            self._calls.repeat(decisions)
        self._calls.repeat_lost(self._crew)

    # Committing

    def _commit(self) -> None:
        """Have what stands first and is coded committed, if it is worth it."""
        if self._batch is None and not self._stale:
            places, full = self._ready()
            if places and (full or self._is_due(places)):
                self._begin(places)
        if self._batch and not self._sent:
            self._send(*self._batch)

    def _ready(self) -> tuple[list[Place], bool]:
        """What stands first and can be committed together, a document once; whether that can't grow."""
        places: list[Place] = []
        ids: set[str] = set()
        for place in islice(self._line.places, MOST):
            if not all(self._calls.is_done(decision) for decision in self._coded(place)):
                return places, False
            if any(decision.id in ids for decision in place.decisions):
                return places, True
            ids.update(decision.id for decision in place.decisions)
            places.append(place)
        return places, len(places) == MOST

    def _is_due(self, places: list[Place]) -> bool:
        """Whether it is worth a commit, or nothing will come that could be committed with it."""
        worth = sum(len(place.decisions) for place in places)
        if worth >= PART or time.monotonic() - self._committed_at > WAIT:
            return True
        return len(places) == len(self._line.places) and (not self._line.grows or len(places) >= MOST)

    def _begin(self, places: list[Place]) -> None:
        self._number += 1
        batch = make_batch(
            self._summary.run, self._number, self._line.version, places, self._untold, self._bad, self._crew.info
        )
        if batch.is_empty:
            self._leave(batch, places, Done(None, {}))
        else:
            self._batch = (batch, places)

    def _send(self, batch: Batch, places: list[Place]) -> None:
        """Have a batch committed, also one of which it is not known whether it was."""
        if self._stale:
            # What it rests on is no more: the store will tell whether it was committed.
            self._batch = None
            return
        calls = self._calls.of(decision for place in places for decision in self._coded(place))
        self._sent = all(call.done for call in calls) and self._crew.commit(batch, calls)

    def _end_commit(self, done: Done | StoreError | None) -> None:
        assert self._batch is not None
        batch, places = self._batch
        self._sent = False
        if done is None:
            # Who committed is gone, or a machine on which rows lay: somebody else looks whether it was done.
            self._calls.repeat_lost(self._crew)
        elif isinstance(done, Overtaken):
            self._batch = None
            self._overtaken += 1
            if self._overtaken == TRIES:
                raise done
            time.sleep(random.uniform(0.1, 0.5) * self._overtaken)
            self._stale = True
        elif isinstance(done, StoreError):
            raise done
        else:
            self._batch = None
            self._overtaken = 0
            self._leave(batch, places, done)

    def _leave(self, batch: Batch, places: list[Place], done: Done) -> None:
        """Count what is committed, and forget it."""
        self._line.leave(len(places), done.version)
        self._calls.drop(decision.work for decision in batch.decisions)
        for work in failures(places):
            self._untold.pop(work, None)
        count(self._summary, batch, places, done)
        self._committed_at = time.monotonic()
        for place in places:
            if isinstance(place.thing, Item):
                self._progress(place.thing.entry)
            elif isinstance(place.thing, Issue):
                self._progress(place.thing)

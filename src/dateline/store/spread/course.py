"""One run on a cluster: what is read is decided on here, in order, coded there, and committed there, in order.

Documents are decided on ahead of the store (`Ahead`), coded by whoever is free, and committed in batches, one after the
other: so the store holds, at each moment, what the first reports of the input make of it, as a run on one machine has
it. Where something comes between (a report that can't be coded, another writer), what is not committed is decided on
again; what was coded is used.
"""

from __future__ import annotations

import random
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

import ray
from ray.exceptions import RayError

from dateline.errors import Overtaken, StoreError
from dateline.read import Entry, Issue
from dateline.store.documents import Item
from dateline.store.duplicates import StoredIndex
from dateline.store.lake import Store
from dateline.store.plan import Decision, Plan, Work
from dateline.store.rows import Row
from dateline.store.spread.ahead import Ahead, Step
from dateline.store.spread.book import Finished, Read
from dateline.store.spread.crew import Call, Crew, Death
from dateline.store.spread.hand import COMMAND, Batch, Done
from dateline.store.spread.prefetch import Prefetch
from dateline.store.summary import Summary

WINDOW: Final = 16
"""Documents of one call: a second or two of coding, which is what the death of a coder loses; spaCy's own batch."""

PART: Final = 100
"""Documents that are worth a commit; fewer wait for more, as long as there are more."""

MOST: Final = 1000
"""Documents of one commit: where many coders are at work, as many as are ready are committed together."""

AHEAD: Final = 10
"""Windows decided on and not committed, for each coder."""

LEAST_AHEAD: Final = 2 * MOST

MEET: Final = 500
"""Documents that are looked up in the store together."""

RENEW: Final = 50_000
"""Documents decided on before the store is looked at again; what was decided on is held in memory until then."""

WAIT: Final = 5.0
"""Seconds after which few documents are committed too."""

PAUSE: Final = 0.05
"""Seconds between looks at whether more was read."""

DEATHS: Final = 2
"""Coders that a report may kill while they code nothing else."""

TRIES: Final = 12
"""Times that a batch may be overtaken by other writers."""

Progress = Callable[[Entry | Issue], None]


@dataclass(frozen=True, slots=True)
class _Place:
    """One thing that was read, and what becomes of it; issues and finished shards need no deciding."""

    read: Read | None
    step: Step | None = None

    @property
    def thing(self) -> Item | Issue | Finished | None:
        """What was read; None for documents of the store that lost their stand-in."""
        return self.read.thing if self.read else None

    @property
    def decisions(self) -> Sequence[Decision]:
        return self.step.plan.decisions if self.step else ()


class Course:
    """One run: `run` adds all that is read."""

    def __init__(self, store: Store, reads: Iterator[Read], crew: Crew, summary: Summary, progress: Progress) -> None:
        self._store = store
        self._crew = crew
        self._summary = summary
        self._progress = progress
        self._prefetch = Prefetch(reads)
        self._index = StoredIndex()
        self._waiting: deque[Read] = deque()
        self._met = 0
        self._line: deque[_Place] = deque()
        self._todo: deque[Call] = deque()
        self._calls: dict[Work, Call] = {}
        self._failed: dict[Work, Issue] = {}
        self._told_failed: set[Work] = set()
        self._bad: set[int] = set()
        self._deaths: Counter[Work] = Counter()
        self._committing: Any = None
        self._batch: tuple[Batch, list[_Place]] | None = None
        self._number = 0
        self._overtaken = 0
        self._stopped = False
        self._stale = False
        self._committed_at = time.monotonic()
        self._renew()
        self._adopt()

    def run(self) -> None:
        """Go on until all is committed. Raises `StoreError`, `SetupError`."""
        try:
            while self._going():
                self._crew.look()
                self._read()
                self._decide()
                self._give()
                self._commit()
                self._listen()
        finally:
            self._prefetch.close()

    def _going(self) -> bool:
        return bool(self._waiting or self._line or self._batch or not self._prefetch.ended)

    # Deciding

    def _renew(self) -> None:
        """Decide on the store's newest version from now on."""
        snapshot = self._store.at()
        self._version = snapshot.version
        self._ahead = Ahead(snapshot, self._index, self._failed.keys())
        self._met = 0
        self._stopped = False

    def _again(self) -> None:
        """Decide anew on all that is not committed."""
        orphans = any(place.read is None for place in self._line)
        reads = [place.read for place in self._line if place.read is not None]
        self._waiting.extendleft(reversed(reads))
        self._line.clear()
        for decision in (decision for call in self._todo for decision in call.decisions):
            del self._calls[decision.work]
        self._todo.clear()
        self._stale = False
        self._renew()
        if orphans:
            self._adopt()

    def _adopt(self) -> None:
        """Begin with the near-duplicates that lost their stand-in."""
        if orphans := self._ahead.orphans():
            self._append(_Place(None, orphans))

    def _read(self) -> None:
        while not self._prefetch.ended and len(self._waiting) < MEET:
            idle = not (self._line or self._batch or self._waiting)
            more = self._prefetch.take(0.2 if idle else 0)
            if not more:
                break
            self._waiting += more

    def _decide(self) -> None:
        if self._batch is None and (self._stale or self._ahead.decided > RENEW):
            self._again()
        if self._stopped and not self._line and self._batch is None:
            self._renew()
        while self._waiting and not self._stopped and not self._stale and len(self._line) < self._most:
            read = self._waiting[0]
            step = None
            if isinstance(read.thing, Item):
                self._meet()
                step = self._ahead.step(read.thing)
                if step is None:
                    self._stopped = True
                    return
                self._met -= 1
            self._waiting.popleft()
            self._append(_Place(read, step))

    @property
    def _most(self) -> int:
        """Documents decided on and not committed."""
        return max(LEAST_AHEAD, AHEAD * WINDOW * len(self._crew.ready))

    def _meet(self) -> None:
        if self._met <= 0:
            items = [read.thing for read in islice(self._waiting, MEET) if isinstance(read.thing, Item)]
            self._ahead.meet(items)
            self._met = len(items)

    def _append(self, place: _Place) -> None:
        self._line.append(place)
        if place.step and place.step.plan.failed and place.read:
            self._bad.add(place.read.shard)
        self._stopped |= place.step is not None and place.step.alone
        for decision in self._coded(place):
            if decision.work not in self._calls:
                self._assign(decision)

    def _coded(self, place: _Place) -> list[Decision]:
        """What is to be coded, and can be."""
        todo = (decision for decision in place.decisions if decision.duplicate_of is None)
        return [decision for decision in todo if decision.work not in self._failed]

    def _assign(self, decision: Decision) -> None:
        """Put a document into a call that is still to be given out."""
        last = self._todo[-1] if self._todo else None
        if last is None or len(last.decisions) >= WINDOW or any(one.id == decision.id for one in last.decisions):
            last = Call([])
            self._todo.append(last)
        last.decisions.append(decision)
        self._calls[decision.work] = last

    # Coding

    def _give(self) -> None:
        while self._todo and self._crew.give(self._todo[0]):
            self._todo.popleft()

    def _listen(self) -> None:
        """Wait until something happens."""
        refs = self._crew.refs()
        if self._committing is not None:
            refs.append(self._committing)
        if not refs:
            time.sleep(PAUSE)
            return
        room = not self._prefetch.ended and not self._stopped
        ready, _ = ray.wait(refs, num_returns=len(refs), timeout=0)
        if not ready:
            ready, _ = ray.wait(refs, num_returns=1, timeout=PAUSE if room else 1.0)
        if self._committing in ready:
            ready.remove(self._committing)
            self._end_commit()
        for answer in self._crew.answers(ready):
            if isinstance(answer, Death):
                self._mourn(answer)
            else:
                _, failed = answer
                self._fail(failed)

    def _fail(self, failed: dict[Work, Issue]) -> None:
        if failed:
            self._failed |= failed
            for work in failed:
                self._calls.pop(work, None)
            self._stale = True

    def _mourn(self, death: Death) -> None:
        """Have done again what a coder had before it when it died, document by document what may have killed it."""
        first, *others = death.calls
        if death.suspicious and len(first.decisions) == 1:
            (decision,) = first.decisions
            self._deaths[decision.work] += 1
            if self._deaths[decision.work] == DEATHS:
                entry = decision.item.entry
                reason = "the coder died of this report, again and again: please tell its makers"
                self._fail({decision.work: Issue(entry.input, entry.line, reason)})
                first = Call([])
        split = [[decision] for decision in first.decisions] if death.suspicious else [first.decisions]
        for decisions in reversed([*split, *(call.decisions for call in others)]):
            self._repeat(list(decisions))
        self._find_lost()

    def _repeat(self, decisions: list[Decision]) -> None:
        """Have documents coded before all others, those that are still wanted."""
        wanted = [decision for decision in decisions if decision.work in self._calls]
        if wanted:
            call = Call(wanted)
            self._calls |= {decision.work: call for decision in wanted}
            self._todo.appendleft(call)

    def _find_lost(self) -> None:
        """Have coded again what lay on a machine that is gone."""
        for call in dict.fromkeys(self._calls.values()):
            if call.done and self._crew.is_lost(call):
                self._repeat(list(call.decisions))

    # Committing

    def _commit(self) -> None:
        """Begin to commit what stands first in the line and is coded, if it is worth it."""
        if self._batch is None and not self._stale:
            places, full = self._ready()
            if places and (full or self._is_due(places)):
                batch = self._made(places)
                if batch.is_empty:
                    self._account(batch, places, Done(None, {}))
                else:
                    self._batch = (batch, places)
        if self._batch is not None and self._committing is None:
            self._send(*self._batch)

    def _send(self, batch: Batch, places: list[_Place]) -> None:
        """Have a batch committed, also one of which it is not known whether it was."""
        if self._stale:
            # What it rests on is no more: the store will tell whether it was committed.
            self._batch = None
            return
        calls = dict.fromkeys(self._calls[one.work] for place in places for one in self._coded(place))
        if all(call.done for call in calls):
            self._committing = self._crew.commit(batch, list(calls))

    def _ready(self) -> tuple[list[_Place], bool]:
        """What stands first and can be committed together, a document once; whether that can't grow."""
        places: list[_Place] = []
        ids: set[str] = set()
        for place in islice(self._line, MOST):
            if not all(self._calls[decision.work].done for decision in self._coded(place)):
                return places, False
            if any(decision.id in ids for decision in place.decisions):
                return places, True
            ids.update(decision.id for decision in place.decisions)
            places.append(place)
        return places, len(places) == MOST

    def _is_due(self, places: list[_Place]) -> bool:
        """Whether it is worth a commit, or nothing will come that could be committed with it."""
        if sum(len(place.decisions) for place in places) >= PART or time.monotonic() - self._committed_at > WAIT:
            return True
        more = not self._stopped and (bool(self._waiting) or not self._prefetch.ended)
        return len(places) == len(self._line) and (not more or len(self._line) >= self._most)

    def _made(self, places: list[_Place]) -> Batch:
        self._number += 1
        decisions = [decision for place in places for decision in place.decisions]
        plans = [place.step.plan for place in places if place.step]
        issues = [place.thing for place in places if isinstance(place.thing, Issue)]
        issues += [issue for plan in plans for issue in plan.issues]
        # A report that occurs twice fails once.
        failed = dict.fromkeys([work for plan in plans for work in plan.failed])
        failed |= dict.fromkeys(decision.work for decision in decisions if decision.work in self._failed)
        issues += [self._failed[work] for work in failed if work not in self._told_failed]
        shards = [place.thing.row for place in places if isinstance(place.thing, Finished) and self._is_new(place)]
        book = self._book(decisions, sum(plan.skipped for plan in plans), places)
        return Batch(self._summary.run, self._number, self._version, decisions, issues, shards, book)

    def _is_new(self, place: _Place) -> bool:
        """Whether a shard is to be noted: not one with reports that another coder might be able to code."""
        finished, read = place.thing, place.read
        return (
            isinstance(finished, Finished) and not finished.earlier and read is not None and read.shard not in self._bad
        )

    def _book(self, decisions: list[Decision], skipped: int, places: list[_Place]) -> Row:
        new = [decision for decision in decisions if decision.row is None]
        coder = self._crew.info.model_dump_json() if self._crew.info else None
        return {
            "run": self._summary.run,
            "command": COMMAND,
            "at": datetime.now(UTC),
            "documents": len(new),
            "duplicates": sum(decision.duplicate_of is not None for decision in new),
            "changed": sum(decision.changed for decision in new),
            "skipped": skipped + sum(_earlier(place) for place in places),
            "coder": coder,
        }

    def _end_commit(self) -> None:
        assert self._batch is not None
        batch, places = self._batch
        try:
            done: Done | StoreError = ray.get(self._committing)
        except RayError:
            # Who committed is gone, or a machine on which rows lay: somebody else looks whether it was done.
            self._committing = None
            self._find_lost()
            return
        self._batch = self._committing = None
        if isinstance(done, Overtaken):
            self._overtaken += 1
            if self._overtaken == TRIES:
                raise done
            time.sleep(random.uniform(0.1, 0.5) * self._overtaken)
            self._stale = True
        elif isinstance(done, StoreError):
            raise done
        else:
            self._overtaken = 0
            self._account(batch, places, done)

    def _account(self, batch: Batch, places: list[_Place], done: Done) -> None:
        """Count what is committed, and forget it."""
        for place in places:
            self._line.popleft()
            if isinstance(place.thing, Item):
                self._progress(place.thing.entry)
            elif isinstance(place.thing, Issue):
                self._progress(place.thing)
        for decision in batch.decisions:
            self._calls.pop(decision.work, None)
        if done.version is not None:
            self._version = self._summary.version = done.version
        plans: list[Plan] = [place.step.plan for place in places if place.step]
        self._told_failed |= self._failed.keys() & {work for plan in plans for work in plan.failed}
        self._told_failed |= self._failed.keys() & {decision.work for decision in batch.decisions}
        summary = self._summary
        summary.documents += batch.book["documents"]
        summary.duplicates += batch.book["duplicates"]
        summary.changed += batch.book["changed"]
        summary.skipped += batch.book["skipped"]
        summary.removed += sum(plan.removed for plan in plans)
        summary.failed += sum(_failed_earlier(place) for place in places)
        summary.coded = summary.documents - summary.duplicates
        summary.records.update(done.records)
        summary.note(batch.issues)
        self._committed_at = time.monotonic()


def _earlier(place: _Place) -> int:
    """The reports of a shard that an earlier run has added."""
    return place.thing.row["reports"] if isinstance(place.thing, Finished) and place.thing.earlier else 0


def _failed_earlier(place: _Place) -> int:
    return place.thing.row["failed"] if isinstance(place.thing, Finished) and place.thing.earlier else 0

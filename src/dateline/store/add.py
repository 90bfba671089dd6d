"""Adding documents to a store: read, compared with what is there, coded, and committed part by part.

A document is in the store when its part's commit is. So a run can be killed at any moment, and the next one, over the
same input, finds what is there and goes on with the rest.

Workers need not wait for the commit of a part: meanwhile they code what comes after it in the input, by a forecast of
what will have to be coded. What becomes of each document is decided part by part as with one process, so that a wrong
forecast (a report failed, another writer came between) costs time and nothing else.
"""

from __future__ import annotations

import random
import secrets
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Final, TypeVar

from dateline.coder import Coded, Coder
from dateline.engine import Ahead, Workers
from dateline.errors import Overtaken
from dateline.read import Entry, Issue
from dateline.records import Report
from dateline.store.compact import compact_if_needed
from dateline.store.documents import Item, Known, orphans_of
from dateline.store.duplicates import StoredIndex
from dateline.store.lake import Store
from dateline.store.part import write_part
from dateline.store.plan import Decision, Plan, Work, decide
from dateline.store.rows import Row
from dateline.store.settle import settle
from dateline.store.summary import Summary

PART: Final = 50
"""Documents (and issues) committed together. Coding them takes some 5 seconds, which is what a kill loses; committing
takes a fraction of a second, most of it whatever their number, and leaves a file in each table."""

AHEAD: Final = 2
"""Parts that are read ahead for workers, at most."""

TRIES: Final = 12
"""Times that a part is tried on top of other writers' commits, where no lock keeps them apart (`s3://`)."""

FIRST_PAUSE: Final = 0.1
LONGEST_PAUSE: Final = 5.0

IDLE: Final = frozenset({"compact", "poll"})
"""Kinds of versions from which nothing follows: files were joined, sources were asked."""

T = TypeVar("T")

Progress = Callable[[Entry | Issue], None]
"""Told of each thing that was read, once it is dealt with: skipped, coded or noted."""


def add(
    store: Store,
    entries: Iterable[Entry | Issue],
    coder: Coder | Workers,
    *,
    command: str = "add",
    run: str | None = None,
    progress: Progress | None = None,
    summary: Summary | None = None,
) -> Summary:
    """Add documents; what could not be read or coded is kept as issues.

    `command` is the kind of its commits, `run` the run's id; both counts and run may be given as a `summary`, which
    is up to date even when this ends with an exception. An interrupt (Ctrl-C) ends it at once: the part in work is
    given up, and what is committed is settled by the next run. Raises `StoreError`; what was committed before stays.
    """
    summary = summary or Summary(run or new_run())
    adding = _Adding(store, coder, command, summary, progress or _ignore)
    try:
        adding.adopt()
        adding.take(entries)
    except KeyboardInterrupt:
        adding.count_last()
        raise
    finish(store, summary)
    return summary


def finish(store: Store, summary: Summary) -> None:
    """Settle what was added, also by an earlier run that was killed before it could, and join small files."""
    # A version of another kind than these may rest on new documents, or on an edit.
    kinds = (commit.kind for commit in store.newest())
    if next(kind for kind in kinds if kind not in IDLE) not in ("settle", "create"):
        patiently(lambda: settle(store))
    if summary.version is not None:
        summary.version = store.head().version
        compact_if_needed(store)


def adopt(store: Store, coder: Coder | Workers) -> Summary:
    """Give near-duplicates whose stand-in was taken out another one, coded now; done by `add` as well."""
    return add(store, (), coder)


def new_run() -> str:
    """An id for a run: when it began, and a few random digits."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"


class _Adding:
    """One run."""

    def __init__(
        self, store: Store, coder: Coder | Workers, command: str, summary: Summary, progress: Progress
    ) -> None:
        self._store = store
        self._info = coder.info.model_dump_json()
        self._ahead = Ahead[Work](coder)
        self._has_workers = isinstance(coder, Workers)
        self._entries: Iterator[Entry | Issue] = iter(())
        self._chunks: deque[list[Item | Issue]] = deque()
        self._command = command
        self._summary = summary
        self._progress = progress
        self._told = f"run {summary.run}"
        self._uncounted: tuple[Plan, Counter[str], list[Issue]] | None = None
        self._index = StoredIndex()
        self._snapshot = store.at()
        self._issues: list[Issue] = []
        self._skipped = 0

    def adopt(self) -> None:
        """Code what must stand by itself since its stand-in is gone."""
        if orphans_of(self._snapshot):
            self._store_part([])

    def take(self, entries: Iterable[Entry | Issue]) -> None:
        """Add all that is read."""
        self._entries = iter(entries)
        waiting: list[Item] = []
        while chunk := self._chunks.popleft() if self._chunks else self._read():
            waiting += self._fresh(chunk)
            while len(waiting) + len(self._issues) >= PART:
                self._look_ahead(waiting)
                waiting = self._store_part(waiting[:PART]) + waiting[PART:]
        while waiting or self._issues:
            waiting = self._store_part(waiting[:PART]) + waiting[PART:]

    def _read(self) -> list[Item | Issue]:
        return [one if isinstance(one, Issue) else Item.of(one) for one in islice(self._entries, PART)]

    def _look_ahead(self, waiting: list[Item]) -> None:
        """Have workers begin with what waits, and with what can be read while they are at it."""
        if not self._has_workers:
            return
        if not self._chunks:
            self._expect(waiting)
        # One part at least: a commit must not find them idle. More of it if they are slower than the input.
        while len(self._chunks) < AHEAD and not (self._chunks and self._ahead.done) and (chunk := self._read()):
            self._chunks.append(chunk)
            self._expect(waiting)

    def _expect(self, waiting: list[Item]) -> None:
        ahead = [one for chunk in self._chunks for one in chunk if isinstance(one, Item)]
        plan = decide([*waiting, *ahead], self._snapshot, self._index)
        self._ahead.expect({decision.work: decision.entry for decision in plan.uncoded((), ())})

    def _fresh(self, chunk: list[Item | Issue]) -> list[Item]:
        """What is not stored yet, as far as one sees without the lock; issues are put aside."""
        for issue in (one for one in chunk if isinstance(one, Issue)):
            self._issues.append(issue)
            self._progress(issue)
        items = [one for one in chunk if isinstance(one, Item)]
        known = Known.of(self._snapshot, items)
        fresh = []
        for item in items:
            _, stored = known.find(item)
            removed = known.is_removed(item)
            if removed or (stored is not None and stored.had(item.text_hash)):
                self._summary.removed += removed
                self._summary.skipped += not removed
                self._skipped += not removed
                self._progress(item.entry)
            else:
                fresh.append(item)
        return fresh

    def _store_part(self, items: list[Item]) -> list[Item]:
        """Code and commit some documents; those that the next part must begin with."""
        reports: dict[Work, Report] = {}
        failed: dict[Work, Issue] = {}
        return patiently(lambda: self._try_part(items, reports, failed))

    def _try_part(self, items: list[Item], reports: dict[Work, Report], failed: dict[Work, Issue]) -> list[Item]:
        self._snapshot = self._store.at()
        while True:
            plan = self._decide(items, failed)
            while todo := plan.uncoded(reports, failed):
                if self._code(todo, reports, failed):
                    # What was to be a duplicate of one that failed must be coded.
                    plan = self._decide(items, failed)
            with self._store.writing(self._command, self._told) as transaction:
                if transaction.base.version != self._snapshot.version:
                    # Another writer came first: its documents count, and the work is kept.
                    self._snapshot = transaction.base
                    plan = self._decide(items, failed)
                if not plan.uncoded(reports, failed):
                    issues = [*self._issues, *plan.issues, *failed.values()]
                    records = write_part(transaction, plan, reports, issues, self._book(plan))
                    self._uncounted = plan, records, issues
                    break
        self._count(plan, records, issues)
        if transaction.changed:
            self._snapshot = self._store.at()
            self._summary.version = self._snapshot.version
        return plan.rest

    def count_last(self) -> None:
        """Count a part that is committed, if an interrupt came before it was counted."""
        head = self._store.head()
        if self._uncounted and head.version > self._snapshot.version and head.summary == self._told:
            self._count(*self._uncounted)
            self._summary.version = head.version

    def _decide(self, items: list[Item], failed: dict[Work, Issue]) -> Plan:
        orphans = [] if items else orphans_of(self._snapshot)
        return decide(items, self._snapshot, self._index, failed=failed.keys(), orphans=orphans)

    def _code(self, todo: list[Decision], reports: dict[Work, Report], failed: dict[Work, Issue]) -> bool:
        """Code some documents; whether one failed."""
        before = len(failed)
        decisions = {decision.work: decision for decision in todo}
        for work, result in self._ahead.code({work: decision.entry for work, decision in decisions.items()}):
            if isinstance(result, Coded):
                reports[work] = result.report
            else:
                failed[work] = result
            if decisions[work].row is None:
                self._progress(decisions[work].item.entry)
        return len(failed) > before

    def _book(self, plan: Plan) -> Row:
        """The part's row of `runs`, but for what is counted as it is written."""
        new = [decision for decision in plan.decisions if decision.row is None]
        return {
            "run": self._summary.run,
            "command": self._command,
            "at": datetime.now(UTC),
            "documents": len(new),
            "duplicates": sum(decision.duplicate_of is not None for decision in new),
            "changed": sum(decision.changed for decision in new),
            "skipped": self._skipped + plan.skipped,
            "coder": self._info,
        }

    def _count(self, plan: Plan, records: Counter[str], issues: list[Issue]) -> None:
        self._uncounted = None
        new = [decision for decision in plan.decisions if decision.row is None]
        duplicates = [decision for decision in new if decision.duplicate_of is not None]
        for decision in duplicates:
            self._progress(decision.item.entry)
        summary = self._summary
        summary.skipped += plan.skipped
        summary.removed += plan.removed
        summary.records += records
        summary.note(issues)
        summary.documents += len(new)
        summary.duplicates += len(duplicates)
        summary.coded = summary.documents - summary.duplicates
        summary.changed += sum(decision.changed for decision in new)
        self._issues = []
        self._skipped = 0


def patiently(work: Callable[[], T]) -> T:
    """Do what another writer may outrun, again until it is done. Raises `Overtaken` after `TRIES`."""
    for tried in range(1, TRIES):
        try:
            return work()
        except Overtaken:
            # Random, so that two writers do not meet again.
            time.sleep(min(FIRST_PAUSE * 2**tried, LONGEST_PAUSE) * random.uniform(0.5, 1.5))
    return work()


def _ignore(read: Entry | Issue) -> None:
    """Nobody looks."""

"""What runs on the machines of a cluster: a coder that also commits. Only functions of the store are called here."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from dateline.coder import Coded, code_entries
from dateline.engine.worker import Load
from dateline.errors import DatelineError, Overtaken, StoreError
from dateline.read import Issue
from dateline.records import CoderInfo
from dateline.store.lake import Commit, Store
from dateline.store.part import Told, write_told
from dateline.store.plan import Decision, Work
from dateline.store.rows import Row
from dateline.store.schema import RECORDS, TABLES

COMMAND: Final = "add"


@dataclass(frozen=True, slots=True)
class Batch:
    """What is committed together, on top of version `base`: `book` is its row of `runs`, `shards` those it finishes."""

    run: str
    number: int
    base: int
    decisions: Sequence[Decision]
    issues: Sequence[Issue]
    shards: Sequence[Row]
    book: Row

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return not (self.decisions or self.issues or self.shards)

    @property
    def summary(self) -> str:
        """How its commit is known."""
        return f"run {self.run}, part {self.number}"


@dataclass(frozen=True, slots=True)
class Done:
    """A batch that is committed: the store's version, None if it held nothing new; its records by kind."""

    version: int | None
    records: Mapping[str, int]


class Hand:
    """Codes documents, and commits what others coded. Run by Ray, as an actor."""

    def __init__(self, uri: str, options: Mapping[str, str], environment: Mapping[str, str]) -> None:
        os.environ.update(environment)
        self._store = Store(uri, options)

    def begin(self, load: Load, model: str | None, first: Commit) -> tuple[CoderInfo | DatelineError, str]:
        """Load the coder, and see whether the store that is meant is in reach; what codes, and on which machine.

        `first` is the store's first version.
        """
        # Nothing else in here needs Ray.
        from ray import get_runtime_context

        return self._begin(load, model, first), get_runtime_context().get_node_id()

    def _begin(self, load: Load, model: str | None, first: Commit) -> CoderInfo | DatelineError:
        try:
            if self._store.commits()[0] != first:
                raise StoreError(f"another store lies at {self._store.uri} on the machine {os.uname().nodename}")
            self._coder = load(model)
        except DatelineError as error:
            return error
        return self._coder.info

    def code(self, decisions: Sequence[Decision]) -> tuple[dict[Work, Issue], Told]:
        """Code documents; those that failed, and what the others tell."""
        results = list(code_entries(self._coder, (decision.entry for decision in decisions)))
        pairs = list(zip(decisions, results, strict=True))
        reports = {decision.work: result.report for decision, result in pairs if isinstance(result, Coded)}
        return {decision.work: result for decision, result in pairs if isinstance(result, Issue)}, Told.of(reports)

    def commit(self, batch: Batch, *told: Told) -> Done | StoreError:
        """Commit a batch, once, however often it is asked to. `Overtaken` if the store is not at the batch's base."""
        whole = _together(told, batch.decisions)
        records = {name: rows for name in RECORDS if (rows := whole.tables[name].num_rows)}
        try:
            version = self._version_of(batch)
            if version is None:
                with self._store.writing(COMMAND, batch.summary) as transaction:
                    if transaction.base.version != batch.base:
                        return Overtaken(f"another program wrote to {self._store.uri} at the same time")
                    write_told(transaction, batch.decisions, whole, batch.issues, batch.book)
                    transaction.append("shards", pa.Table.from_pylist(list(batch.shards), TABLES["shards"].schema))
                version = batch.base + 1 if transaction.changed else None
        except StoreError as error:
            return error
        return Done(version, records)

    def _version_of(self, batch: Batch) -> int | None:
        """The version that the batch is, if it was committed by who then died."""
        if self._store.head().version == batch.base:
            return None
        since = [commit for commit in self._store.commits() if commit.version > batch.base]
        return next((commit.version for commit in since if commit.summary == batch.summary), None)


def _together(told: Sequence[Told], decisions: Sequence[Decision]) -> Told:
    """What is told of the documents of a batch, and of no others."""
    wanted = {decision.work for decision in decisions if decision.duplicate_of is None}
    documents = {work: row for one in told for work, row in one.documents.items() if work in wanted}
    tables: dict[str, list[pa.Table]] = {}
    for one in told:
        ids = pa.array([id for id, text in one.documents if (id, text) in wanted], pa.string())
        for name, table in one.tables.items():
            some = table if len(ids) == len(one.documents) else table.filter(pc.is_in(table["document"], ids))
            tables.setdefault(name, []).append(some)
    empty = Told.of({}).tables
    return Told(documents, {name: pa.concat_tables([empty[name], *tables.get(name, [])]) for name in empty})

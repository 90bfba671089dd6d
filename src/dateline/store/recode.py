"""The whole store again with another coder, from the stored texts, as one new version.

The new reports are put aside in a table of their own (`_recode`) part by part, while others may read the store and add
to it; a kill loses a part. When all are there, what came meanwhile is coded too, and all record tables change together.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice, tee
from typing import Final

import pyarrow as pa
import pyarrow.dataset as ds
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import TableNotFoundError

from dateline.coder import Coded, Coder
from dateline.engine import Workers, code_entries
from dateline.read import Entry, Issue
from dateline.records import Report
from dateline.store.add import PART, new_run, patiently
from dateline.store.lake import Store
from dateline.store.part import new_issues
from dateline.store.rows import Row, Rows, document_of, document_row, rows_of, tables_of
from dateline.store.schema import RECORDS, TABLES, TOLD
from dateline.store.settle import settle
from dateline.store.snapshot import Snapshot
from dateline.store.transaction import Transaction

STAGE: Final = "_recode"
STAGED: Final = pa.schema([(name, pa.string()) for name in ("document", "text_hash", "coder", "report", "reason")])
"""A document coded anew: the report as JSON, or the reason why it could not be coded."""

NEEDED: Final = ("id", "month", "text_hash", "coder", "duplicate_of")

Work = tuple[str, str]
Progress = Callable[[int, int], None]
"""Told how many documents are coded, and of how many."""


@dataclass(frozen=True, slots=True)
class Recoded:
    """What a recoding did: documents coded anew, those that kept their old records, and the store's version."""

    documents: int
    failed: int
    version: int | None


def recode(store: Store, coder: Coder | Workers, *, all: bool = False, progress: Progress | None = None) -> Recoded:
    """Code all documents again that another coder coded, or, with `all`, every one; near-duplicates stay uncoded.

    Documents, edits and ids stay; a document that can't be coded keeps its records and becomes an issue. What a killed
    recoding with the same coder had done is used. Raises `StoreError`.
    """
    recoding = _Recoding(store, coder, all)
    while todo := recoding.todo(store.at()):
        recoding.code(store.at(), todo, progress)
    done = patiently(recoding.swap)
    settle(store)
    recoding.clear()
    return done


class _Recoding:
    """One recoding."""

    def __init__(self, store: Store, coder: Coder | Workers, all: bool) -> None:
        self._store = store
        self._coder = coder
        self._info = coder.info.model_dump_json()
        self._all = all
        self._stage = _Stage(store, self._info)
        self._done = self._stage.works()

    def todo(self, snapshot: Snapshot) -> list[Work]:
        """What is to be coded and not put aside yet."""
        works = [work for month in self._wanted(snapshot).values() for work in month]
        return [work for work in works if work not in self._done]

    def code(self, snapshot: Snapshot, todo: list[Work], progress: Progress | None = None) -> None:
        """Code documents and put the reports aside, part by part."""
        whole = len(self._done) + len(todo)
        coded = self._coded(snapshot, todo)
        while part := list(islice(coded, PART)):
            self._stage.put(part)
            self._done.update((row["document"], row["text_hash"]) for row in part)
            if progress:
                progress(len(self._done), whole)

    def swap(self) -> Recoded:
        """Put the new records in place of the old, in one commit."""
        with self._store.writing("recode", f"coded by {self._coder.info.model}") as transaction:
            base = transaction.base
            self.code(base, self.todo(base))
            issues: list[Issue] = []
            coded = records = 0
            for month, works in sorted(self._wanted(base).items()):
                rows, failed = self._rows(base, month, works)
                issues += failed
                coded += len(rows["documents"])
                records += sum(len(rows[name]) for name in RECORDS)
                _replace(transaction, month, rows)
            self._book(transaction, coded, records, issues)
        version = self._store.head().version if transaction.changed else None
        return Recoded(coded, len(issues), version)

    def clear(self) -> None:
        """Throw away what was put aside."""
        self._stage.clear()

    def _wanted(self, snapshot: Snapshot) -> dict[str, list[Work]]:
        """The documents to be coded again, by month."""
        among = ds.field("duplicate_of").is_null() & ds.field("text").is_valid()
        rows = snapshot.dataset("documents").to_table(columns=list(NEEDED), filter=among).to_pylist()
        wanted: dict[str, list[Work]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: (row["month"], row["id"])):
            if self._all or row["coder"] != self._info:
                wanted[row["month"]].append((row["id"], row["text_hash"]))
        return wanted

    def _coded(self, snapshot: Snapshot, works: list[Work]) -> Iterator[Row]:
        parts = (works[first : first + PART] for first in range(0, len(works), PART))
        rows, again = tee(row for part in parts for row in _documents(snapshot, part))
        # One row of documents after the other, however they are put aside: workers go on meanwhile.
        entries = (Entry(row["input"], None, document_of(row)) for row in again)
        for row, result in zip(rows, code_entries(self._coder, entries), strict=True):
            told = {"document": row["id"], "text_hash": row["text_hash"], "coder": self._info}
            if isinstance(result, Coded):
                yield {**told, "report": result.report.to_json()}
            else:
                yield {**told, "reason": result.reason}

    def _rows(self, base: Snapshot, month: str, works: list[Work]) -> tuple[Rows, list[Issue]]:
        """The new rows of a month's documents, and what was wrong with those that keep their old ones."""
        staged = self._stage.of(works)
        rows: Rows = {name: [] for name in TOLD}
        issues = []
        for row in _documents(base, works, month):
            told = staged[row["id"], row["text_hash"]]
            if told["report"] is None:
                issues.append(Issue(row["input"], None, told["reason"], coded=True))
                continue
            report = Report.from_json(told["report"])
            rows["documents"].append({**row, **document_row(report.document, report.coder)})
            for name, records in rows_of(report).items():
                rows[name] += records
        return rows, issues

    def _book(self, transaction: Transaction, coded: int, records: int, issues: list[Issue]) -> None:
        run = new_run()
        fresh = new_issues(transaction.base, issues, run)
        transaction.append("issues", fresh)
        if transaction.changed:
            zeros = dict.fromkeys(("documents", "duplicates", "changed", "skipped"), 0)
            counts = {"coded": coded, "records": records, "issues": fresh.num_rows, **zeros}
            book = {"run": run, "command": "recode", "at": datetime.now(UTC), "coder": self._info, **counts}
            transaction.append("runs", pa.Table.from_pylist([book], TABLES["runs"].schema))


class _Stage:
    """The table in which reports are put aside, beside the store's own."""

    def __init__(self, store: Store, coder: str) -> None:
        self._store = store
        self._coder = coder
        self._uri = f"{store.uri}/{STAGE}"

    def put(self, rows: Iterable[Row]) -> None:
        """Put aside."""
        table = pa.Table.from_pylist(list(rows), STAGED)
        write_deltalake(self._uri, table, mode="append", storage_options=self._store.options)

    def works(self) -> set[Work]:
        """What is put aside, by this coder."""
        table = self._rows(["document", "text_hash"])
        return set(zip(table["document"].to_pylist(), table["text_hash"].to_pylist(), strict=True))

    def of(self, works: Iterable[Work]) -> dict[Work, Row]:
        """The rows of some documents."""
        rows = self._rows(STAGED.names, ds.field("document").isin(sorted({id for id, _ in works}))).to_pylist()
        return {(row["document"], row["text_hash"]): row for row in rows}

    def clear(self) -> None:
        """Throw all away."""
        if self._store.local:
            shutil.rmtree(self._uri, ignore_errors=True)
        elif (table := self._table()) is not None:
            table.delete()
            table.vacuum(retention_hours=0, dry_run=False, enforce_retention_duration=False)

    def _rows(self, columns: list[str], among: ds.Expression | None = None) -> pa.Table:
        table = self._table()
        if table is None:
            return STAGED.empty_table().select(columns)
        ours = ds.field("coder") == self._coder
        dataset = table.to_pyarrow_dataset(schema=STAGED)
        return dataset.to_table(columns=columns, filter=ours if among is None else ours & among)

    def _table(self) -> DeltaTable | None:
        try:
            return DeltaTable(self._uri, storage_options=self._store.options)
        except TableNotFoundError:
            return None


def _documents(snapshot: Snapshot, works: list[Work], month: str | None = None) -> list[Row]:
    """The rows of some documents, in the order of their ids, where they still have that text."""
    among = ds.field("id").isin(sorted({id for id, _ in works}))
    if month is not None:
        among &= ds.field("month") == month
    rows = snapshot.dataset("documents").to_table(filter=among).select(TABLES["documents"].schema.names).to_pylist()
    wanted = set(works)
    return sorted((row for row in rows if (row["id"], row["text_hash"]) in wanted), key=lambda row: str(row["id"]))


def _replace(transaction: Transaction, month: str, rows: Rows) -> None:
    """Put the rows of some documents of a month in place of their old ones."""
    ids = pa.array([row["id"] for row in rows["documents"]], pa.string())
    if not len(ids):
        return
    for name, new in tables_of(rows).items():
        column = "id" if name == "documents" else "document"
        others = (ds.field("month") == month) & ~ds.field(column).isin(ids)
        kept = transaction.base.dataset(name).to_table(filter=others).select(new.schema.names)
        if kept.num_rows + new.num_rows or transaction.base.dataset(name).count_rows(filter=ds.field("month") == month):
            transaction.overwrite(name, pa.concat_tables([kept, new]), [month])

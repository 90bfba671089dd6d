"""The rows of a part: documents with their records, issues, and the run's book."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.dataset as ds

from dateline.read import Issue
from dateline.records import Report
from dateline.store.documents import Stored
from dateline.store.plan import Decision, Plan, Work
from dateline.store.rows import Row, Rows, document_row, rows_of, tables_of
from dateline.store.schema import RECORDS, TABLES, TOLD
from dateline.store.snapshot import Snapshot
from dateline.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Told:
    """What coded reports tell, as it is stored: their rows of `documents`, and all rows of the other tables."""

    documents: Mapping[Work, Row]
    tables: Mapping[str, pa.Table]

    @classmethod
    def of(cls, reports: Mapping[Work, Report]) -> Told:
        """The rows of reports."""
        rows: Rows = {name: [] for name in TOLD if name != "documents"}
        for report in reports.values():
            for name, told in rows_of(report).items():
                rows[name] += told
        documents = {work: document_row(report.document, report.coder) for work, report in reports.items()}
        return cls(documents, tables_of(rows))


def write_part(
    transaction: Transaction, plan: Plan, reports: Mapping[Work, Report], issues: Iterable[Issue], book: Row
) -> Counter[str]:
    """Change the tables as planned; how many records of each kind are new.

    `book` is the part's row of `runs`, completed here; a part without anything new has none.
    """
    wanted = (decision.work for decision in plan.decisions if decision.duplicate_of is None)
    told = Told.of({work: reports[work] for work in wanted if work in reports})
    return write_told(transaction, plan.decisions, told, issues, book)


def write_told(
    transaction: Transaction, decisions: Sequence[Decision], told: Told, issues: Iterable[Issue], book: Row
) -> Counter[str]:
    """As `write_part`, for what was made rows already."""
    rows = [_document_row(decision, told.documents.get(decision.work), book["run"]) for decision in decisions]
    delete_documents(transaction, (decision.replaces for decision in decisions if decision.replaces))
    transaction.append("documents", pa.Table.from_pylist(rows, TABLES["documents"].schema))
    for name, table in told.tables.items():
        transaction.append(name, table)
    records = Counter({name: told.tables[name].num_rows for name in RECORDS if told.tables[name].num_rows})
    fresh = new_issues(transaction.base, issues, book["run"])
    transaction.append("issues", fresh)
    if transaction.changed:
        counts = {"coded": len(told.documents), "records": records.total(), "issues": fresh.num_rows}
        transaction.append("runs", pa.Table.from_pylist([{**book, **counts}], TABLES["runs"].schema))
    return records


def delete_documents(transaction: Transaction, stored: Iterable[Stored]) -> None:
    """Delete documents and all that they tell."""
    stored = list(stored)
    if not stored:
        return
    transaction.delete("documents", "id", [one.id for one in stored], {one.month for one in stored})
    coded = [one for one in stored if one.coded]
    if coded:
        for name in TOLD:
            if name != "documents":
                transaction.delete(name, "document", [one.id for one in coded], {one.month for one in coded})


def new_issues(base: Snapshot, issues: Iterable[Issue], run: str) -> pa.Table:
    """The rows of the issues that are not known yet."""
    rows = {(row := _issue_row(issue, run))["id"]: row for issue in issues}
    if rows:
        known = base.dataset("issues").to_table(columns=["id"], filter=ds.field("id").isin(sorted(rows)))
        for id in known["id"].to_pylist():
            del rows[id]
    return pa.Table.from_pylist(list(rows.values()), TABLES["issues"].schema)


def _issue_row(issue: Issue, run: str) -> Row:
    told = {"input": issue.input, "line": issue.line, "reason": issue.reason}
    key = "\n".join(map(str, told.values()))
    id = f"is{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
    return {"id": id, **told, "coded": issue.coded, "run": run}


def _document_row(decision: Decision, coded: Row | None, run: str) -> Row:
    row = {**(coded or document_row(decision.document, None)), "duplicate_of": decision.duplicate_of}
    if decision.row is not None:
        return {**decision.row, **row}
    item = decision.item
    books = {"key": decision.key, "version": decision.version, "earlier": list(decision.earlier)}
    text = {"text_hash": item.text_hash, "signature": item.signature, "input": item.entry.input, "run": run}
    return {**row, **books, **text}

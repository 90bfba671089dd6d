"""The rows of a part: documents with their records, issues, and the run's book."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping

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


def write_part(
    transaction: Transaction, plan: Plan, reports: Mapping[Work, Report], issues: Iterable[Issue], book: Row
) -> Counter[str]:
    """Change the tables as planned; how many records of each kind are new.

    `book` is the part's row of `runs`, completed here; a part without anything new has none.
    """
    rows: Rows = {name: [] for name in TOLD}
    coded = 0
    for decision in plan.decisions:
        report = reports.get(decision.work) if decision.duplicate_of is None else None
        coded += report is not None
        rows["documents"].append(_document_row(decision, report, book["run"]))
        for name, told in (rows_of(report) if report else {}).items():
            rows[name] += told
    delete_documents(transaction, (decision.replaces for decision in plan.decisions if decision.replaces))
    for name, table in tables_of(rows).items():
        transaction.append(name, table)
    records = Counter({name: len(rows[name]) for name in RECORDS if rows[name]})
    fresh = new_issues(transaction.base, issues, book["run"])
    transaction.append("issues", fresh)
    if transaction.changed:
        counts = {"coded": coded, "records": records.total(), "issues": fresh.num_rows}
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


def _document_row(decision: Decision, report: Report | None, run: str) -> Row:
    document, coder = (report.document, report.coder) if report else (decision.document, None)
    row = document_row(document, coder, duplicate_of=decision.duplicate_of)
    if decision.row is not None:
        return {**decision.row, **row}
    item = decision.item
    books = {"key": decision.key, "version": decision.version, "earlier": list(decision.earlier)}
    text = {"text_hash": item.text_hash, "signature": item.signature, "input": item.entry.input, "run": run}
    return {**row, **books, **text}

"""Other people's events into a store, beside ours: one document for each of their reports, without text.

Ids are hashes of what the rows themselves say (the report's key and day, the event's id), so that a file imported twice
adds nothing, and two files that tell of one report fill one document. What CAMEO counts as an event and PLOVER does not
(roots 01 and 02: statements, appeals) becomes a statement, without its words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds

from dateline.errors import Overtaken
from dateline.export.coded import Coded, Party
from dateline.export.ids import DIGITS, digest
from dateline.read import Issue
from dateline.store.documents import removed_from
from dateline.store.lake import Store
from dateline.store.rows import month_of
from dateline.store.schema import TABLES
from dateline.store.snapshot import Snapshot
from dateline.store.transaction import Transaction

PART = 20_000
"""Events that are held in memory and committed at a time."""
TRIES = 10
"""How often a part is begun again after other writers."""

UNCALIBRATED = 0.0
"""The confidence of what came without one: where a report of ours tells of the same act, ours stands for it."""

Row = dict[str, Any]
Told = tuple[str, int, Coded]
"""File, line and event."""


@dataclass(slots=True)
class Imported:
    """What an import did: documents, events and statements added, rows that were there already, and what was wrong."""

    documents: int = 0
    events: int = 0
    statements: int = 0
    skipped: int = 0
    issues: list[Issue] = field(default_factory=list)
    """At most `SHOWN` of them; the store keeps all."""
    wrong: int = 0


SHOWN = 1000
RECORDS = ("actors", "events", "statements", "figures")


def add_events(store: Store, origin: str, read: Iterable[tuple[Path, Iterator[tuple[int, Coded] | Issue]]]) -> Imported:
    """Commit events part by part; `origin` is the format that they come from, which marks them. Raises `StoreError`."""
    done = Imported()
    stream = _stream(read)
    while part := list(islice(stream, PART)):
        told = [item for item in part if not isinstance(item, Issue)]
        issues = [item for item in part if isinstance(item, Issue)]
        _commit(store, origin, told, issues, done)
        done.wrong += len(issues)
        done.issues += issues[: SHOWN - len(done.issues)]
    return done


def _stream(read: Iterable[tuple[Path, Iterator[tuple[int, Coded] | Issue]]]) -> Iterator[Told | Issue]:
    for path, events in read:
        for item in events:
            yield item if isinstance(item, Issue) else (str(path), *item)


def _commit(store: Store, origin: str, told: Sequence[Told], issues: Sequence[Issue], done: Imported) -> None:
    for attempt in range(1, TRIES + 1):
        try:
            with store.writing("import", f"{len(told)} events of {origin}") as transaction:
                part = _Part(transaction.base, origin, told)
                part.write(transaction, issues)
        except Overtaken:
            if attempt == TRIES:
                raise
        else:
            done.documents += len(part.rows["documents"])
            done.events += len(part.rows["events"])
            done.statements += len(part.rows["statements"])
            done.skipped += part.skipped
            return


class _Part:
    """The rows of some events that a snapshot lacks."""

    def __init__(self, base: Snapshot, origin: str, told: Sequence[Told]) -> None:
        self.rows: dict[str, list[Row]] = {name: [] for name in ("documents", *RECORDS)}
        self.skipped = 0
        self._origin = origin
        self._base = base
        self.run = f"im{digest(origin, base.version, *sorted({path for path, _, _ in told}))[:DIGITS]}"
        documents = [_document_id(origin, coded) for _, _, coded in told]
        months = sorted({month_of(coded.story.date) for _, _, coded in told})
        self._removed = removed_from(base)
        self._documents = set(self._there("documents", "id", documents, months)["id"].to_pylist())
        self._seen: dict[str, set[tuple[str, str]]] = {}
        self._next: dict[str, Counter[str]] = {}
        for name in RECORDS:
            there = self._there(name, "document", documents, months)
            pairs = list(zip(there["document"].to_pylist(), there["id"].to_pylist(), strict=True))
            self._seen[name] = set(pairs)
            self._next[name] = Counter(document for document, _ in pairs)
        for (path, _, coded), document in zip(told, documents, strict=True):
            self._add(path, coded, document)

    def write(self, transaction: Transaction, issues: Sequence[Issue]) -> None:
        """Append the rows, the issues and the books of the run."""
        for name, rows in self.rows.items():
            transaction.append(name, pa.Table.from_pylist(rows, TABLES[name].schema))
        kept = self._new_issues(issues)
        transaction.append("issues", pa.Table.from_pylist(kept, TABLES["issues"].schema))
        if any(self.rows.values()):
            transaction.append("runs", pa.Table.from_pylist([self._books(len(kept))], TABLES["runs"].schema))

    def _there(self, name: str, column: str, values: Sequence[str], months: Sequence[str]) -> pa.Table:
        wanted = ds.field(column).isin(pa.array(sorted(set(values)), pa.string())) & ds.field("month").isin(months)
        columns = ["id"] if name == "documents" else ["document", "id"]
        return self._base.dataset(name).to_table(columns=columns, filter=wanted)

    def _add(self, path: str, coded: Coded, document: str) -> None:
        table = "events" if coded.type else "statements"
        record = f"{table[:2]}{digest(document, coded.id)[:DIGITS]}"
        if (document, record) in self._seen[table] or document in self._removed:
            self.skipped += 1
            return
        if document not in self._documents:
            self._documents.add(document)
            self.rows["documents"].append(self._document(path, coded, document))
        actors = [self._actor(party, coded, document) for party in coded.actors]
        recipients = [self._actor(party, coded, document) for party in coded.recipients]
        if coded.type is None:
            said = {"speaker": next(iter(actors), None), "kind": "indirect", "addressees": recipients, "about": []}
            self._append(table, record, document, coded, {**said, "confidence": UNCALIBRATED})
            return
        row = {**_event(coded), "actors": actors, "recipients": recipients, "origin": self._origin}
        self._append(table, record, document, coded, row)
        for number, figure in enumerate(coded.figures):
            told = {name: getattr(figure, name) for name in figure.__slots__}
            books = {"event": record, "confidence": row["confidence"]}
            self._append("figures", f"fi{digest(record, number)[:DIGITS]}", document, coded, {**told, **books})

    def _actor(self, party: Party, coded: Coded, document: str) -> str:
        """The id of an actor of the document, which is added when it is first told of."""
        told = {name: getattr(party, name) for name in ("name", "kind", "country", "base", "sector", "office")}
        id = f"ac{digest(document, *told.values())[:DIGITS]}"
        self._append("actors", id, document, coded, told)
        return id

    def _append(self, name: str, id: str, document: str, coded: Coded, row: Row) -> None:
        if (document, id) in self._seen[name]:
            return
        self._seen[name].add((document, id))
        place = {"id": id, "document": document, "month": month_of(coded.story.date)}
        self.rows[name].append({**row, **place, "position": self._next[name][document]})
        self._next[name][document] += 1

    def _document(self, path: str, coded: Coded, id: str) -> Row:
        story = coded.story
        told = {name: getattr(story, name) for name in ("date", "title", "source", "source_country", "url", "language")}
        # An address as key would make the page itself, once it is added, a new version of this.
        books = {"key": id, "version": 1, "origin": self._origin, "input": path, "run": self.run}
        return {**told, **books, "id": id, "month": month_of(story.date), "sentences": []}

    def _new_issues(self, issues: Sequence[Issue]) -> list[Row]:
        rows = {
            f"is{digest(issue.input, issue.line, issue.reason)[:DIGITS]}": {
                "input": issue.input,
                "line": issue.line,
                "reason": issue.reason,
                "coded": issue.coded,
                "run": self.run,
            }
            for issue in issues
        }
        known = set(self._base.sql("SELECT id FROM issues")["id"].to_pylist()) if rows else set()
        return [{"id": id, **row} for id, row in rows.items() if id not in known]

    def _books(self, issues: int) -> Row:
        records = sum(len(self.rows[name]) for name in RECORDS)
        return {
            "run": self.run,
            "command": "import",
            "at": datetime.now(UTC),
            "documents": len(self.rows["documents"]),
            "coded": 0,
            "duplicates": 0,
            "changed": 0,
            "skipped": self.skipped,
            "records": records,
            "issues": issues,
            "coder": self._origin,
        }


def _document_id(origin: str, coded: Coded) -> str:
    return f"{origin}-{digest(origin, coded.story.id, coded.story.date)[:16]}"


def _event(coded: Coded) -> Row:
    when, place = coded.when, coded.place
    row: Row = {
        name: getattr(coded, name) for name in ("type", "mode", "status", "focus", "quad", "score", "count", "words")
    }
    row["confidence"] = UNCALIBRATED if coded.confidence is None else coded.confidence
    row |= {"contexts": list(coded.contexts), "others": [], "according_to": [], "disputed_by": []}
    if when:
        row |= {"start": when.start, "end": when.end, "granularity": when.granularity, "when_text": when.text}
    if place:
        row |= {name: getattr(place, name) for name in ("lat", "lon", "geonames", "precision")}
        row |= {"place": place.name, "place_country": place.country}
    return row

"""What changed in a store since it was settled last: the documents of each month, told by the files of its tables.

A table's log tells which files a version has. A file that came holds new rows; where a file went, rows may be changed
or gone, and all documents of that month are taken as changed: nothing is written for those that are not.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

import pyarrow as pa
import pyarrow.dataset as ds

from dateline.store.edits import edits_of
from dateline.store.lake import Store
from dateline.store.rows import Row
from dateline.store.schema import TOLD
from dateline.store.snapshot import Snapshot

WATCHED: Final = tuple(name for name in TOLD if name not in ("times", "mentions"))
"""Tables on which derived rows rest, each with its documents; mentions come and go with their records."""

RULES: Final = ("join", "offices", "actors", "ontology")
"""Rooms whose words and rules decide what is derived, with these files of this one:"""
OWN: Final = (
    *("cast", "changes", "derived", "dyads", "edits", "joining", "months"),
    *("offices", "relations", "reports", "resolving", "settle", "windows"),
)


class Changes:
    """By month, the ids of the documents whose derived rows may differ.

    `fresh` are those that had none before, `gone` those that are no longer there. With `whole` everything is new to
    this program.
    """

    def __init__(self, base: Snapshot, whole: bool) -> None:
        self.whole = whole
        self._base = base
        self.documents: dict[str, set[str]] = defaultdict(set)
        self.fresh: set[str] = set()
        self.gone: set[str] = set()
        self.edits: set[str] = set()
        """Documents of edits that came or were undone."""

    def of(self, month: str) -> set[str]:
        """Those of a month."""
        return _ids(self._base, "documents", month) if self.whole else self.documents.get(month, set())


def settled(store: Store) -> Snapshot | None:
    """The store as it was settled last by these rules; None if it never was."""
    for commit in store.newest():
        if commit.kind == "settle":
            return store.at(commit.version) if commit.summary.endswith(mark()) else None
    return None


@cache
def mark() -> str:
    """What the summary of a settled version ends with: the rules by which it was."""
    told = hashlib.sha256()
    package = files("dateline")
    texts = [text for room in RULES for text in _texts(package.joinpath(room), room)]
    texts += [(name, package.joinpath("store", f"{name}.py").read_bytes()) for name in OWN]
    for path, text in texts:
        told.update(path.encode() + b"\0" + text + b"\0")
    return f"(rules {told.hexdigest()[:12]})"


def _texts(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _texts(entry, path)
        elif not entry.name.endswith(".pyc"):
            yield path, entry.read_bytes()


def events_of(snapshot: Snapshot) -> dict[str, int]:
    """How many events each month has that has documents."""
    counts = Counter(dict.fromkeys(snapshot.files("documents"), 0))
    for month, told in snapshot.files("events").items():
        rows = list(told.values())
        # A takedown leaves no statistics in the log of what it rewrote.
        counts[month] += (
            sum(filter(None, rows)) if None not in rows else _rows(snapshot, month, ["id"], "events").num_rows
        )
    return dict(counts)


def changes(base: Snapshot, before: Snapshot | None) -> Changes:
    """What changed from `before` to `base`; all of it if there is no `before`."""
    found = Changes(base, whole=before is None)
    if before is None:
        return found
    for name in WATCHED:
        now, then = base.files(name), before.files(name)
        for month in sorted({*now, *then}):
            come = now.get(month, {}).keys() - then.get(month, {}).keys()
            if then.get(month, {}).keys() - now.get(month, {}).keys():
                _take_all(found, base, before, month)
            elif come:
                ids = set(base.read_files(name, come, [_column(name)])[_column(name)].to_pylist())
                found.documents[month] |= ids
                if name == "documents":
                    found.fresh |= ids
    _add_edited(found, base, before)
    _add_standing(found, base, before)
    # One that came in a month and went from another is there still.
    there = set().union(*found.documents.values())
    found.gone -= there
    return found


def _take_all(found: Changes, base: Snapshot, before: Snapshot, month: str) -> None:
    ids, were = _ids(base, "documents", month), _ids(before, "documents", month)
    found.documents[month] |= ids
    found.gone |= were - ids
    found.fresh -= were


def _add_edited(found: Changes, base: Snapshot, before: Snapshot) -> None:
    """The documents of edits that were made or undone, and of all that are joined or parted if one of these changed."""
    now, then = ({row["id"]: row for row in edits_of(snapshot, *KINDS)} for snapshot in (base, before))
    differing = [row for id, row in {**now, **then}.items() if (id in now) != (id in then)]
    documents = {document for row in differing for document in documents_of(row)}
    shaping = [row for row in {**now, **then}.values() if row["kind"] in ("join", "split")]
    shaped = {document for row in shaping for document in documents_of(row)}
    touched = found.gone.union(*found.documents.values()) | documents
    if not shaped.isdisjoint(touched):
        documents |= shaped
    found.edits = documents
    for month, ids in months_of_documents(base, documents).items():
        found.documents[month] |= ids


KINDS: Final = ("correct", "reject", "join", "split")


def documents_of(edit: Row) -> set[str]:
    """The documents that an edit is about."""
    pairs = [*edit["change"].get("events", ()), *edit["change"].get("others", ())] if edit["kind"] in KINDS[2:] else []
    return {document for document, _ in pairs} | ({edit["document"]} if edit["document"] else set())


def months_of_documents(snapshot: Snapshot, documents: Iterable[str]) -> dict[str, set[str]]:
    """Documents by their month."""
    found: dict[str, set[str]] = defaultdict(set)
    wanted = sorted(documents)
    if wanted:
        rows = snapshot.dataset("documents").to_table(columns=["id", "month"], filter=ds.field("id").isin(wanted))
        for id, month in zip(rows["id"].to_pylist(), rows["month"].to_pylist(), strict=True):
            found[month].add(id)
    return found


def _add_standing(found: Changes, base: Snapshot, before: Snapshot) -> None:
    """The documents that stand for changed ones, or stood for them: their reports are counted anew."""
    standing: set[str] = set()
    for snapshot in (base, before):
        for month, ids in found.documents.items():
            rows = _rows(snapshot, month, ["id", "duplicate_of"])
            pairs = zip(rows["id"].to_pylist(), rows["duplicate_of"].to_pylist(), strict=True)
            standing |= {other for id, other in pairs if other and (id in ids or id in found.gone)}
    standing -= set().union(*found.documents.values())
    for month, ids in months_of_documents(base, standing).items():
        found.documents[month] |= ids


def _ids(snapshot: Snapshot, name: str, month: str) -> set[str]:
    return set(_rows(snapshot, month, [_column(name)], name)[_column(name)].to_pylist())


def _rows(snapshot: Snapshot, month: str, columns: list[str], name: str = "documents") -> pa.Table:
    return snapshot.dataset(name).to_table(columns=columns, filter=ds.field("month") == month)


def _column(name: str) -> str:
    return "id" if name == "documents" else "document"

"""Which stored document an incoming one is: by its key, its id and its text."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass
from datetime import date
from typing import Final

import pyarrow as pa
import pyarrow.dataset as ds

from dateline.read import Entry
from dateline.records import text_id
from dateline.store.duplicates import signature_of
from dateline.store.edits import edits_of
from dateline.store.rows import Row
from dateline.store.snapshot import Snapshot

HASH_DIGITS: Final = 16


@dataclass(frozen=True, slots=True)
class Item:
    """A document on its way into the store, with the hash and the signature of its text."""

    entry: Entry
    text_hash: str
    signature: bytes | None

    @classmethod
    def of(cls, entry: Entry) -> Item:
        """The item of what was read."""
        return cls(entry, text_hash(entry.document.text), signature_of(entry.document.text))

    @property
    def day(self) -> date | None:
        """The document's date."""
        day = self.entry.document.date
        return date.fromisoformat(day) if day else None

    @property
    def has_own_id(self) -> bool:
        """Whether the input gave an id; else it is a hash of text and date."""
        document = self.entry.document
        return document.id != text_id(document.text, document.date)

    @property
    def keys(self) -> tuple[str, str]:
        """What the document is known by, and what it is if another input has a document of that id."""
        document = self.entry.document
        return document.url or document.id, document.url or f"{document.id} in {self.entry.input}"


@dataclass(frozen=True, slots=True)
class Stored:
    """What the store knows of a document."""

    id: str
    key: str
    version: int
    text_hash: str
    earlier: tuple[str, ...]
    input: str
    month: str
    duplicate_of: str | None
    coded: bool

    def had(self, text_hash: str) -> bool:
        """Whether this is its text, or was."""
        return text_hash == self.text_hash or text_hash in self.earlier


COLUMNS: Final = ("id", "key", "version", "text_hash", "earlier", "input", "month", "duplicate_of", "coder")


class Known:
    """Stored documents by key and by id, and what may not come in again; `add` tells of new ones."""

    def __init__(self, stored: Iterable[Stored], removed: Set[str] = frozenset()) -> None:
        self._by_key: dict[str, Stored] = {}
        self._by_id: dict[str, Stored] = {}
        self._removed = removed
        for one in stored:
            self.add(one)

    @classmethod
    def of(cls, snapshot: Snapshot, items: Collection[Item]) -> Known:
        """What a snapshot knows of some documents."""
        if not items:
            return cls(())
        keys = {key for item in items for key in item.keys}
        ids = {item.entry.document.id for item in items} | {_text_id(item) for item in items}
        found = ds.field("key").isin(sorted(keys)) | ds.field("id").isin(sorted(ids))
        rows = snapshot.dataset("documents").to_table(columns=list(COLUMNS), filter=found).to_pylist()
        return cls(map(stored_of, rows), removed_from(snapshot))

    def add(self, stored: Stored) -> None:
        """One more document, or a new version of one."""
        self._by_key[stored.key] = stored
        self._by_id[stored.id] = stored

    def learn(self, others: Known) -> None:
        """What others know too, but for what is known already."""
        self._removed = others._removed
        for one in others._by_id.values():
            if one.id not in self._by_id:
                self.add(one)

    def is_removed(self, item: Item) -> bool:
        """Whether the document was taken out, to stay out."""
        return not self._removed.isdisjoint((item.text_hash, item.entry.document.id, item.keys[0]))

    def find(self, item: Item) -> tuple[str, Stored | None]:
        """The key of a document, and what is stored under it.

        An id of the input's own holds within that input. Elsewhere it may stand for another text, and then it is
        another document: two lists that both number their reports from 1 are no versions of each other.
        """
        plain, qualified = item.keys
        stored = self._by_key.get(qualified)
        if stored is not None:
            return qualified, stored
        stored = self._by_key.get(plain)
        foreign = stored is not None and stored.input != item.entry.input and not stored.had(item.text_hash)
        return (qualified, None) if foreign and plain != qualified else (plain, stored)

    def free_id(self, item: Item, key: str) -> str:
        """An id for a new document that no other has: its own, else a hash of its text, else one of key and text."""
        document = item.entry.document
        for id in (document.id, _text_id(item)):
            if id not in self._by_id:
                return id
        return text_id(f"{key}\n{document.text}", document.date)

    def holder(self, id: str) -> Stored | None:
        """The document of an id."""
        return self._by_id.get(id)


def text_hash(text: str) -> str:
    """The hash by which a text is known."""
    return hashlib.sha256(text.encode()).hexdigest()[:HASH_DIGITS]


def stored_of(row: Row) -> Stored:
    """What a row of `documents`, in `COLUMNS`, tells."""
    told = {name: row[name] for name in COLUMNS if name not in ("coder", "earlier")}
    return Stored(**told, earlier=tuple(row["earlier"] or ()), coded=row["coder"] is not None)


def removed_from(snapshot: Snapshot) -> set[str]:
    """Ids, keys and text hashes of the documents that were taken out."""
    edits = edits_of(snapshot, "remove")
    told = {edit["change"].get(name) for edit in edits for name in ("key", "text_hash")}
    return {value for value in {*told, *(edit["document"] for edit in edits)} if value}


def duplicates_of(snapshot: Snapshot, ids: Collection[str]) -> list[Row]:
    """The rows of the documents that some others stand for, in order of day and id."""
    return _in_order(snapshot.dataset("documents").to_table(filter=ds.field("duplicate_of").isin(sorted(ids))))


def orphans_of(snapshot: Snapshot) -> list[Row]:
    """The rows of the near-duplicates whose stand-in is gone, in order of day and id."""
    documents = snapshot.dataset("documents")
    pairs = documents.to_table(columns=["duplicate_of"], filter=ds.field("duplicate_of").is_valid())
    wanted = set(pairs["duplicate_of"].to_pylist())
    if not wanted:
        return []
    standing = ds.field("id").isin(sorted(wanted)) & ds.field("coder").is_valid()
    wanted -= set(documents.to_table(columns=["id"], filter=standing)["id"].to_pylist())
    return duplicates_of(snapshot, wanted) if wanted else []


def _in_order(rows: pa.Table) -> list[Row]:
    return sorted(rows.to_pylist(), key=lambda row: (row["date"] or date.min, row["id"]))


def _text_id(item: Item) -> str:
    return text_id(item.entry.document.text, item.entry.document.date)


def has_key(snapshot: Snapshot, key: str) -> bool:
    """Whether a document is known by that key (an address, say)."""
    return bool(snapshot.dataset("documents").count_rows(filter=ds.field("key") == key))

"""What becomes of each document of a part: skipped, a new one, a new version, a near-duplicate; decided one by one.

The decision rests on what is stored and on what came before in the input, so that it does not matter where parts begin
and end, or where an earlier run was killed. A part that would have to build on itself (a second version, a new text of
what others are duplicates of) ends there, and the rest goes into the next.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from dateline.read import Entry, Issue
from dateline.records import Document
from dateline.store.documents import COLUMNS, Item, Known, Stored, duplicates_of, stored_of
from dateline.store.duplicates import Index, Standing, StoredIndex
from dateline.store.rows import Row, document_of, month_of
from dateline.store.snapshot import Snapshot

Work = tuple[str, str]
"""What is coded: document id and text hash."""


@dataclass(frozen=True, slots=True)
class Decision:
    """How a document is stored. `duplicate_of` is None for one that is to be coded.

    `replaces` is its row so far: that of an older version, or its own, as a near-duplicate that must now stand by
    itself; then `row` is that row in full.
    """

    item: Item
    id: str
    key: str
    version: int = 1
    earlier: tuple[str, ...] = ()
    duplicate_of: str | None = None
    replaces: Stored | None = None
    row: Row | None = None

    @property
    def document(self) -> Document:
        """The document under the id that it has in the store."""
        document = self.item.entry.document
        return document if document.id == self.id else document.model_copy(update={"id": self.id})

    @property
    def entry(self) -> Entry:
        """What is given to the coder."""
        return replace(self.item.entry, document=self.document)

    @property
    def work(self) -> Work:
        """What would be coded."""
        return self.id, self.item.text_hash

    @property
    def changed(self) -> bool:
        """Whether it is a new version."""
        return self.replaces is not None and self.row is None

    @property
    def stored(self) -> Stored:
        """What the store will know of it."""
        return Stored(
            id=self.id,
            key=self.key,
            version=self.version,
            text_hash=self.item.text_hash,
            earlier=self.earlier,
            input=self.item.entry.input,
            month=month_of(self.item.entry.document.date),
            duplicate_of=self.duplicate_of,
            coded=self.duplicate_of is None,
        )


@dataclass(slots=True)
class Plan:
    """The decisions on a part; `skipped` and `removed` count what is there already and what must stay out.

    `rest` are the documents that the part did not get to, `failed` those left out since they can't be coded.
    """

    decisions: list[Decision] = field(default_factory=list)
    skipped: int = 0
    removed: int = 0
    issues: list[Issue] = field(default_factory=list)
    rest: list[Item] = field(default_factory=list)
    failed: list[Work] = field(default_factory=list)

    def uncoded(self, there: Collection[Work], failed: Collection[Work]) -> list[Decision]:
        """What is still to be coded."""
        todo = (decision for decision in self.decisions if decision.duplicate_of is None)
        return [decision for decision in todo if decision.work not in there and decision.work not in failed]


def decide(
    items: Sequence[Item],
    snapshot: Snapshot,
    index: StoredIndex,
    *,
    failed: Set[Work] = frozenset(),
    orphans: Iterable[Row] = (),
) -> Plan:
    """Decide on documents in their order, on top of a snapshot. `failed` are those that can't be coded.

    `orphans` are near-duplicates whose stand-in is gone: they are decided on first.
    """
    part = Part(items, snapshot, index, failed)
    part.place_again(list(orphans))
    for place, item in enumerate(items):
        if not part.take(item):
            part.plan.rest = list(items[place:])
            break
        if part.full:
            part.plan.rest = list(items[place + 1 :])
            break
    return part.plan


class Part:
    """A part while it is decided on; `full` once it must end."""

    def __init__(self, items: Sequence[Item], snapshot: Snapshot, index: StoredIndex, failed: Set[Work]) -> None:
        self.plan = Plan()
        self.full = False
        self._items = items
        self._snapshot = snapshot
        self._index = index
        self._failed = failed
        self._known = Known.of(snapshot, items)
        self._own = Index()
        self._keys: set[str] = set()
        self._standing: set[str] = set()
        self._gone: set[str] = set()

    def take(self, item: Item) -> bool:
        """Decide on one document; False if that is for the next part."""
        if self._known.is_removed(item):
            self.plan.removed += 1
            return True
        key, stored = self._known.find(item)
        if stored is None:
            self._add_new(item, key)
        elif stored.had(item.text_hash):
            self.plan.skipped += 1
        elif self._must_wait(key, stored):
            return False
        else:
            self._change(item, stored)
        return True

    def _must_wait(self, key: str, stored: Stored) -> bool:
        """Whether the change of a document would build on this part."""
        return key in self._keys or stored.id in self._standing

    def place_again(self, rows: list[Row]) -> None:
        """Decide anew on near-duplicates that lost their stand-in."""
        near = self._index.at(self._snapshot, {row["date"] for row in rows}) if rows else Index()
        for row in rows:
            # Imported events have no text, and are never duplicates.
            entry = Entry(row["input"], None, document_of(row))
            item = Item(entry, row["text_hash"], row["signature"])
            stored = stored_of({name: row[name] for name in COLUMNS})
            standing = self._standing_for(item, row["id"], near)
            decision = Decision(
                item, stored.id, stored.key, stored.version, stored.earlier, standing, replaces=stored, row=row
            )
            if standing != stored.duplicate_of:
                self._keep(decision)

    def _add_new(self, item: Item, key: str) -> None:
        id = self._known.free_id(item, key)
        if self._fails(id, item):
            return
        if id != item.entry.document.id and item.has_own_id:
            self.plan.issues.append(self._clash(item, id))
        self._keep(Decision(item, id, key, duplicate_of=self._standing_for(item, id, self._near)))

    def _change(self, item: Item, stored: Stored) -> None:
        if self._fails(stored.id, item):
            return
        self._gone.add(stored.id)
        self._own.discard(stored.id)
        decision = Decision(
            item,
            stored.id,
            stored.key,
            version=stored.version + 1,
            earlier=(*stored.earlier, stored.text_hash),
            duplicate_of=self._standing_for(item, stored.id, self._near),
            replaces=stored,
        )
        self._keep(decision)
        # One that changed before in this part has its place already.
        lost = [row for row in duplicates_of(self._snapshot, [stored.id]) if row["id"] not in self._gone]
        if lost:
            self.place_again(lost)
            self.full = True

    def _fails(self, id: str, item: Item) -> bool:
        failed = (id, item.text_hash) in self._failed
        if failed:
            self.plan.failed.append((id, item.text_hash))
        return failed

    def _keep(self, decision: Decision) -> None:
        self.plan.decisions.append(decision)
        if decision.duplicate_of is not None:
            self._standing.add(decision.duplicate_of)
        self._known.add(decision.stored)
        self._keys.add(decision.key)
        signature = decision.item.signature
        if decision.duplicate_of is None and signature and decision.work not in self._failed:
            self._own.add(Standing(decision.id, decision.item.day, signature))

    def _standing_for(self, item: Item, id: str, near: Index) -> str | None:
        """The id of the coded document that the text is nearest to, if it is near to one."""
        if item.signature is None:
            return None
        found = [pair for pair in near.near(item.day, item.signature) if pair[1].id not in self._gone]
        found += self._own.near(item.day, item.signature)
        others = [(-like, one.day or date.min, one.id) for like, one in found if one.id != id]
        return min(others)[2] if others else None

    @cached_property
    def _near(self) -> Index:
        return self._index.at(self._snapshot, {item.day for item in self._items})

    def _clash(self, item: Item, id: str) -> Issue:
        taken = item.entry.document.id
        holder = self._known.holder(taken)
        whose = f"of another report, from {holder.input}" if holder else "of another report"
        return Issue(item.entry.input, item.entry.line, f"the id {taken!r} is that {whose}: it got {id}", coded=True)

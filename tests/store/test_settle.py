"""Settling what is new comes to the same as settling everything."""

import random
from pathlib import Path

import pytest

from dateline.store import Store, resolving, windows
from dateline.store.edits import add_edit, edits_of
from dateline.store.schema import DERIVED
from dateline.store.settle import settle
from dateline.store.transaction import Transaction
from tests.store.chance import chance_report, documents, put, take

STEPS = 5


def derived(store: Store) -> dict[str, list[str]]:
    snapshot = store.at()
    return {name: sorted(map(str, snapshot.table(name).to_pylist())) for name in DERIVED}


def event_of(store: Store, rng: random.Random) -> tuple[str, str]:
    rows = store.at().sql("SELECT document, id FROM events ORDER BY document, id").to_pylist()
    row = rng.choice(rows)
    return row["document"], row["id"]


def grow(transaction: Transaction, rng: random.Random, step: int) -> None:
    reports = [chance_report(rng, f"r{step}-{n}") for n in range(rng.choice((1, 3, 12)))]
    copies = [(f"{told.document.id}-copy", told.document.id) for told in reports if rng.random() < 0.2]
    put(transaction, reports, copies)


def change(store: Store, transaction: Transaction, rng: random.Random) -> None:
    """Something other than new reports."""
    ids = documents(store)
    kind = rng.choice(("take", "change", "join", "split", "correct", "reject", "restore", "compact"))
    if kind == "take":
        take(transaction, rng.choice(ids))
    elif kind == "change":
        id = rng.choice(ids)
        take(transaction, id)
        put(transaction, [chance_report(rng, id)])
    elif kind == "join":
        add_edit(transaction, "join", {"events": [event_of(store, rng) for _ in range(3)]})
    elif kind == "split":
        add_edit(transaction, "split", {"events": [event_of(store, rng)], "others": [event_of(store, rng)]})
    elif kind == "restore":
        for edit in edits_of(transaction.base, "join", "split", "correct", "reject")[:1]:
            add_edit(transaction, "restore", {"edit": edit["id"]})
    elif kind == "compact":
        for name in ("documents", "events", "joins"):
            transaction.compact(name)
    else:
        document, event = event_of(store, rng)
        told = {"type": "PROTEST", "confidence": 0.95} if kind == "correct" else {}
        add_edit(transaction, kind, told, record=event, document=document)


@pytest.mark.parametrize(("seed", "most"), [(seed, most) for seed in range(2) for most in (5000, 6)])
def test_what_is_new_settles_to_what_everything_settles_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, most: int
) -> None:
    monkeypatch.setattr(windows, "MOST", most)
    monkeypatch.setattr(resolving, "MOST", most)
    rng = random.Random(seed)
    store = Store.open(str(tmp_path / "store"), create=True)
    for step in range(STEPS):
        with store.writing("add") as transaction:
            grow(transaction, rng, step)
        if step:
            with store.writing("edit") as transaction:
                change(store, transaction, rng)
        settle(store)
        found = derived(store)
        settle(store, whole=True)
        assert derived(store) == found
        assert found["joins"]

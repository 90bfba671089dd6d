"""What each stage of `add --engine ray` costs: `python -m bench.costs SOURCE… [--reports N]`.

All in this process, one stage after the other: milliseconds of processor time for a document. The machines read and
sign, code, and commit; the driver takes what is read, decides, and hands it on. What the driver takes for a document
says how many coders it can feed; what a commit takes, how many documents a store takes in a second.
"""

from __future__ import annotations

import argparse
import pickle
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from typing import Final, TypeVar

from dateline.coder import load
from dateline.read import Entry, Options, read
from dateline.records import CoderInfo
from dateline.store import Store
from dateline.store.documents import Item
from dateline.store.duplicates import StoredIndex
from dateline.store.part import Told
from dateline.store.plan import Decision
from dateline.store.spread.ahead import Ahead
from dateline.store.spread.book import Read
from dateline.store.spread.calls import WINDOW
from dateline.store.spread.count import make_batch
from dateline.store.spread.hand import Hand
from dateline.store.spread.line import MEET, Place

BATCHES: Final = (100, 500)
"""Documents of a commit."""

T = TypeVar("T")


def main() -> None:
    """Print the stages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--reports", type=int, default=500)
    args = parser.parse_args()
    found = (one for one in read(args.sources, Options()) if isinstance(one, Entry))
    entries = _timed("read", lambda: list(islice(found, args.reports)), args.reports)
    number = len(entries)
    items = _timed("sign", lambda: [Item.of(entry) for entry in entries], number)
    packed = [pickle.dumps(items[n : n + 32]) for n in range(0, number, 32)]
    driver = time.process_time()
    _timed("take what was read (driver)", lambda: [pickle.loads(some) for some in packed], number)
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(folder, create=True)
        places = _timed("decide (driver)", lambda: _decide(store, items), number)
        decisions = [decision for place in places for decision in place.decisions]
        _timed("hand on, twice (driver)", lambda: [pickle.dumps(decisions) for _ in range(2)], number)
        fed = number / (time.process_time() - driver)
        coder = load()
        hand = Hand(store.uri, store.options, {})
        hand._coder = coder
        todo = [decision for decision in decisions if decision.duplicate_of is None]
        told = _timed("code, and make rows", lambda: _code(hand, todo), len(todo))
        print(f"the driver deals with {fed:,.0f} reports a second")
        for size in BATCHES:
            _commit(size, places, told, coder.info)


def _decide(store: Store, items: list[Item]) -> list[Place]:
    ahead = Ahead(store.at(), StoredIndex(), set())
    places = []
    for first in range(0, len(items), MEET):
        some = items[first : first + MEET]
        ahead.meet(some)
        places += [Place(Read(item, 1), step) for item in some if (step := ahead.step(item))]
    return places


def _code(hand: Hand, decisions: list[Decision]) -> list[Told]:
    return [hand.code(decisions[n : n + WINDOW])[1] for n in range(0, len(decisions), WINDOW)]


def _commit(size: int, places: list[Place], told: list[Told], info: CoderInfo) -> None:
    """Commit all in batches of that size, to a store of its own."""
    with tempfile.TemporaryDirectory() as folder:
        hand = Hand(Store.open(folder, create=True).uri, {}, {})
        began, processor = time.monotonic(), time.process_time()
        commits = 0
        for first in range(0, len(places), size):
            some = places[first : first + size]
            batch = make_batch("run", commits + 1, commits + 1, some, {}, set(), info)
            wanted = {decision.work for decision in batch.decisions}
            hand.commit(batch, *(one for one in told if not wanted.isdisjoint(one.documents)))
            commits += 1
        seconds, processor = time.monotonic() - began, time.process_time() - processor
        documents = min(len(places), commits * size)
        print(
            f"commits of {size}: {seconds / commits:.2f} s each ({processor / commits:.2f} s of the processor),"
            f" {documents / seconds:,.0f} reports a second"
        )


def _timed(stage: str, work: Callable[[], T], number: int) -> T:
    began = time.process_time()
    done = work()
    print(f"{stage:<30}{1000 * (time.process_time() - began) / max(number, 1):8.2f} ms", flush=True)
    return done


if __name__ == "__main__":
    main()

"""A run with the quick coder, in small parts, to be started in a process of its own and killed."""

from collections.abc import Iterator
from multiprocessing.synchronize import Event

from dateline.read import Entry, Issue
from dateline.store import Store
from dateline.store import add as adding
from tests.store.quick import QuickCoder, entry, told


def series(first: int, last: int) -> Iterator[Entry | Issue]:
    """The reports from one number to another."""
    for n in range(first, last):
        day = f"2026-0{1 + n % 4}-{1 + n // 4 % 27:02}"
        yield entry(told(n), day, id=f"n{n}", line=n)
        if n % 7 == 3:
            yield entry(told(n) + " More on page 4.", day, url=f"https://paper.example/{n}", line=n)
        if n % 11 == 5:
            yield entry(told(n + 1000), day, url=f"https://paper.example/{n - 2}", line=n)
        if n % 13 == 6:
            yield Issue("a.jsonl", n, "not JSON")
        if n % 17 == 8:
            yield entry(f"A FAULT in {n}.", day, line=n)


def run(store: str, first: int, last: int, ready: Event) -> None:
    """Add the reports of the series, slowly enough that there is time for a kill."""
    adding.PART = 6
    ready.set()
    try:
        adding.add(Store.open(store, create=True), series(first, last), QuickCoder(seconds=0.002))
    except KeyboardInterrupt:
        raise SystemExit(130) from None

"""A run whose coders answer in any order, die and are forgotten: the tables are those of a run in one process."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dateline.errors import StoreError
from dateline.read import Entry, Issue
from dateline.store import Store
from dateline.store.add import add
from dateline.store.documents import Item
from dateline.store.remove import remove
from dateline.store.spread import calls as calls_file
from dateline.store.spread import course as course_file
from dateline.store.spread.book import Read
from dateline.store.spread.course import Course
from dateline.store.summary import Summary
from tests.store.adding import series
from tests.store.quick import QuickCoder, column, contents, entry, told
from tests.store.spread.fakes import FakeCoders

LAST = 40


def reads(things: Iterator[Entry | Issue]) -> Iterator[Read]:
    for thing in things:
        yield Read(Item.of(thing) if isinstance(thing, Entry) else thing, 1)


def spread(store: Store, things: Iterator[Entry | Issue], coders: FakeCoders | None = None) -> Summary:
    summary = Summary("run")
    coders = FakeCoders(store) if coders is None else coders
    Course(store, reads(things), coders, summary, lambda read: None).run()
    return summary


def versions(first: int, last: int) -> Iterator[Entry | Issue]:
    """Reports that change again and again, some with near-duplicates before and after."""
    for n in range(first, last // 2):
        url = f"https://paper.example/{n % 7}"
        yield entry(told(n), url=url, line=n)
        if n % 3 == 0:
            yield entry(told(n) + " More on page 4.", url=f"https://other.example/{n}", line=n)
        if n % 5 == 0:
            yield entry(told(n - 1) + " More on page 5.", url=f"https://third.example/{n % 2}", line=n)


def numbered(first: int, last: int) -> Iterator[Entry | Issue]:
    """Two inputs that number their reports alike."""
    for n in range(first, last):
        yield entry(told(n), id=f"{n % 20}", input="ab"[n % 2], line=n)


@pytest.fixture
def new(tmp_path: Path) -> Callable[[str], Store]:
    return lambda name: Store.open(str(tmp_path / name), create=True)


@pytest.mark.parametrize("things", [series, versions, numbered])
def test_as_in_one_process(things: Callable[[int, int], Iterator[Entry | Issue]], new: Callable[[str], Store]) -> None:
    one, many = new("one"), new("many")
    alone = add(one, things(0, LAST), QuickCoder())
    summary = spread(many, things(0, LAST))
    add(many, (), QuickCoder())
    assert contents(many) == contents(one)
    counts = ("documents", "coded", "duplicates", "changed", "skipped", "removed", "failed", "records", "issues")
    assert {name: getattr(summary, name) for name in counts} == {name: getattr(alone, name) for name in counts}


@pytest.mark.parametrize(("things", "seed"), [(series, 1), (series, 2), (versions, 3)])
def test_accidents(
    things: Callable[[int, int], Iterator[Entry | Issue]],
    seed: int,
    new: Callable[[str], Store],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(course_file, "PART", 10)
    monkeypatch.setattr(course_file, "MOST", 20)
    monkeypatch.setattr(course_file, "DEATHS", 99)
    monkeypatch.setattr(calls_file, "WINDOW", 3)
    one, many = new("one"), new("many")
    add(one, things(0, LAST), QuickCoder())
    coders = FakeCoders(many, accidents=0.2, seed=seed)
    spread(many, things(0, LAST), coders)
    add(many, (), QuickCoder())
    assert contents(many) == contents(one)
    assert len(set(coders.told)) > 1


def test_killed_and_gone_on_with(new: Callable[[str], Store], monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that ends after any batch has stored the first reports, as one process would have."""
    monkeypatch.setattr(course_file, "PART", 10)
    monkeypatch.setattr(course_file, "MOST", 10)
    one, many = new("one"), new("many")
    add(one, series(0, LAST), QuickCoder())

    class Dying(FakeCoders):
        def _committed(self, *args: object) -> object:  # type: ignore[override]
            committed = super()._committed(*args)  # type: ignore[arg-type]
            if self._random.random() < 0.4:
                raise StoreError("the driver died")
            return committed

    for seed in range(4):
        with pytest.raises(StoreError, match="the driver died"):
            spread(many, series(0, LAST), Dying(many, seed=seed))
    spread(many, series(0, LAST))
    add(many, (), QuickCoder())
    assert contents(many) == contents(one)


def test_another_writer(new: Callable[[str], Store], monkeypatch: pytest.MonkeyPatch) -> None:
    """What another run adds meanwhile counts; what was coded is used."""
    monkeypatch.setattr(course_file, "PART", 10)
    monkeypatch.setattr(course_file, "MOST", 10)
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    store = new("store")

    class Late(FakeCoders):
        def _committed(self, *args: object) -> object:  # type: ignore[override]
            if len(self.told) < 3:
                n = len(self.told)
                self.told.append("another")
                add(store, series(60 + 5 * n, 65 + 5 * n), QuickCoder())
            return super()._committed(*args)  # type: ignore[arg-type]

    coders = Late(store)
    spread(store, series(0, LAST), coders)
    add(store, (), QuickCoder())
    one = new("one")
    add(one, series(0, LAST), QuickCoder())
    add(one, series(60, 75), QuickCoder())
    assert contents(store) == contents(one)
    # A report that fails is coded alone again by `code_entries`, not by us.
    assert len(coders.coded) == len(set(coders.coded))


def test_deadly_report_is_an_issue(new: Callable[[str], Store]) -> None:
    store = new("store")

    def things() -> Iterator[Entry | Issue]:
        yield from series(0, 20)
        yield entry("A DEADLY text about the river.", id="deadly", line=77)
        yield entry("A DEADLY text about the river.", url="https://paper.example/copy", line=78)
        yield from series(20, 40)

    summary = spread(store, things())
    assert column(store, "SELECT line FROM issues WHERE reason LIKE 'the coder died%' ORDER BY line") == [77, 78]
    assert column(store, "SELECT count(*) FROM documents WHERE text LIKE '%DEADLY%'") == [0]
    assert summary.documents == column(store, "SELECT count(*) FROM documents")[0] + summary.changed


def test_stand_in_that_was_taken_out(new: Callable[[str], Store]) -> None:
    """Its near-duplicates are decided on again, before all else."""
    stores = new("one"), new("many")
    for store in stores:
        copies = (entry(told(1) + f" Page {n}.", id=f"c{n}", line=n) for n in range(3))
        add(store, [entry(told(1), id="first"), *copies], QuickCoder())
        remove(store, ["first"])
    add(stores[0], series(0, 10), QuickCoder())
    spread(stores[1], series(0, 10))
    add(stores[1], (), QuickCoder())
    assert contents(stores[1]) == contents(stores[0])

"""Work for several at once, and for each in turn."""

import threading
import time
from collections.abc import Callable
from itertools import islice

import pytest

from dateline.fetch.abreast import abreast


def threads() -> int:
    return sum(thread.name == "dateline-abreast" for thread in threading.enumerate())


def ends(condition: Callable[[], bool]) -> bool:
    for _ in range(200):
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_all_is_done_once_and_each_group_in_order() -> None:
    groups = [[(group, number) for number in range(20)] for group in range(7)]
    done = list(abreast(groups, lambda thing: thing, 3))
    assert sorted(done) == [thing for group in groups for thing in group]
    for group in range(7):
        assert [number for one, number in done if one == group] == list(range(20))
    assert ends(lambda: threads() == 0)


def test_a_slow_one_holds_up_no_other_group() -> None:
    free = threading.Event()

    def work(name: str) -> str:
        if name == "slow":
            free.wait(10)
        return name

    results = abreast([["slow", "later"], ["a"], ["b", "c"]], work, 2)
    assert list(islice(results, 3)) == ["a", "b", "c"]
    free.set()
    assert list(results) == ["slow", "later"]


def test_results_wait_to_be_taken() -> None:
    begun: list[int] = []

    def work(number: int) -> int:
        begun.append(number)
        return number

    results = abreast([[number] for number in range(50)], work, 4)
    next(results)
    time.sleep(0.2)
    # One was taken, one is ready, and each thread holds one.
    assert len(begun) <= 6
    assert len(list(results)) == 49


def test_an_error_is_raised_where_the_results_are_taken() -> None:
    def work(number: int) -> float:
        return 1 / number

    with pytest.raises(ZeroDivisionError):
        list(abreast([[1], [0], [2]], work, 2))
    assert ends(lambda: threads() == 0)


def test_who_stops_asking_ends_the_work() -> None:
    begun: list[int] = []

    def work(number: int) -> int:
        begun.append(number)
        return number

    results = abreast([range(100), range(100)], work, 2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert ends(lambda: threads() == 0)
    assert len(begun) < 10


def test_nothing_to_do() -> None:
    assert list(abreast([], str, 8)) == []

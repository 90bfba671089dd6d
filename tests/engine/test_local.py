"""Coding in several processes: order, bytes, deaths, an end at once, and how much is read ahead."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count, islice
from pathlib import Path

import pytest

import dateline
from dateline.coder import Coded
from dateline.coder import code_entries as code_here
from dateline.engine import Ahead, Workers, code_entries, code_with_jobs
from dateline.engine.dispatch import WINDOW
from dateline.engine.local import AHEAD
from dateline.errors import SetupError
from dateline.read import Entry, Issue, read
from dateline.read.options import Options
from tests.engine.fakes import Item, dying, entry, missing, risky

EXAMPLES = Path(dateline.__file__).parent / "examples"


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(2, load=risky) as workers:
        yield workers


def bytes_of(results: Iterator[Coded | Issue]) -> list[str]:
    return [result.to_json() if isinstance(result, Issue) else result.report.to_json() for result in results]


def mixed(number: int) -> list[Item]:
    """Documents, among them slow and faulty ones, and issues."""
    items: list[Item] = []
    for n in range(number):
        text = {3: "SLEEP 0.05", 7: "FAULT", 8: "SLEEP 0.02"}.get(n % 20)
        items.append(Issue("a.jsonl", n, "not JSON") if n % 20 in (5, 12, 13, 14, 15) else entry(n, text))
    return items


@pytest.mark.parametrize("number", [0, 1, WINDOW, 21])
def test_same_order_and_bytes_as_in_one_process(workers: Workers, number: int) -> None:
    items = mixed(number)
    assert bytes_of(workers.code_entries(items)) == bytes_of(code_here(risky(None), items))


def test_only_issues(workers: Workers) -> None:
    items = [Issue("a", n, "empty") for n in range(3 * WINDOW)]
    assert list(workers.code_entries(items)) == items


def test_reasons_come_with_the_reports(workers: Workers) -> None:
    (coded,) = workers.code_entries([entry(1)])
    assert isinstance(coded, Coded)
    assert coded.reasons.of("none") == []


def test_stands_in_for_a_coder(workers: Workers) -> None:
    assert workers.info == risky(None).info
    assert bytes_of(code_entries(workers, mixed(2))) == bytes_of(code_entries(risky(None), mixed(2)))


@pytest.mark.parametrize(("text", "how"), [("EXIT 7", "ended (status 7)"), ("KILL", "was killed, as the system does")])
def test_a_deadly_document_is_an_issue(workers: Workers, text: str, how: str) -> None:
    items = [entry(n, text if n == 5 else None) for n in range(20)]
    results = list(workers.code_entries(items))
    issue = results.pop(5)
    assert isinstance(issue, Issue)
    assert (issue.input, issue.line, issue.coded) == ("a.jsonl", 5, False)
    assert how in issue.reason
    assert [r.report.document.id for r in results if isinstance(r, Coded)] == [f"n{n}" for n in range(20) if n != 5]


def test_a_document_that_takes_too_long_is_an_issue() -> None:
    with Workers(1, load=risky, seconds=0.5) as workers:
        results = list(workers.code_entries([entry(0), entry(1, "SLEEP 600"), entry(2)]))
    assert [type(result) for result in results] == [Coded, Issue, Coded]
    assert isinstance(results[1], Issue)
    # A second for a thousand characters comes on top.
    assert "was stopped after 1 seconds on this report, twice" in results[1].reason


def test_large_documents_fill_no_pipe(workers: Workers) -> None:
    """More than a pipe holds goes both ways at the same time."""
    texts = ["SLEEP 0.01 " + "x" * 290_000 for _ in range(12)]
    results = list(workers.code_entries(entry(n, text) for n, text in enumerate(texts)))
    assert [result.report.document.text for result in results if isinstance(result, Coded)] == texts


def test_coded_ahead(workers: Workers) -> None:
    ahead = Ahead[str](workers)
    assert ahead.done
    entries = {str(n): one for n in range(6) if isinstance(one := entry(n), Entry)}
    ahead.expect(entries)
    # Of what is expected no more, and of what was not expected.
    ahead.expect({key: entries[key] for key in "01"})
    coded = dict(ahead.code({key: entries[key] for key in "1035"}))
    assert ahead.done
    assert list(coded) == list("1035")
    assert [one.report.document.id for one in coded.values() if isinstance(one, Coded)] == ["n1", "n0", "n3", "n5"]


def test_a_death_from_outside_costs_no_document(workers: Workers, tmp_path: Path) -> None:
    items = [entry(0), entry(1, f"ONCE {tmp_path / 'died'}"), entry(2)]
    assert all(isinstance(result, Coded) for result in workers.code_entries(items))


def test_reads_ahead_no_more_than_a_bound(workers: Workers) -> None:
    taken = 0

    def endless() -> Iterator[Item]:
        nonlocal taken
        for n in count():
            taken += 1
            # All others wait for the first.
            yield entry(n, "SLEEP 1" if n == 0 else None)

    results = workers.code_entries(endless())
    next(results)
    assert WINDOW * workers.jobs < taken <= AHEAD * workers.jobs
    for read_more, _ in enumerate(islice(results, 300), start=2):
        assert taken - read_more <= AHEAD * workers.jobs


def test_goes_on_after_a_call_that_was_given_up(workers: Workers) -> None:
    for _ in range(3):
        next(workers.code_entries(mixed(40)))
    assert bytes_of(workers.code_entries(mixed(9))) == bytes_of(code_here(risky(None), mixed(9)))


def test_reads_no_further_than_a_failing_input(workers: Workers) -> None:
    def broken() -> Iterator[Item]:
        yield entry(1)
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        list(workers.code_entries(broken()))
    assert len(list(workers.code_entries([entry(1)]))) == 1


def test_a_coder_that_cannot_be_loaded() -> None:
    before = set(multiprocessing.active_children())
    with pytest.raises(SetupError, match="no model xx"), Workers(2, "xx", load=missing):
        pass
    assert set(multiprocessing.active_children()) == before


def test_a_coder_that_dies_as_it_is_loaded() -> None:
    with pytest.raises(SetupError, match=r"status 9.*fewer --jobs"), Workers(1, load=dying):
        pass


def test_threads_may_share_workers(workers: Workers) -> None:
    with ThreadPoolExecutor(3) as pool:
        calls = [pool.submit(lambda: bytes_of(workers.code_entries(mixed(30)))) for _ in range(3)]
    assert {tuple(call.result()) for call in calls} == {tuple(bytes_of(code_here(risky(None), mixed(30))))}


def test_no_process_is_left() -> None:
    before = set(multiprocessing.active_children())
    with Workers(1, load=risky) as workers:
        next(workers.code_entries([entry(n, "SLEEP 60" if n >= WINDOW else None) for n in range(2 * WINDOW)]))
        start = time.monotonic()
    assert time.monotonic() - start < 3
    assert set(multiprocessing.active_children()) == before


ENDLESS = """
import sys
from itertools import count
from multiprocessing import active_children
from dateline.engine import Workers
from dateline.engine.dispatch import WINDOW
from tests.engine.fakes import entry, risky

if __name__ == "__main__":
    # Both workers must get through their first windows, or nothing is ever printed.
    endless = (entry(n, "SLEEP 0.01" if n < 2 * WINDOW else "SLEEP 60") for n in count())
    with Workers(2, load=risky) as workers:
        try:
            for _ in workers.code_entries(endless):
                print(*(child.pid for child in active_children()), flush=True)
        except KeyboardInterrupt:
            sys.exit(130)
"""


@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_an_end_takes_the_workers_along(tmp_path: Path, sent: signal.Signals, status: int) -> None:
    script = tmp_path / "endless.py"
    script.write_text(ENDLESS, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        [sys.executable, str(script)], env=environment, stdout=-1, stderr=-1, text=True, start_new_session=True
    ) as process:
        assert process.stdout
        first = process.stdout.readline().split()
        # As a terminal does, to all of them.
        start = time.monotonic()
        os.killpg(process.pid, sent) if sent == signal.SIGINT else process.kill()
        _, told = process.communicate(timeout=60)
        taken = time.monotonic() - start
    assert (process.returncode, told, len(first)) == (status, "", 2)
    if sent == signal.SIGINT:
        assert taken < 5  # about 0.2 seconds where nothing else runs
        assert not any(Path(f"/proc/{pid}").exists() for pid in first)


def test_real_coder_in_two_processes(coder: dateline.Coder) -> None:
    paths = [str(path) for path in sorted(EXAMPLES.glob("*.txt"))[:3]]
    entries = list(read(paths, Options()))
    here = [(r.report.to_json(), r.reasons) for r in code_here(coder, entries) if isinstance(r, Coded)]
    there = [(r.report.to_json(), r.reasons) for r in code_with_jobs(entries, 2) if isinstance(r, Coded)]
    assert [json for json, _ in there] == [json for json, _ in here]
    assert len(here) == 3
    assert [vars(reasons) for _, reasons in there] == [vars(reasons) for _, reasons in here]

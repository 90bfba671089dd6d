"""Several processes against one: `python -m bench.jobs [--reports N] [--jobs N] [--rounds N]`.

Prints reports per second and ratios, for blocks of reports that alternate, so that what else the machine does hits all:

- `ceiling`: bare coders, each alone in a process that is tied to a processor, so many at once against one. No program
  can do better on this machine: processors share caches and memory, and a virtual one may be half of a real one;
- `code`: `dateline code --format jsonl`, that is, coding and writing the records, without loading;
- `add`: `dateline add` into a store of its own; what settles it afterwards is told apart;
- the memory of the workers: resident, their share of what several use (PSS), their own (USS).

It has no floor: the bar of issue 6, 1.8 for two, is for two whole processors that nobody else uses. Without `../shared`
the reports are the package's examples.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from itertools import cycle, islice
from multiprocessing.connection import Connection
from pathlib import Path

import dateline
import dateline.store.add
from bench.speed import NEWS, Stopwatch, news, timed
from dateline.cli.output import JsonlWriter
from dateline.coder import Coded
from dateline.engine import Workers, code_entries
from dateline.engine.worker import CONTEXT
from dateline.read import Entry, Options, read
from dateline.store import Store

EXAMPLES = Path(dateline.__file__).parent / "examples"


def reports() -> list[Entry]:
    """The Wikinews reports, else the examples."""
    if NEWS.is_dir():
        return [Entry("news", line, document) for line, document in enumerate(news(), start=1)]
    return [one for one in read([str(EXAMPLES)], Options()) if isinstance(one, Entry)]


Processes = dateline.Coder | Workers | list["Alone"]


class Alone:
    """A coder in a process of its own, tied to one processor."""

    def __init__(self, processor: int) -> None:
        self.pipe, others = CONTEXT.Pipe()
        self._process = CONTEXT.Process(target=_code_alone, args=(others, processor), daemon=True)
        self._process.start()
        self.pipe.recv()

    def end(self) -> None:
        """End it."""
        self._process.kill()
        self._process.join()


def _code_alone(pipe: Connection, processor: int) -> None:
    os.sched_setaffinity(0, {processor})
    coder = dateline.load()
    pipe.send(None)
    while True:
        _code(coder, pipe.recv())
        pipe.send(None)


def _code(coder: Processes, entries: list[Entry]) -> None:
    """Code and write, as `dateline code` does; several that are alone code all entries each."""
    if isinstance(coder, list):
        for one in coder:
            one.pipe.send(entries)
        for one in coder:
            one.pipe.recv()
        return
    writer = JsonlWriter(io.StringIO(), explain=False)
    for result in code_entries(coder, entries):
        if isinstance(result, Coded):
            writer.write(result)


def _add(coder: dateline.Coder | Workers, entries: list[Entry]) -> None:
    """Add to a store of its own."""
    with tempfile.TemporaryDirectory() as folder:
        dateline.store.add.add(Store.open(f"{folder}/store", create=True), entries, coder)


def race(number: int, jobs: int, rounds: int) -> None:
    """Print what `rounds` rounds of `number` reports take."""
    settling = Stopwatch()
    settling.wrap(dateline.store.add, "settle", "settle")
    seconds: dict[tuple[str, int], float] = defaultdict(float)
    endless = cycle(reports())
    with ExitStack() as stack:
        processors = cycle(sorted(os.sched_getaffinity(0)))
        alone = [Alone(processor) for processor in islice(processors, jobs)]
        for one in alone:
            stack.callback(one.end)
        bare = set(multiprocessing.active_children())
        workers = stack.enter_context(Workers(jobs))
        coder = dateline.load()
        # What is loaded on first use.
        warm = list(islice(endless, 8))
        for each in (alone, coder, workers):
            _code(each, warm * (jobs if each is workers else 1))
        for turn in range(rounds):
            block = list(islice(endless, number))
            work: list[tuple[str, int, Callable[[], None]]] = [
                ("ceiling", 1, partial(_code, [alone[turn % jobs]], block)),
                ("ceiling", jobs, partial(_code, alone, block)),
                ("code", 1, partial(_code, coder, block)),
                ("code", jobs, partial(_code, workers, block)),
                ("add", 1, partial(_add, coder, block)),
                ("add", jobs, partial(_add, workers, block)),
            ]
            for name, many, call in work if turn % 2 else reversed(work):
                before = settling.seconds["settle"]
                seconds[name, many] += timed(call) - (settling.seconds["settle"] - before)
        _tell(seconds, number * rounds, jobs)
        print(f"settling {number} reports: {settling.seconds['settle'] / 2 / rounds:.2f} s, not counted in `add`")
        _tell_memory(set(multiprocessing.active_children()) - bare)


def _tell(seconds: dict[tuple[str, int], float], number: int, jobs: int) -> None:
    for name in ("ceiling", "code", "add"):
        # Each of several that are alone has coded all reports.
        one, several = seconds[name, 1], seconds[name, jobs] / (jobs if name == "ceiling" else 1)
        rates = f"1: {number / one:6.2f} reports/s, {jobs}: {number / several:6.2f} reports/s"
        print(f"{name:8s} {rates}, ratio {one / several:.2f}")


def _tell_memory(processes: Iterable[multiprocessing.process.BaseProcess]) -> None:
    for process in processes:
        told: dict[str, int] = defaultdict(int)
        for line in Path(f"/proc/{process.pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]:
            name, size, *_ = line.replace(":", "").split()
            told[name] += int(size) // 1024
        own = told["Private_Clean"] + told["Private_Dirty"]
        print(f"worker   resident {told['Rss']} MiB, with its part of what is shared {told['Pss']}, its own {own}")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=140, help="in a block")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=2)
    args = parser.parse_args()
    race(args.reports, max(2, args.jobs), args.rounds)


if __name__ == "__main__":
    main()

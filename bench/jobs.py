"""Several processes against one, in one run: `python -m bench.jobs [--reports N] [--jobs N]`.

Prints the reports per second of both and their ratio; loading is not counted. It has no floor: the bar of issue 6, 1.8
for two, is for two cores that nobody else uses. The one is this process as `--jobs 1` has it, and blocks of the two
alternate, so that a drift of the machine hits both. Without `../shared` the reports are the package's examples.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import dateline
from bench.speed import NEWS, news, timed
from dateline.engine import Workers, code_entries
from dateline.read import Entry, Issue, Options, read

EXAMPLES = Path(dateline.__file__).parent / "examples"
BLOCK = 40


def reports() -> Iterable[Entry | Issue]:
    """The Wikinews reports, else the examples."""
    if NEWS.is_dir():
        return [Entry("news", line, document) for line, document in enumerate(news(), start=1)]
    return read([str(EXAMPLES)], Options())


def race(number: int, jobs: int) -> float:
    """Print reports per second with one job and with several; return the ratio."""
    seconds = {1: 0.0, jobs: 0.0}
    endless = islice(cycle(reports()), number)
    with Workers(jobs) as workers:
        coders: dict[int, dateline.Coder | Workers] = {1: dateline.load(), jobs: workers}
        warm = list(islice(cycle(reports()), 4 * jobs))
        for coder in coders.values():
            _code(coder, warm)
        turn = 0
        while block := list(islice(endless, BLOCK)):
            # Whoever comes second finds the texts in the processor's cache: take turns.
            for name in sorted(coders, reverse=bool(turn % 2)):
                seconds[name] += timed(partial(_code, coders[name], block))
            turn += 1
    for name in sorted(seconds):
        print(f"{name} job{'s' if name > 1 else ' '}  {number / seconds[name]:7.2f} reports/s  ({seconds[name]:.1f} s)")
    ratio = seconds[1] / seconds[jobs]
    print(f"ratio   {ratio:7.2f}")
    return ratio


def _code(coder: dateline.Coder | Workers, items: list[Entry | Issue]) -> None:
    for _ in code_entries(coder, items):
        pass


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    race(args.reports, max(2, args.jobs))


if __name__ == "__main__":
    main()

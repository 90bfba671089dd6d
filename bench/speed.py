"""Speed on one core: the bare spaCy pipeline and the whole coder, in one run: `python -m bench.speed [--reports N]`.

Reports come from `../shared/data/news_wikinews`, repeated. Blocks of the two alternate, so that a drift of the
machine hits both. `--profile` tells instead what each stage costs. Without `../shared` there is nothing to measure on.
Exits 1 if the ratio is below its floor.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import dateline
import dateline.coder
import dateline.language.engine
from bench.reference import SHARED

NEWS = SHARED / "data" / "news_wikinews"
# The coder's reports per second as a share of the bare parse's: the bar of issue 3, with the event network.
FLOOR = 0.40
BLOCK = 20
FIRST_MEMORY = 100


def news() -> list[dateline.Document]:
    """The Wikinews reports in the order of their files."""
    csv.field_size_limit(10**8)
    found = []
    for path in sorted(NEWS.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                document = dateline.Document(id=row["url"], date=row["date"], title=row["title"], text=row["text"])
                found.append(document)
    return found


def megabytes(process: int | None = None) -> float:
    """Resident memory of a process, or of this one, in MiB."""
    pages = int(Path(f"/proc/{process or 'self'}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def blocks(documents: list[dateline.Document], reports: int) -> Iterator[list[dateline.Document]]:
    """The documents, repeated up to a number of reports, in blocks."""
    endless = islice(cycle(documents), reports)
    while block := list(islice(endless, BLOCK)):
        yield block


def bare_pipeline(coder: dateline.Coder) -> Any:
    """The coder's spaCy package as it comes, with all its components."""
    return importlib.import_module(coder.engine.name.rsplit("-", 1)[0]).load()


def timed(work: Callable[[], Any]) -> float:
    """Seconds that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ready(documents: list[dateline.Document]) -> dateline.Coder:
    """A coder that has coded one report, so that what is loaded on first use is; prints how long that took."""
    start = time.perf_counter()
    coder = dateline.load()
    coder.code_document(documents[0])
    print(f"ready                {time.perf_counter() - start:7.2f} s       (loading, and the first report)")
    return coder


def race(documents: list[dateline.Document], reports: int) -> float:
    """Print reports per second of both, their ratio and the memory; return the ratio."""
    coder = ready(documents)
    bare = bare_pipeline(coder)
    seconds = {"spaCy": 0.0, "coder": 0.0}
    done = 0
    memory: list[tuple[int, float]] = []
    for turn, block in enumerate(blocks(documents, reports)):
        texts = [document.text for document in block]
        work = {
            "spaCy": lambda texts=texts: sum(len(doc) for doc in bare.pipe(texts)),
            "coder": lambda block=block: sum(len(report.events) for report in coder.code_all(block)),
        }
        # Whoever comes second finds the texts in the processor's cache: take turns.
        for name in sorted(work, reverse=bool(turn % 2)):
            seconds[name] += timed(work[name])
        done += len(block)
        if (not memory and done >= FIRST_MEMORY) or done == reports:
            memory.append((done, megabytes()))
    for name, label in (("spaCy", "bare spaCy pipeline"), ("coder", "whole coder")):
        print(f"{label:20s} {done / seconds[name]:7.2f} reports/s  ({seconds[name]:.1f} s for {done} reports)")
    ratio = seconds["spaCy"] / seconds["coder"]
    print(f"ratio                {ratio:7.3f}  (floor {FLOOR})")
    print("memory               " + ", ".join(f"{mb:.0f} MiB after report {n}" for n, mb in memory))
    return ratio


class Stopwatch:
    """Wall time by stage, measured by wrapping the functions that the coder calls."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def wrap(self, module: Any, name: str, label: str) -> None:
        """Measure a function of a module under a label."""
        inner = getattr(module, name)

        def measured(*args: Any, **options: Any) -> Any:
            start = time.perf_counter()
            try:
                return inner(*args, **options)
            finally:
                self.seconds[label] += time.perf_counter() - start

        setattr(module, name, measured)


def profile(documents: list[dateline.Document], reports: int) -> None:
    """Print what each stage costs a report and a token."""
    watch = Stopwatch()
    for name in vars(dateline.coder):
        if name.startswith("find_") or name == "resolve":
            watch.wrap(dateline.coder, name, name)
    watch.wrap(dateline.language.engine, "_convert", "conversion to plain tokens")
    coder = ready(documents)
    watch.seconds.clear()
    some = list(islice(cycle(documents), reports))
    whole = timed(lambda: sum(1 for _ in coder.code_all(some)))
    tokens = sum(len(coder.engine.parse(document.text).tokens) for document in some[:BLOCK])
    each = tokens / len(some[:BLOCK])
    watch.seconds["spaCy and the rest"] = whole - sum(watch.seconds.values())
    print(f"{'stage':28s} {'ms a report':>12s} {'us a token':>12s} {'share':>7s}")
    for name, seconds in sorted(watch.seconds.items(), key=lambda item: -item[1]):
        per_report = seconds / reports
        print(f"{name:28s} {per_report * 1e3:12.2f} {per_report / each * 1e6:12.1f} {seconds / whole:7.1%}")
    print(f"{'all':28s} {whole / reports * 1e3:12.2f} {whole / reports / each * 1e6:12.1f}")


def main() -> None:
    """Measure on one core."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--profile", action="store_true", help="what each stage costs")
    args = parser.parse_args()
    if not NEWS.is_dir():
        print(f"speed: skipped, there are no reports in {NEWS}")
        return
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if args.profile:
        profile(news(), args.reports)
    elif race(news(), args.reports) < FLOOR:
        print("the coder is slower than its floor allows", file=sys.stderr)
        raise SystemExit(1)


if __name__ == "__main__":
    main()

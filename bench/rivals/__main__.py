"""The coder against other ways to get records out of reports, in one run on one core: `make rivals`, or,

    python -m bench.rivals [--reports N] [--only spacy,zero-shot,coder,small-model] [--found]

Reports are spread evenly over `../shared/data/news_wikinews`. In each round the language model reads its share of
them and the others read them all, so that in the end all have read the same texts over the same stretch of time.
Seconds are the processor's, so that other programs on the machine do not count. `--found` tells instead what each
finds in `../shared/gold/dev`. Exits 1 if the coder is less than 50 times as fast as the language model, 2 if a rival's
package is missing.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bench.reference import SHARED, documents
from bench.rivals.bare_spacy import BareSpacy
from bench.rivals.reach import reach, wanted
from bench.rivals.rival import Rival
from bench.rivals.small_model import SmallModel
from bench.rivals.whole_coder import WholeCoder
from bench.rivals.zero_shot import ZeroShot
from bench.speed import NEWS, news
from dateline import Document
from dateline.errors import SetupError

T = TypeVar("T")

RIVALS: dict[str, Callable[[], Rival]] = {
    "spacy": BareSpacy,
    "zero-shot": ZeroShot,
    "coder": WholeCoder,
    "small-model": SmallModel,
}
# The coder's reports per second over the language model's: the bar of issue 6.
FLOOR = 50
ROUNDS = 5
GOLD = SHARED / "gold" / "dev"
# Read by each before the clock starts, so that what is loaded on first use is.
FIRST = Document(id="first", date="2026-03-18", text="Kenya and Uganda will resume talks on Monday, officials said.")


@dataclass
class Clock:
    """How many reports a rival has read, and in how many seconds."""

    reports: int = 0
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Reports per second."""
        return self.reports / self.seconds


def pin() -> None:
    """Keep this process to one core: threads that libraries have started as well, as NumPy does when it is imported."""
    core = {min(os.sched_getaffinity(0))}
    for thread in Path("/proc/self/task").iterdir():
        os.sched_setaffinity(int(thread.name), core)


def loaded(names: list[str]) -> dict[str, Rival]:
    """The rivals of these names, ready to read. Raises `SetupError` where a package is missing."""
    rivals = {name: RIVALS[name]() for name in names}
    for rival in rivals.values():
        rival.read([FIRST])
        rival.notes()
    return rivals


def spread(found: list[T], number: int) -> list[T]:
    """A number of reports, spread evenly over those that there are."""
    number = min(number, len(found))
    return [found[i * len(found) // number] for i in range(number)]


def race(rivals: dict[str, Rival], texts: list[Document]) -> dict[str, Clock]:
    """Let all read the same texts in turns."""
    clocks = {name: Clock() for name in rivals}
    for turn in range(ROUNDS):
        # Whoever comes second finds the texts in the processor's cache: take turns.
        for name in sorted(rivals, reverse=bool(turn % 2)):
            block = texts[turn::ROUNDS] if rivals[name].slow else texts
            start = time.process_time()
            rivals[name].read(block)
            clocks[name].seconds += time.process_time() - start
            clocks[name].reports += len(block)
        rates = ", ".join(f"{name} {clock.rate:.4f}" for name, clock in clocks.items())
        print(f"round {turn + 1} of {ROUNDS}: reports/s so far: {rates}", file=sys.stderr)
    return clocks


def compare(rivals: dict[str, Rival], number: int) -> float:
    """Print the speeds and their ratios; return the coder's over the language model's, infinite if one is left out."""
    texts = spread(news(), number)
    words = sum(len(document.text.split()) for document in texts) / len(texts)
    print(f"{len(texts)} reports of {words:.0f} words in the mean, one core")
    clocks = race(rivals, texts)
    for name, clock in clocks.items():
        spent = f"({clock.seconds:.1f} s for {clock.reports} reports)"
        times = f"the coder: {clocks['coder'].rate / clock.rate:8.2f} times" if "coder" in clocks else ""
        print(f"{rivals[name].label:22s} {clock.rate:9.4f} reports/s  {spent:28s} {times}".rstrip())
    tell_notes(rivals)
    if not {"coder", "small-model"} <= clocks.keys():
        return float("inf")
    return clocks["coder"].rate / clocks["small-model"].rate


def tell_found(rivals: dict[str, Rival], number: int) -> None:
    """Print how many of the reference events the records of each rival reach."""
    some = spread(list(zip(wanted(GOLD), documents(GOLD), strict=True)), number)
    reports, texts = [pairs for pairs, _ in some], [text for _, text in some]
    for rival in rivals.values():
        found = reach(reports, rival.read(texts))
        share = f"{found.reached / found.events:6.1%} ({found.reached} of {found.events})"
        print(
            f"{rival.label:22s} {found.records:5d} records of {len(texts)} reports; events reached: {share}", flush=True
        )
    tell_notes(rivals)


def tell_notes(rivals: dict[str, Rival]) -> None:
    """Print what the rivals have to add."""
    for rival in rivals.values():
        for note in rival.notes():
            print(note)


def main() -> None:
    """Compare on one core."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20, help="how many reports (20)")
    parser.add_argument("--only", default=",".join(RIVALS), help=f"some of {','.join(RIVALS)}")
    parser.add_argument("--found", action="store_true", help="what each finds in the reference reports")
    args = parser.parse_args()
    names = args.only.split(",")
    if args.reports < ROUNDS or not set(names) <= RIVALS.keys():
        parser.error(f"at least {ROUNDS} reports, and rivals out of {', '.join(RIVALS)}")
    if not (GOLD if args.found else NEWS).is_dir():
        print(f"rivals: skipped, there are no reports in {GOLD if args.found else NEWS}")
        return
    pin()
    try:
        # The bare parse finds nothing by itself.
        rivals = loaded([name for name in names if name != "spacy" or not args.found])
    except SetupError as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from None
    if args.found:
        tell_found(rivals, args.reports)
    elif compare(rivals, args.reports) < FLOOR:
        print(f"the coder is less than {FLOOR} times as fast as the language model", file=sys.stderr)
        raise SystemExit(1)


if __name__ == "__main__":
    main()

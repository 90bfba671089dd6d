"""Speed on one core: the bare spaCy pipeline and the whole coder, in one run: `python -m bench.speed [--reports N]`.

Reports come from `../shared/data/news_wikinews`, repeated. Blocks of the two alternate, so that a drift of the machine
hits both, and processor time is counted, so that other programs' load hardly does. `--profile` tells instead what each
stage costs. Without `../shared` there is nothing to measure on. Exits 1 if the ratio is below its floor.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import cycle, islice
from typing import Any

import dateline
import dateline.coder
import dateline.events.find
import dateline.language.engine
from bench.processes import megabytes
from bench.reference import SHARED
from dateline.events.learned import LearnedTyper
from dateline.events.network import EventNetwork
from dateline.language.entities import Recogniser
from dateline.language.words import Words
from dateline.records.model import Record

NEWS = SHARED / "data" / "news_wikinews"
# The coder's reports per second as a share of the bare parse's: the bar of issue 6.
FLOOR = 0.50
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


def spent(work: Callable[[], Any]) -> float:
    """Seconds of processor time that some work takes, in all threads."""
    start = time.process_time()
    work()
    return time.process_time() - start


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
            seconds[name] += spent(work[name])
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
    """Time by stage, measured by wrapping what the coder calls.

    Where one stage calls another only the inner one is charged: all stages sum to the whole. `clock` tells seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._clock = clock
        self._inside = [0.0]

    def measure(self, label: str, work: Callable[..., Any], *args: Any, **options: Any) -> Any:
        """Do some work under a label."""
        start = self._clock()
        self._inside.append(0.0)
        try:
            return work(*args, **options)
        finally:
            took = self._clock() - start
            self.seconds[label] += took - self._inside.pop()
            self._inside[-1] += took

    def wrap(self, owner: Any, name: str, label: str) -> None:
        """Measure a function of a module, or a method of a class, under a label."""
        inner = getattr(owner, name)

        def measured(*args: Any, **options: Any) -> Any:
            return self.measure(label, inner, *args, **options)

        setattr(owner, name, measured)


class Steps:
    """Stands in for a spaCy pipeline, and measures its steps one by one; counts the tokens."""

    def __init__(self, nlp: Any, watch: Stopwatch) -> None:
        self.vocab = nlp.vocab
        self.tokens = 0
        self._nlp = nlp
        self._watch = watch

    def pipe(self, texts: Iterable[str], batch_size: int) -> list[Any]:
        """The parsed documents."""
        docs = [self._watch.measure("parse: tokenizer", self._nlp.make_doc, text) for text in texts]
        for name, step in self._nlp.pipeline:
            docs = self._watch.measure(f"parse: {name}", _apply, step, docs, batch_size)
        self.tokens += sum(map(len, docs))
        return docs


def _apply(step: Any, docs: list[Any], batch_size: int) -> list[Any]:
    return list(step.pipe(docs, batch_size=batch_size)) if hasattr(step, "pipe") else [step(doc) for doc in docs]


def watched(watch: Stopwatch) -> None:
    """Measure the stages of all coders of this process."""
    for name in vars(dateline.coder):
        if name.startswith(("find_", "link_")):
            watch.wrap(dateline.coder, name, name.partition("_")[2])
    watch.wrap(dateline.coder, "resolve", "actors")
    watch.wrap(dateline.language.engine, "_convert", "parse: plain tokens")
    watch.wrap(Words, "tell", "parse: lemmas and parts of speech")
    watch.wrap(Recogniser, "find", "parse: entities, network")
    watch.wrap(Recogniser, "_decode", "parse: entities, decoding")
    watch.wrap(dateline.events.find, "propose", "events: candidates")
    watch.wrap(LearnedTyper, "type_all", "events: typer")
    watch.wrap(EventNetwork, "_encode", "events: network, wordpieces")
    watch.wrap(EventNetwork, "_run", "events: network, encoder")
    watch.wrap(EventNetwork, "_softmax", "events: network, heads")
    watch.wrap(EventNetwork, "read", "events: network, batches")
    watch.wrap(Record, "__init__", "records")
    watch.wrap(Record, "model_copy", "records")


def profile(documents: list[dateline.Document], reports: int) -> None:
    """Print what each stage costs a report and a token, in processor time."""
    watch = Stopwatch(time.process_time)
    watched(watch)
    coder = ready(documents)
    steps: Any = Steps(coder.engine._model.nlp, watch)
    coder.engine._model = replace(coder.engine._model, nlp=steps)
    watch.seconds.clear()
    some = list(islice(cycle(documents), reports))
    watch.measure("the rest", lambda: [watch.measure("JSON", report.to_json) for report in coder.code_all(some)])
    print(f"{'stage':34s} {'ms a report':>12s} {'us a token':>11s} {'share':>7s}")
    whole = sum(watch.seconds.values())
    for name, seconds in (*sorted(watch.seconds.items(), key=lambda item: -item[1]), ("all", whole)):
        print(f"{name:34s} {seconds / reports * 1e3:12.2f} {seconds / steps.tokens * 1e6:11.2f} {seconds / whole:7.1%}")


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

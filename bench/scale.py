"""How answers grow with the store: `python -m bench.scale [--events 10000000] [--store DIR] [--small DIR]`.

Two invented stores of the same world (`bench/generate`), the small one of 100,000 events: each question is put to both,
from opening the store to the answer. The same question means

- `a month`, `a year`: the same pair of states in the same span of time, of which the large store holds as many times
  more as it is larger;
- `alike`: the whole timeline of a middling dyad of the small store, and of a dyad of the large one with as many acts;
- `all`: the same pair from the first day to the last.

Told are the seconds of the quickest answer and their ratio, the ratio of the processor's work, what share of the large
store's bytes was read, and rows. The other questions are put once, each in a process of its own that tells its memory.
Exits 1 if a timeline is above the bars of `floors.toml`. `--stored DIR` tells only what a store takes for each report.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from bench.generate import generate
from bench.serve import bare
from bench.store import HERE, RANKS, bytes_read, bytes_stored, peak_mebibytes
from dateline import analyse
from dateline.store import TABLES, Store

SMALL: Final = 100_000
ROUNDS: Final = 5
SECONDS: Final = 1800
"""After which a question to the large store is given up."""

LEAST: Final = 0.01
"""Share of a store's bytes from which on a table is worth a line."""

SPANS: Final[dict[str, dict[str, Any]]] = {
    "a month": {"since": "2024-06-01", "until": "2024-06-30"},
    "a year": {"since": "2024-01-01", "until": "2024-12-31"},
    "all": {},
}

DYADS: Final = """
    SELECT dyad, count(*) AS acts FROM dyads WHERE main AND b <> '' AND a <> b
    GROUP BY dyad ORDER BY acts DESC, dyad
"""

WIDTHS: Final = (10, 10, 7, 7, 10, 8, 9, 11)
"""Characters of the columns of the table that is printed."""

Ask = Callable[[Store], int]
"""A question to a store: how many rows the answer has."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer took: seconds, seconds of a processor, bytes read, rows."""

    seconds: float
    work: float
    read: int
    rows: int


def ask(question: Ask, folder: str) -> Asked:
    """Put a question once, and the time that it takes to open the store is part of the answer's."""
    read, start, work = bytes_read(), time.perf_counter(), time.process_time()
    rows = question(Store.open(folder))
    return Asked(time.perf_counter() - start, time.process_time() - work, bytes_read() - read, rows)


def taking_turns(small: Ask, large: Ask, folders: tuple[str, str]) -> tuple[Asked, Asked]:
    """The quickest answers of both stores, which take turns: what else the machine does can only slow them."""
    pairs = [(ask(small, folders[0]), ask(large, folders[1])) for _ in range(ROUNDS)]
    one, other = (min((pair[side] for pair in pairs), key=lambda answer: answer.seconds) for side in (0, 1))
    return one, other


def timeline(dyad: str, span: str) -> Ask:
    """The timeline of a dyad in a span."""
    a, b = dyad.split("-")
    return lambda store: analyse.timeline(store.at(), a, b, **SPANS[span]).num_rows


def timelines(folders: tuple[str, str]) -> Iterator[tuple[str, Ask, Ask]]:
    """The timelines by name, as asked of the small store and of the large one."""
    small, large = (Store.open(folder).at().sql(DYADS).to_pylist() for folder in folders)
    for name, rank in RANKS.items():
        for span in SPANS:
            asked = timeline(small[rank]["dyad"], span)
            yield f"{name}, {span}", asked, asked
    middling = small[RANKS["middling"]]
    alike = min(large, key=lambda row: (abs(row["acts"] - middling["acts"]), row["dyad"]))
    yield "middling, alike", timeline(middling["dyad"], "all"), timeline(alike["dyad"], "all")


def questions(dyad: str) -> dict[str, Ask]:
    """The other questions by name."""
    a, b = dyad.split("-")
    month = SPANS["a month"]
    return {
        "the site's page of a relation": lambda store: bool(bare(store.at(), a, b)),
        "curve": lambda store: analyse.curve(store.at(), a, b).num_rows,
        "calendar of a country, a month": lambda store: analyse.calendar(store.at(), [a], **month).num_rows,
        "calendar of a country": lambda store: analyse.calendar(store.at(), [a]).num_rows,
        "panel, a month": lambda store: analyse.panel(store.at(), zeros=False, **month).num_rows,
        "panel": lambda store: analyse.panel(store.at(), zeros=False).num_rows,
        "find, common words": lambda store: analyse.find(store.at(), "harbour pipeline").num_rows,
        "find, words of no report": lambda store: analyse.find(store.at(), "harbour zeppelin").num_rows,
        "changes of a month": lambda store: analyse.changes(store.at(), "2025-12-01").num_rows,
    }


def in_own_process(name: str, dyad: str, folders: tuple[str, str]) -> dict[str, Any] | None:
    """What `--ask` prints; None if it took too long."""
    command = [sys.executable, "-m", "bench.scale", "--small", folders[0], "--store", folders[1], "--ask", name, dyad]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return None
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def asked_once(name: str, dyad: str, folders: tuple[str, str]) -> None:
    """Print, as JSON, what a question takes; to the small store it is put before, so that all code is loaded."""
    question = questions(dyad)[name]
    ask(question, folders[0])
    small, large = ask(question, folders[0]), ask(question, folders[1])
    print(json.dumps({"small": asdict(small), "large": asdict(large), "memory": peak_mebibytes()}))


def measure(folders: tuple[str, str], bars: dict[str, float], *, others: bool) -> list[str]:
    """Print what both stores take; the bars that are missed."""
    stored = [bytes_stored(Store.open(folder)) for folder in folders]
    sizes = " and ".join(f"{size / 2**20:,.0f} MiB" for size in stored)
    print(f"two stores of {sizes}; of all files of the larger, its log included, a question reads a share\n")
    heads = ("small", "large", "ratio", "work", "read", "share", "rows", "memory")
    print(f"{'':34s}" + "".join(f"{head:>{wide}s}" for head, wide in zip(heads, WIDTHS, strict=True)))
    missed = []
    for name, of_small, of_large in timelines(folders):
        small, large = taking_turns(of_small, of_large, folders)
        ratio, share = large.seconds / small.seconds, large.read / stored[1]
        _print(f"timeline, {name}", small, large, stored[1])
        figures = {"share": share, "ratio": ratio}
        missed += [f"{figure} of {name} is {value:.3g}" for figure, value in figures.items() if value > bars[figure]]
    dyad = Store.open(folders[0]).at().sql(DYADS).to_pylist()[RANKS["middling"]]["dyad"]
    for name in questions(dyad) if others else ():
        told = in_own_process(name, dyad, folders)
        if told is None:
            print(f"{name:34s} given up after {SECONDS} s")
            continue
        _print(name, Asked(**told["small"]), Asked(**told["large"]), stored[1], f"{told['memory']:,.0f} MiB")
    return missed


def _print(name: str, small: Asked, large: Asked, stored: int, memory: str = "") -> None:
    told = (
        f"{small.seconds:.2f} s",
        f"{large.seconds:.2f} s",
        f"{large.seconds / small.seconds:.2f}",
        f"{large.work / small.work:.2f}",
        f"{large.read / 2**20:,.0f} MiB",
        f"{large.read / stored:.2%}",
        f"{large.rows:,}",
        memory,
    )
    print(f"{name:34s}" + "".join(f"{one:>{wide}s}" for one, wide in zip(told, WIDTHS, strict=True)), flush=True)


def stored(store: Store) -> None:
    """Print what a store takes for each report, by table, and for a million."""
    query = """
        SELECT count(*) AS reports, count(*) FILTER (duplicate_of IS NOT NULL) AS copies,
            avg(len(string_split(text, ' '))) AS words
        FROM documents"""
    told = store.at().sql(query).to_pylist()[0]
    reports, total = told["reports"], bytes_stored(store)
    print(f"{reports:,} reports, {told['copies']:,} of them near-duplicates, of {told['words']:,.0f} words on average")
    for name in TABLES:
        size = bytes_stored(store, [name])
        if size / total >= LEAST:
            print(f"{name:14s}{size / reports:8,.0f} bytes a report{size / total:7.0%}")
    print(f"{'all':14s}{total / reports:8,.0f} bytes a report, {total / reports * 1e6 / 2**30:,.1f} GiB a million")


def made(folder: Path | None, room: Path, events: int, seed: int) -> str:
    """The folder of a store; one is made if there is none."""
    if folder is None or not folder.exists():
        folder = folder or room
        start = time.perf_counter()
        _exhaust(generate(Store.open(f"{folder}", create=True), events, seed))
        print(f"{events:,} events made in {time.perf_counter() - start:,.0f} s")
    return f"{folder}"


def _exhaust(months: Iterable[object]) -> None:
    for _ in months:
        pass


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=10_000_000, help="of the large store, if it is to be made")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store", type=Path, help="the large store; it is made there if it is missing, and kept")
    parser.add_argument("--small", type=Path, help=f"the small store of {SMALL:,} events, likewise")
    parser.add_argument("--timelines", action="store_true", help="leave out the other questions")
    parser.add_argument("--stored", type=Path, metavar="DIR", help="only tell what this store takes for each report")
    parser.add_argument("--ask", nargs=2, metavar=("QUESTION", "DYAD"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.ask:
        name, dyad = args.ask
        asked_once(name, dyad, (f"{args.small}", f"{args.store}"))
        return
    if args.stored:
        stored(Store.open(f"{args.stored}"))
        return
    bars = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["scale"]
    with TemporaryDirectory() as folder:
        small = made(args.small, Path(folder, "small"), SMALL, args.seed)
        large = made(args.store, Path(folder, "large"), args.events, args.seed)
        missed = measure((small, large), bars, others=not args.timelines)
    if missed:
        print("above the bars: " + ", ".join(missed), file=sys.stderr)
        raise SystemExit(1)


if __name__ == "__main__":
    main()

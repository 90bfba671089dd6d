"""How fast a store answers: `python -m bench.store [--events 100000] [--store DIR]`.

On an invented store (`bench/generate`), in one run: the timeline of a dyad, from opening the store to the answer,
against the same answer made in pandas by reading every table in full (`bench/scan.py`); the two take turns. The other
questions are told as shares of the same scan. Also told: memory, bytes read, and what writing costs. Exits 1 if a ratio
or the memory is above its bar in `floors.toml`.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq
from deltalake import DeltaTable

from bench import scan
from bench.generate import generate
from bench.generate.months import MONTHS, one_month
from dateline import analyse
from dateline.store import Store
from dateline.store.schema import TABLES
from dateline.store.settle import settle

HERE = Path(__file__).resolve().parent
ROUNDS = 5
WRITES = 5
RANKS = {"busiest": 0, "middling": 99}
"""Of the 200 busiest dyads, by number of acts."""
PART = 180
"""Events of a part of some 50 documents, as `store/add.py` commits them."""
LATER = MONTHS
"""The month of such a part: the one after those of the store."""

DYADS = """
    SELECT dyad, count(DISTINCT act) AS acts FROM dyads WHERE b <> '' AND a <> b
    GROUP BY dyad ORDER BY acts DESC, dyad LIMIT 200
"""


def timed(work: Callable[[], Any]) -> float:
    """Seconds that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def check_same(store: Store, a: str, b: str) -> None:
    """That the two ways give one answer. Raises `AssertionError`."""
    ours = {_key(row) for row in analyse.timeline(store.at(), a, b).to_pylist()}
    theirs = {_key(row) for row in scan.timeline(store.uri, a, b).to_dict("records")}
    if ours != theirs:
        raise AssertionError(f"{a}-{b}: {len(ours - theirs)} rows only in the store's answer, {len(theirs - ours)} not")


def _key(row: dict[str, Any]) -> tuple[Any, ...]:
    actors = row["actors"] if isinstance(row["actors"], list) else []
    return (row["kind"], row["id"], row["words"], str(row["start"]), *actors, *row["documents"], *row["sources"])


def race(store: Store, a: str, b: str) -> tuple[float, float]:
    """Median seconds of the timeline, from opening the store, and of the scan; they take turns."""
    seconds: dict[str, list[float]] = {"timeline": [], "scan": []}
    for _ in range(ROUNDS):
        seconds["timeline"].append(timed(lambda: analyse.timeline(Store.open(store.uri).at(), a, b)))
        seconds["scan"].append(timed(lambda: scan.timeline(store.uri, a, b)))
    return median(seconds["timeline"]), median(seconds["scan"])


def others(store: Store, a: str, b: str) -> dict[str, float]:
    """Median seconds of the other questions."""
    questions: dict[str, Callable[[], Any]] = {
        "curve": lambda: analyse.curve(store.at(), a, b),
        "panel": lambda: analyse.panel(store.at(), zeros=False),
        "calendar": lambda: analyse.calendar(store.at(), [a]),
        "find": lambda: analyse.find(store.at(), "harbour pipeline"),
        "changes": lambda: analyse.changes(store.at(), "2025-12-01"),
    }
    return {name: median(timed(work) for _ in range(3)) for name, work in questions.items()}


def bytes_read() -> int:
    """Bytes that this process has read so far."""
    return int(Path("/proc/self/io").read_text(encoding="ascii").split()[1])


def bytes_stored(store: Store, names: Iterable[str] = TABLES) -> int:
    """Bytes of the files of the newest version, of all tables or of some; one that an older store lacks has none."""
    tables = (DeltaTable(f"{store.uri}/{name}") for name in names if Path(store.uri, name).exists())
    return sum(sum(table.get_add_actions(flatten=True)["size_bytes"].to_pylist()) for table in tables)


def bytes_of_groups(store: Store, dyad: str) -> int:
    """Bytes of the groups of rows of `relations` that may hold a dyad, by their statistics."""
    found = 0
    for path in DeltaTable(f"{store.uri}/relations").file_uris():
        metadata = pq.read_metadata(path)
        place = metadata.schema.to_arrow_schema().names.index("dyad")
        groups = (metadata.row_group(number) for number in range(metadata.num_row_groups))
        for group in groups:
            told = group.column(place).statistics
            if told.min <= dyad <= told.max:
                found += sum(group.column(number).total_compressed_size for number in range(group.num_columns))
    return found


def memory(store: Store, a: str, b: str) -> tuple[float, float]:
    """Peak MiB of a process that asks for a timeline, and of one that only starts."""
    command = [sys.executable, "-m", "bench.store", "--store", store.uri, "--peak"]
    asked, idle = (
        float(subprocess.run([*command, dyad], capture_output=True, text=True, check=True).stdout)
        for dyad in (f"{a}-{b}", "")
    )
    return asked, idle


def peak(store: Store, dyad: str) -> float:
    """Peak MiB of this process after a timeline."""
    if dyad:
        analyse.timeline(store.at(), *dyad.split("-"))
    return peak_mebibytes()


def peak_mebibytes() -> float:
    """Peak MiB of this process so far."""
    # Not `ru_maxrss`: that begins with the size of the process that started this one.
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else 0.0


def commit_seconds(store: Store) -> float:
    """Median seconds of committing a part of some 50 documents."""
    seconds = []
    for turn in range(WRITES):
        tables = one_month(PART, 1, place=LATER + turn)
        seconds.append(timed(lambda tables=tables: _commit(store, tables)))  # type: ignore[misc]
    return median(seconds)


def _commit(store: Store, tables: dict[str, Any]) -> None:
    with store.writing("add", "a part") as transaction:
        for name, rows in tables.items():
            if TABLES[name].kind == "told":
                transaction.append(name, rows)


def reading(store: Store, bars: dict[str, float]) -> list[str]:
    """Print how fast the store answers; the bars that are missed."""
    dyads = store.at().sql(DYADS).to_pylist()
    missed = []
    seconds = 0.0
    for name, rank in RANKS.items():
        found = dyads[min(rank, len(dyads) - 1)]
        a, b = found["dyad"].split("-")
        check_same(store, a, b)
        ours, seconds = race(store, a, b)
        before = bytes_read()
        analyse.timeline(store.at(), a, b)
        stored = bytes_stored(store)
        share = (bytes_read() - before) / stored
        groups = bytes_of_groups(store, found["dyad"]) / stored
        used, idle = memory(store, a, b)
        figures = {f"timeline.{name}": ours / seconds, "memory": used}
        print(f"timeline, {name} dyad   {ours:6.2f} s, the scan {seconds:.2f} s  ({found['acts']} acts)")
        print(f"  ratio                   {ours / seconds:6.3f}    (at most {bars[f'timeline.{name}']})")
        print(
            f"  memory                  {used:6.0f} MiB (at most {bars['memory']:.0f}; {idle:.0f} before the question)"
        )
        print(f"  bytes read              {share:6.1%}    of the store; in the dyad's groups of rows lie {groups:.1%}")
        missed += [f"{figure} is {value:.2f}" for figure, value in figures.items() if value > bars[figure]]
    for name, took in others(store, a, b).items():
        print(f"{name:24s}  {took:6.2f} s, {took / seconds:.2f} of the scan")
    return missed


def writing(store: Store) -> None:
    """Print what writing costs, on a copy of the store."""
    with TemporaryDirectory() as folder:
        copy = Store.open(str(shutil.copytree(store.uri, f"{folder}/full")))
        empty = Store.open(f"{folder}/empty", create=True)
        full_seconds, empty_seconds = commit_seconds(copy), commit_seconds(empty)
        print(
            f"committing 50 documents   {full_seconds:6.2f} s, {full_seconds / empty_seconds:.2f} of an empty store's"
        )
        print(f"settling                  {timed(lambda: settle(copy)):6.1f} s")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store", type=Path, help="a store that `bench.generate` made; else one is made for this run")
    parser.add_argument("--reading", action="store_true", help="leave out what writing costs")
    parser.add_argument("--peak", metavar="DYAD", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.peak is not None:
        print(peak(Store.open(str(args.store)), args.peak))
        return
    bars = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["store"]
    with TemporaryDirectory() as folder:
        store = Store.open(str(args.store or f"{folder}/store"), create=args.store is None)
        if args.store is None:
            took = timed(lambda: list(generate(store, args.events, args.seed)))
            print(f"{args.events:,} events           {took:6.0f} s to make, {bytes_stored(store) / 2**20:.0f} MiB")
        missed = reading(store, bars)
        if not args.reading:
            writing(store)
    if missed:
        print("the store is slower or larger than its bars allow: " + ", ".join(missed), file=sys.stderr)
        raise SystemExit(1)


if __name__ == "__main__":
    main()

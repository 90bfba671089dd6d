"""What settling costs after a day's reports: `python -m bench.settle [--events 10000 100000] [--store DIR …]`.

On invented stores (`bench/generate`) of several sizes: everything is settled, 50 reports of one new day at the end of
the last month are committed, and what they change is settled; then everything is settled once more, which must change
nothing. Each in a process of its own, for its seconds of the processor and its peak of memory.
"""

from __future__ import annotations

import argparse
import re
import resource
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from bench.generate import generate
from bench.generate.months import MONTHS, one_month
from dateline.store import Store
from dateline.store.rows import month_of
from dateline.store.schema import TABLES
from dateline.store.settle import settle

EVENTS = (10_000, 100_000)
PART = 180
"""Events of 50 reports, about."""


def new_day(store: Store) -> None:
    """Commit the reports of one day, the last that the store has."""
    found = store.at().sql("SELECT max(date) AS day FROM documents")["day"][0].as_py()
    with store.writing("add", "a day") as transaction:
        for name, rows in one_month(PART, 1, place=MONTHS + store.head().version).items():
            if TABLES[name].kind == "told":
                transaction.append(name, _moved(rows, found))


def _moved(rows: pa.Table, day: date) -> pa.Table:
    """The rows as of a day; the acts as far from it as from their own report's, within a month."""
    told = {"month": pa.repeat(pa.scalar(month_of(day)), rows.num_rows)}
    if "date" in rows.column_names:
        told["date"] = pa.repeat(pa.scalar(day), rows.num_rows)
    for name in ("start", "end"):
        if name in rows.column_names and rows[name].type == pa.date32():
            away = timedelta(days=int(31 * (date.fromisoformat(f"{rows['month'][0].as_py()}-15") - day).days // 31))
            told[name] = pc.subtract(rows[name].cast(pa.timestamp("s")), pa.scalar(away)).cast(pa.date32())
    for name, column in told.items():
        rows = rows.set_column(rows.column_names.index(name), name, column)
    return rows


def settled(store: Store, whole: bool) -> tuple[float, float, float]:
    """Seconds, seconds of the processor and peak MiB of settling, in a process of its own."""
    command = [sys.executable, "-m", "bench.settle", "--store", store.uri, "--once", *(["--whole"] if whole else [])]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    seconds, busy, peak = map(float, told)
    return seconds, busy, peak


def once(store: Store, whole: bool) -> None:
    """Settle, and print what it took."""
    start = time.perf_counter()
    settle(store, whole=whole)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    # Not `ru_maxrss`: that begins with the size of the process that started this one.
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    peak = int(found[1]) / 1024 if found else 0.0
    print(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, peak)


def measure(store: Store) -> None:
    """Print what settling a store costs."""
    events = store.at().dataset("events").count_rows()
    settled(store, whole=True)
    new_day(store)
    new = settled(store, whole=False)
    version = store.head().version
    _tell(f"{events:,} events, a new day", new)
    whole = settled(store, whole=True)
    _tell(f"{events:,} events, everything", whole)
    print(f"  ratio {new[1] / whole[1]:.4f}")
    if store.head().version != version:
        raise SystemExit("settling everything changed what settling the day had left")


def _tell(what: str, took: tuple[Any, ...]) -> None:
    seconds, busy, peak = took
    print(f"{what:34s} {seconds:8.1f} s, {busy:8.1f} s of the processor, {peak:6.0f} MiB", flush=True)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, nargs="+", default=EVENTS)
    parser.add_argument("--store", type=Path, nargs="+", help="stores that `bench.generate` made; they are changed")
    parser.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--whole", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.once:
        once(Store.open(str(args.store[0])), args.whole)
        return
    for path in args.store or ():
        measure(Store.open(str(path)))
    for events in args.events if not args.store else ():
        with TemporaryDirectory() as folder:
            store = Store.open(f"{folder}/store", create=True)
            list(generate(store, events, 1))
            measure(store)


if __name__ == "__main__":
    main()

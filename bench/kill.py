"""A store filled by a run that is killed again and again: `python -m bench.kill SOURCE… [--kills 20] [--seed 1]`.

A first run goes undisturbed, and tells how long it takes. A second store is filled by runs that are each killed
(SIGKILL) at a random moment, and by a last one that is not. All tables of both, sorted, must then hold the same rows.
The exit status is 0 if they do.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dateline.store import TABLES, Store

# What differs between two runs of one thing: which run it was, and when.
OF_RUNS = {"run", "at"}
BOOKS = {"runs", "commits", "sources", "shards"}


def main() -> None:
    """Print what was reached at each kill, and the tables that differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        whole, killed = Path(folder, "whole"), Path(folder, "killed")
        began = time.monotonic()
        _start(args.sources, whole).wait()
        seconds = time.monotonic() - began
        print(f"undisturbed: {documents(whole)} reports in {seconds:.0f} s")
        moments = random.Random(args.seed)
        for number in range(1, args.kills + 1):
            # Later runs have less to do: a moment of a whole run would come after their end.
            _kill(_start(args.sources, killed), moments.uniform(0, seconds / 3), number, killed)
        _start(args.sources, killed).wait()
        different = [name for name in TABLES if name not in BOOKS and rows(whole, name) != rows(killed, name)]
    print("the tables are equal" if not different else f"DIFFERENT: {', '.join(different)}")
    sys.exit(bool(different))


def _kill(process: subprocess.Popen[bytes], seconds: float, number: int, store: Path) -> None:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    how = "killed" if process.returncode < 0 else "finished"
    print(f"run {number}: {how} within {seconds:.1f} s, {documents(store)} reports stored", flush=True)


def _start(sources: list[str], store: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "dateline.cli", "add", *sources, "--store", str(store)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def documents(store: Path) -> int:
    """How many documents a store has, 0 if there is none yet."""
    if not Store(str(store)).exists():
        return 0
    count: int = Store.open(str(store)).at().dataset("documents").count_rows()
    return count


def rows(store: Path, name: str) -> list[str]:
    """The rows of a table, sorted, without what tells of runs."""
    there = Store.open(str(store)).at().table(name).to_pylist()
    return sorted(str({column: value for column, value in row.items() if column not in OF_RUNS}) for row in there)


if __name__ == "__main__":
    main()

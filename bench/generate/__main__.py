"""The command line of the generator."""

from __future__ import annotations

import argparse

import bench.generate
from bench.generate.months import MONTHS, generate
from dateline.store import Store


def main() -> None:
    """Write a store."""
    parser = argparse.ArgumentParser(
        description=bench.generate.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", help="where no store is yet")
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--months", type=int, default=MONTHS)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    store = Store.open(args.folder, create=True)
    for month, events in generate(store, args.events, args.seed, args.months):
        print(f"{month}  {events:9,} events", flush=True)


if __name__ == "__main__":
    main()

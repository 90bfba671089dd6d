"""Fuzzers: `python -m bench.fuzz TARGET [--minutes 10] [--seed 1] [--corpus DIR] [--findings DIR]`.

Targets: `readers` (bytes of any format, as `dateline.read` takes them), `coder` (mutated news), `api` (requests to
`dateline serve`), `importers` (others' event data), `mcp` (an assistant's questions); `all` runs one after the other.

Each input must end within a bound of time and memory, raise nothing but errors of ours, and leave what it makes
consistent: `bench/fuzz/TARGET.py` tells the rules. What breaks one is kept in `--findings`, with how to run it again:
`python -m bench.fuzz TARGET --input FILE`. The exit status is 0 if nothing was found.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from bench.fuzz.campaign import fuzz
from bench.fuzz.worker import TARGETS, load_target, work


def main() -> None:
    """Fuzz, or run one input again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=[*TARGETS, "all"])
    parser.add_argument("--minutes", type=float, default=10, help="for each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, help="keep inputs to begin with, and what is found to be new, here")
    parser.add_argument("--findings", type=Path, default=Path("build/fuzz"))
    parser.add_argument("--input", type=Path, help="run this input alone")
    parser.add_argument("--worker", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.worker:
        work(args.target, args.minutes, args.seed, args.corpus, args.findings, args.worker)
    elif args.input:
        _again(args.target, args.input)
    else:
        sys.exit(_fuzz(args))


def _fuzz(args: argparse.Namespace) -> int:
    names = list(TARGETS) if args.target == "all" else [args.target]
    broken = 0
    for name in names:
        corpus = args.corpus / name if args.corpus and args.target == "all" else args.corpus
        outcome = fuzz(name, args.minutes, args.seed, corpus, args.findings / name)
        where = f", kept in {args.findings / name}" if outcome.findings else ""
        print(f"{name}: {outcome.runs:,} inputs in {args.minutes:g} minutes, {outcome.findings} findings{where}")
        broken += outcome.findings
    return int(broken > 0)


def _again(name: str, path: Path) -> None:
    target = load_target(name)
    began = time.process_time()
    try:
        target.run(path.read_bytes())
    finally:
        target.close()
        print(f"{time.process_time() - began:.2f} s of processor time")


if __name__ == "__main__":
    main()

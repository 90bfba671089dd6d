"""Gains and losses between two runs, record by record: `python -m bench.compare BEFORE.jsonl AFTER.jsonl [FOLDER]`.

Predictions are saved by `python -m bench.measure FOLDER --save FILE`: do it at the commit to compare with.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from bench.reference import SHARED, Verdict, judge, read


def errors(verdict: Verdict) -> Counter[tuple[str, str]]:
    """Each error of a verdict with its report, and how often it stands there."""
    found: Counter[tuple[str, str]] = Counter()
    report = ""
    for note in verdict.notes:
        if note.startswith("  "):
            found[report, note.strip()] += 1
        else:
            report = note
    return found


def changes(before: Verdict, after: Verdict) -> list[str]:
    """Lines that tell the change: each error gone (+) and each new one (-), by report."""
    old, new = errors(before), errors(after)
    lines = [(report, f"  + {error}") for (report, error), n in (old - new).items() for _ in range(n)]
    lines += [(report, f"  - {error}") for (report, error), n in (new - old).items() for _ in range(n)]
    told: list[str] = []
    for report in sorted({report for report, _ in lines}):
        told.append(report)
        told.extend(sorted(line for where, line in lines if where == report))
    told.append(f"{sum((old - new).values())} errors gone, {sum((new - old).values())} new")
    for name in after.rows:
        if isinstance(after.rows[name], dict) and {"f1", "share"} & set(after.rows[name]):
            was, is_ = before.figure(name), after.figure(name)
            if was != is_:
                told.append(f"{name:26s} {was:.3f} -> {is_:.3f}  ({is_ - was:+.3f})")
    return told


def main() -> None:
    """Print the change."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED / "gold" / "dev")
    args = parser.parse_args()
    before, after = (judge(read(path), args.folder, verbose=True) for path in (args.before, args.after))
    print("\n".join(changes(before, after)))


if __name__ == "__main__":
    main()

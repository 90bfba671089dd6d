"""Code a reference folder and score it: `python -m bench.measure [FOLDER] [--only STEM] [--verbose] [--save FILE]`.

With `--against FILE`, predictions saved earlier, each record won or lost since is told.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import dateline
from bench.compare import changes
from bench.reference import SHARED, judge, predict, read, save


def main() -> None:
    """Print the scores of the coder on a reference folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED / "gold" / "dev")
    parser.add_argument("--only", default="*", help="the reports whose file's stem fits this pattern")
    parser.add_argument("--verbose", action="store_true", help="every miss and false alarm, on standard error")
    parser.add_argument("--save", type=Path, help="write the predictions here")
    parser.add_argument("--against", type=Path, help="predictions to compare with")
    args = parser.parse_args()
    predictions = predict(dateline.load(), args.folder, args.only)
    if args.save:
        save(predictions, args.save)
    verdict = judge(predictions, args.folder, only=args.only, verbose=args.verbose)
    for note in verdict.notes:
        print(note, file=sys.stderr)
    for name, row in verdict.rows.items():
        if isinstance(row, dict) and row.get("wanted"):
            found = f"({row['hit']}/{row['predicted']}/{row['wanted']})"
            print(f"{name:26s} P {row['p']:.3f}  R {row['r']:.3f}  F1 {row['f1']:.3f}  {found}")
        elif isinstance(row, dict) and row.get("of"):
            print(f"{name:26s} {row['share']:.3f}  ({row['right']} of {row['of']})")
    if args.against:
        sides = (read(args.against), predictions)
        before, after = (judge(side, args.folder, only=args.only, verbose=True) for side in sides)
        print("\n".join(changes(before, after)))


if __name__ == "__main__":
    main()

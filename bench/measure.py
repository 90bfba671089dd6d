"""Code a reference folder and score it: `python -m bench.measure DIR [--only STEM] [--verbose] [--times …]`."""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import dateline

SHARED = Path(__file__).resolve().parents[2] / "shared"


def scorer() -> Any:
    """The reference scorer of `../shared/gold/score.py` as a module."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "gold" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def documents(folder: Path) -> list[dateline.Document]:
    """The reports of a reference folder, without their answers."""
    found = []
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        found.append(dateline.Document(id=row["id"], date=row.get("date"), title=row.get("title"), url=row.get("url"), text=text))
    return found


def main() -> None:
    """Print the scores of the coder on a reference folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=str(SHARED / "gold" / "dev"))
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    folder = Path(args.folder)
    coder = dateline.load()
    predictions = {r.document.id: json.loads(r.to_json()) for r in coder.code_all(documents(folder))}
    result, notes = scorer().score(predictions, folder, args.verbose)
    for note in notes:
        print(note, file=sys.stderr)
    for name, row in result.items():
        if isinstance(row, dict) and "f1" in row and row["wanted"]:
            print(f"{name:26s} P {row['p']:.3f}  R {row['r']:.3f}  F1 {row['f1']:.3f}  ({row['hit']}/{row['predicted']}/{row['wanted']})")
        elif isinstance(row, dict) and row.get("of"):
            print(f"{name:26s} {row['share']:.3f}  ({row['right']} of {row['of']})")


if __name__ == "__main__":
    main()

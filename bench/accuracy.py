"""Accuracy on the reference folders, against its floors: `make bench`, or `python -m bench.accuracy`.

Exits 1 if a figure is below its floor in `floors.toml`. Without `../shared` there is nothing to measure on: it says so
and exits 0.
"""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dateline
from bench.reference import SHARED, Predictions, Verdict, judge, predict

HERE = Path(__file__).resolve().parent

# What a reader of the README is told that a figure counts.
MEANING = {
    "event": "events, right type",
    "event.any_type": "events, any type",
    "event.participants": "… all participants right",
    "event.direction": "… who did it to whom right",
    "event.status": "… status right",
    "event.not_happened": "plans, possibilities, denials told from facts",
    "event.when": "dates of events",
    "event.all_right": "… participants, direction, status and date right",
    "time": "time expressions",
    "statement": "statements",
    "statement.speaker": "statements with their speaker",
    "statement.direct.speaker": "direct quotations with their speaker",
    "figure": "figures",
    "tenure": "who holds which office",
    "agreement": "agreements",
}


@dataclass(frozen=True)
class Measured:
    """One reference folder with its floors and what was measured on it."""

    name: str
    verdict: Verdict
    floors: dict[str, float]
    right: list[str]

    def failures(self) -> list[str]:
        """What is below its floor, in words."""
        low = [
            f"{self.name}: {name} is {self.verdict.figure(name):.3f}, below its floor of {floor:.3f}"
            for name, floor in self.floors.items()
            if self.verdict.figure(name) < floor
        ]
        wrong = re.compile(r"\s+(?:missed event|wrong [a-z,]+): (?:want )?(.*)")
        errors = [found[1] for note in self.verdict.notes if (found := wrong.match(note))]
        return low + [
            f"{self.name}: not right: {event}"
            for event in self.right
            if any(error.startswith(event) for error in errors)
        ]


def measure() -> list[Measured]:
    """Code and score every reference folder of `floors.toml`; a folder is coded once."""
    coder = dateline.load()
    coded: dict[str, Predictions] = {}
    measured = []
    for told in tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["reference"]:
        folder = SHARED / told["folder"]
        if told["folder"] not in coded:
            coded[told["folder"]] = predict(coder, folder)
        verdict = judge(coded[told["folder"]], folder, only=told.get("only", "*"), verbose=True)
        measured.append(Measured(told["name"], verdict, told["floors"], told.get("right", [])))
    return measured


def _cells(name: str, row: dict[str, Any], floor: float | None) -> list[str]:
    bar = "" if floor is None else f"{floor:.2f}"
    if "f1" in row:
        return [MEANING[name], f"{row['p']:.2f}", f"{row['r']:.2f}", f"{row['f1']:.2f}", bar, str(row["wanted"])]
    return [MEANING[name], "", "", f"{row['share']:.2f}", bar, str(row["of"])]


def table(measured: list[Measured]) -> str:
    """The figures as a Markdown table."""
    lines = ["| measured | precision | recall | F1 or share | floor | of |", "|---|--:|--:|--:|--:|--:|"]
    for folder in measured:
        if folder.right:
            continue
        lines.append(f"| **{folder.name}**, {folder.verdict.rows['documents']} | | | | | |")
        for name in MEANING:
            row = folder.verdict.rows[name]
            if row.get("wanted") or row.get("of"):
                lines.append(f"| {' | '.join(_cells(name, row, folder.floors.get(name)))} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the table; exit 1 if a figure is below its floor."""
    if not SHARED.is_dir():
        print(f"accuracy: skipped, there are no reference texts in {SHARED}")
        return
    measured = measure()
    print(table(measured))
    failures = [failure for folder in measured for failure in folder.failures()]
    for failure in failures:
        print(failure, file=sys.stderr)
    if failures:
        raise SystemExit(1)
    print("accuracy: every figure is at or above its floor")


if __name__ == "__main__":
    main()

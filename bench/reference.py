"""Reference folders (`../shared`): their reports, what the coder makes of them, and the scorer's verdict."""

from __future__ import annotations

import importlib.util
import json
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dateline

SHARED = Path(__file__).resolve().parents[2] / "shared"

Predictions = dict[str, dict[str, Any]]
"""Reports as JSON objects, by the id of their document."""


@dataclass(frozen=True)
class Verdict:
    """What the scorer says: its rows by name, and its notes (each miss and false alarm, under its report's id)."""

    rows: dict[str, Any]
    notes: list[str]

    def figure(self, name: str) -> float:
        """A figure by name: a row's F1 or share, or its precision or recall with `.p` or `.r` after the name."""
        row, _, part = name.rpartition(".")
        if part in ("p", "r") and row in self.rows:
            return float(self.rows[row][part])
        told = self.rows[name]
        if not isinstance(told, dict):
            return float(told)
        return float(told["f1"] if "f1" in told else told["share"])


def _scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score", SHARED / "gold" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no scorer in {SHARED}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def documents(folder: Path, only: str = "*") -> list[dateline.Document]:
    """The reports of a reference folder whose file's stem fits the pattern `only`, without their answers."""
    found = []
    for path in sorted(folder.glob(f"{only}.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        found.append(
            dateline.Document(
                id=row["id"], date=row.get("date"), title=row.get("title"), url=row.get("url"), language="en", text=text
            )
        )
    return found


def predict(coder: dateline.Coder, folder: Path, only: str = "*") -> Predictions:
    """What the coder makes of a reference folder."""
    reports = coder.code_all(documents(folder, only))
    return {report.document.id: json.loads(report.to_json()) for report in reports}


def judge(predictions: Predictions, folder: Path, *, only: str = "*", verbose: bool = False) -> Verdict:
    """Score predictions against the answers of a folder, or of those of its files that fit `only`."""
    score = _scorer().score
    if only == "*":
        return Verdict(*score(predictions, folder, verbose))
    with tempfile.TemporaryDirectory() as some:
        for path in folder.glob(f"{only}.*"):
            (Path(some) / path.name).symlink_to(path)
        return Verdict(*score(predictions, Path(some), verbose))


def save(predictions: Predictions, path: Path) -> None:
    """Write predictions as JSON lines."""
    path.write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in predictions.values()), encoding="utf-8")


def read(path: Path) -> Predictions:
    """Read predictions from JSON lines."""
    reports: Iterable[dict[str, Any]] = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {report["document"]["id"]: report for report in reports}

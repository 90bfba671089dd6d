"""Where findings are kept: an input that broke something, and beside it what broke and how to run it again."""

from __future__ import annotations

import hashlib
import os
import traceback
from pathlib import Path

from bench.fuzz.target import Broken

MOST_ALIKE = 3
"""Inputs that are kept of those that break the same thing."""

OURS = f"{os.sep}src{os.sep}dateline{os.sep}"


class Findings:
    """A folder of findings of one target; what breaks in one place is told apart from what breaks in another."""

    def __init__(self, folder: Path, target: str) -> None:
        self.folder = folder
        self._target = target
        folder.mkdir(parents=True, exist_ok=True)

    def __len__(self) -> int:
        return len({path.name.partition("-")[0] for path in self.folder.glob("*.input")})

    def add(self, data: bytes, what: str, told: str) -> bool:
        """Keep an input that broke `what`, with what is `told` of it; whether nothing like it was there before."""
        kind = hashlib.sha256(what.encode("utf-8", "replace")).hexdigest()[:8]
        there = sorted(self.folder.glob(f"{kind}-*.input"))
        path = self.folder / f"{kind}-{hashlib.sha256(data).hexdigest()[:8]}.input"
        if len(there) < MOST_ALIKE and not path.exists():
            path.write_bytes(data)
            again = f"python -m bench.fuzz {self._target} --input {path}"
            report = f"{what}\n\nRun it again: {again}\n\n{told}\n"
            path.with_suffix(".txt").write_text(report, encoding="utf-8", errors="backslashreplace")
        return not there


def what_broke(error: BaseException) -> str:
    """A name for what went wrong, the same for inputs that go wrong at the same place."""
    if isinstance(error, Broken):
        return error.rule
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if OURS in frame.filename] or list(frames)
    place = f"{ours[-1].filename.rpartition(OURS)[2]}:{ours[-1].name}" if ours else "?"
    return f"{type(error).__name__} in {place}"

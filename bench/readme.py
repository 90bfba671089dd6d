"""Refresh what README.md and docs/output.md show, by the commands that print it: `make readme`.

The accuracy table comes from `bench.accuracy`, those of pairs and of behaviour from their commands, the picture of the
output from `dateline code` on an example, the event of docs/output.md from the coder. Without `../shared` what needs it
stays.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import dateline
from bench.accuracy import measure, table
from bench.reference import SHARED

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
OUTPUT = ROOT / "docs" / "output.md"
SENTENCE = "Peru recalled its ambassador from Chile on Friday."
EXAMPLE = "src/dateline/examples/2026-03-14-river-clash.txt"
WIDTH = "96"
DATELINE = (str(Path(sys.executable).with_name("dateline")),)
PAIRS = SHARED / "data" / "pairs_dev" / "pairs.tsv"
LINES = 48


def fill(text: str, mark: str, told: str) -> str:
    """The text with what stands between `<!-- mark: … -->` and `<!-- /mark -->` replaced."""
    place = re.compile(rf"(<!-- {mark}: .*? -->\n).*?(<!-- /{mark} -->)", re.DOTALL)
    if not place.search(text):
        raise SystemExit(f"there is no place for {mark}")
    return place.sub(lambda marks: marks[1] + told + marks[2], text)


def _printed(*command: str) -> str:
    """What a command prints, as a block."""
    plain = {**os.environ, "COLUMNS": WIDTH, "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, text=True, check=False)
    lines = "\n".join(line.rstrip() for line in done.stdout.splitlines())
    return f"```text\n{lines}\n```\n"


def picture() -> str:
    """The first lines of what `dateline code` prints for an example."""
    command = [*DATELINE, "code", EXAMPLE]
    plain = {**os.environ, "COLUMNS": WIDTH, "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, text=True, check=True)
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    shown = lines[:LINES] + ["…"] * (len(lines) > LINES)
    return "\n".join(["```text", f"$ dateline code {EXAMPLE}", *shown, "```"]) + "\n"


def event() -> str:
    """The first event of a sentence as JSON."""
    report = dateline.load().code(SENTENCE, date="2026-05-20")
    return (
        f"From “{SENTENCE}”, published on 2026-05-20:\n\n```json\n{report.events[0].model_dump_json(indent=1)}\n```\n"
    )


def main() -> None:
    """Refresh both pages."""
    OUTPUT.write_text(fill(OUTPUT.read_text(encoding="utf-8"), "event", event()), encoding="utf-8")
    text = fill(README.read_text(encoding="utf-8"), "picture", picture())
    text = fill(text, "behaviour", _printed(sys.executable, "-m", "bench.behaviour"))
    if SHARED.is_dir():
        text = fill(text, "accuracy", table(measure()))
        text = fill(text, "pairs", _printed(*DATELINE, "bench", "pairs", str(PAIRS)))
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

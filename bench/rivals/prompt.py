"""The language model's prompt, fixed in `prompt.txt`, and what its answer tells."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PROMPT = Path(__file__).with_name("prompt.txt")
# The answer is one line: what follows is another report of the model's own.
STOP = "\n"
# An object without others inside it: what an answer that was cut off still holds whole.
INNERMOST = re.compile(r"\{[^{}]*\}")
PARTIES = ("actor", "recipient", "speaker", "content")


def around(date: str | None) -> tuple[str, str]:
    """The prompt before and after a report's text, for a report of this date."""
    before, after = PROMPT.read_text(encoding="utf-8").rstrip("\n").split("{text}")
    return before.replace("{date}", date or "unknown"), after


def fit(before: list[int], text: list[int], after: list[int], room: int) -> tuple[list[int], bool]:
    """The tokens of a prompt, at most `room`, with as much of the text's start as fits; and whether that is a cut."""
    left = room - len(before) - len(after)
    return before + text[:left] + after, len(text) > left


def is_valid(answer: str) -> bool:
    """Whether an answer is what was asked for: one JSON object with a list of events and one of statements."""
    try:
        told = json.loads(answer)
    except json.JSONDecodeError:
        return False
    if not isinstance(told, dict):
        return False
    lists = [told.get("events"), told.get("statements")]
    return all(isinstance(some, list) and all(isinstance(one, dict) for one in some) for some in lists)


def records(answer: str) -> list[str]:
    """The names and words of each record that an answer holds whole, be the rest of it JSON or not."""
    return [told for one in _objects(answer) if (told := " ; ".join(_parties(one)))]


def _objects(answer: str) -> Iterator[dict[str, Any]]:
    for match in INNERMOST.finditer(answer):
        try:
            one = json.loads(match.group())
        except json.JSONDecodeError:
            continue
        yield one


def _parties(one: dict[str, Any]) -> Iterator[str]:
    for field in PARTIES:
        told = one.get(field)
        for name in told if isinstance(told, list) else [told]:
            if isinstance(name, str) and name.strip():
                yield name.strip()

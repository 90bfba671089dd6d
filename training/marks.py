"""Read the written examples: sentences with their acts marked in place.

    [1A Kenya's coast guard] [1P:COERCE.seize.happened seized] [1R two trawlers] off Lamu. || diplomatic

`[nA …]` marks an actor, `[nR …]` a recipient and `[nP:TYPE.mode.status …]` the predicate of act `n`; one phrase may
serve several acts (`[1A2R …]`) and marks may nest. What is not marked tells of no act. Contexts may follow ` || `.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

OPEN = re.compile(r"\[((?:\d+[ARP])+)(?::([A-Z]+)\.([a-z-]*)\.([a-z]+))? ")
KEY = re.compile(r"(\d+)([ARP])")
DATA = Path(__file__).parent / "data"

Span = tuple[int, int]


@dataclass(slots=True)
class Act:
    """One marked act: the spans are offsets in the plain sentence."""

    type: str = ""
    mode: str | None = None
    status: str = "happened"
    trigger: Span = (0, 0)
    actors: list[Span] = field(default_factory=list)
    recipients: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Example:
    """One sentence with its acts; `source` tells file and line."""

    text: str
    acts: list[Act]
    contexts: list[str]
    source: str


def read_line(line: str, source: str) -> Example:
    """One line of an example file; raises `ValueError` naming the place of a broken mark."""
    body, _, contexts = line.rstrip("\n").partition(" || ")
    plain: list[str] = []
    length = 0
    acts: dict[str, Act] = {}
    opened: list[tuple[int, re.Match[str]]] = []
    at = 0
    while at < len(body):
        char = body[at]
        if char == "[":
            mark = OPEN.match(body, at)
            if mark is None:
                raise ValueError(f"{source}: broken mark at {body[at : at + 30]!r}")
            opened.append((length, mark))
            at = mark.end()
            continue
        if char == "]":
            if not opened:
                raise ValueError(f"{source}: a mark is closed that was not opened")
            start, mark = opened.pop()
            _close(acts, mark, (start, length))
        else:
            plain.append(char)
            length += 1
        at += 1
    if opened:
        raise ValueError(f"{source}: a mark is not closed")
    return Example("".join(plain), [a for a in acts.values() if a.type], contexts.replace(",", " ").split(), source)


def _close(acts: dict[str, Act], mark: re.Match[str], span: Span) -> None:
    for number, role in KEY.findall(mark[1]):
        act = acts.setdefault(number, Act())
        if role == "A":
            act.actors.append(span)
        elif role == "R":
            act.recipients.append(span)
        else:
            act.type, act.mode, act.status, act.trigger = mark[2], mark[3] or None, mark[4], span


def read_examples(folder: Path = DATA) -> Iterator[Example]:
    """All examples of a folder, files and lines in order."""
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield read_line(line, f"{path.name}:{number}")

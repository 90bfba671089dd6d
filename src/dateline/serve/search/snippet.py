"""The text around the words that were searched for, cut where they begin and end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pydantic import BaseModel

from dateline.serve.words import shown

AROUND: Final = 140
"""Characters on each side of the first word found: two lines of a page in all."""


class Piece(BaseModel):
    """A piece of a text, and whether it is one of the words searched for."""

    text: str
    hit: bool


def snippet(text: str, terms: Sequence[str], start: int = 0) -> list[Piece]:
    """The text around the first of the terms from an offset on, in pieces that make it whole; else its beginning."""
    words = re.compile("|".join(map(re.escape, terms)), re.IGNORECASE) if terms else None
    match = (words.search(text, start) or words.search(text)) if words else None
    at = match.start() if match else start
    end = match.end() if match else start + AROUND
    first = min(at, _cut(text, at - AROUND, 1)) if match else at
    last = max(end, _cut(text, end + AROUND, -1))
    pieces = _pieces(text[first:last], words)
    return [
        *([Piece(text="…", hit=False)] if first else []),
        *pieces,
        *([Piece(text="…", hit=False)] if last < len(text) else []),
    ]


def _cut(text: str, at: int, by: int) -> int:
    """The border of a word near a place; texts without spaces are cut where they are."""
    if not 0 < at < len(text):
        return max(0, min(at, len(text)))
    return next((place for place in range(at, at + 20 * by, by) if text[place : place + 1].isspace()), at)


def _pieces(text: str, words: re.Pattern[str] | None) -> list[Piece]:
    pieces, at = [], 0
    for match in words.finditer(text) if words else ():
        pieces += [Piece(text=_plain(text[at : match.start()]), hit=False), Piece(text=_plain(match[0]), hit=True)]
        at = match.end()
    pieces.append(Piece(text=_plain(text[at:]), hit=False))
    return [piece for piece in pieces if piece.text]


def _plain(text: str) -> str:
    """Fit to be seen, in one line; white space at its ends parts it from the next piece."""
    inner = shown(text)
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and inner else ""
    return f"{before}{inner}{after}"

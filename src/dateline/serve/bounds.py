"""Rows in plain JSON, bounded: what an assistant reads must fit into what it can read at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any, Final

from dateline.render.words import visible

TEXT: Final = 4_000
"""Characters of one value: a long paragraph."""

ITEMS: Final = 50
"""Items of one list."""

CHARACTERS: Final = 60_000
"""Characters of all rows together, as JSON: some 15,000 words' worth of tokens."""

DEPTH: Final = 6


def fitting(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The first rows, as many as fit, in plain values; the first is always there."""
    kept: list[dict[str, Any]] = []
    left = CHARACTERS
    for row in rows:
        told = {name: plain(value) for name, value in row.items()}
        left -= len(json.dumps(told, ensure_ascii=False))
        if kept and left < 0:
            break
        kept.append(told)
    return kept


def plain(value: Any, depth: int = DEPTH) -> Any:
    """A value as JSON has it: text fit to be seen and cut where long, days as ISO 8601, null for what is no number."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float | Decimal):
        return float(value) if isfinite(value) else None
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, Mapping) and depth:
        return {visible(str(key)): plain(item, depth - 1) for key, item in list(value.items())[:ITEMS]}
    if isinstance(value, list | tuple) and depth:
        return [plain(item, depth - 1) for item in value[:ITEMS]]
    text = visible(str(value))
    return text if len(text) <= TEXT else f"{text[:TEXT]} …"

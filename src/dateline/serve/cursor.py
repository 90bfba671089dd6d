"""Where a list goes on: the place of an entry, as an opaque word in an address."""

from __future__ import annotations

import base64
import binascii
from datetime import date

from dateline.analyse.scope import Condition
from dateline.errors import UsageError


def cursor_of(day: date | None, id: str) -> str:
    """The place of an entry in a list, which the list then begins with."""
    return base64.urlsafe_b64encode(f"{day or ''} {id}".encode()).decode().rstrip("=")


def begin(cursor: str) -> tuple[date | None, str] | None:
    """Day and id of the entry that a list begins with; None for its first. Raises `UsageError`."""
    if not cursor:
        return None
    try:
        told = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
        day, id = told.split(" ", 1)
        return (date.fromisoformat(day) if day else None), id
    except (binascii.Error, ValueError):
        raise UsageError(f"{cursor!r} is no cursor; take the one of `next`") from None


def from_cursor(cursor: str, day: str) -> Condition:
    """The rows from a cursor's entry on, by the column `day`, the newest first and undated ones last, then by `place`.

    Raises `UsageError` for what is no cursor.
    """
    start = begin(cursor)
    if start is None:
        return Condition("true", [])
    first, place = start
    if first is None:
        return Condition(f"{day} IS NULL AND place >= ?", [place])
    return Condition(f"({day} IS NULL OR {day} < ? OR ({day} = ? AND place >= ?))", [first, first, place])

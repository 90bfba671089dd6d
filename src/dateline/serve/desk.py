"""The reader's own desk: what to watch, what was searched, what was pinned. Kept apart from the store's versions."""

from __future__ import annotations

import json
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from fastapi import Depends
from starlette.requests import Request

Kind = Literal["watch", "search", "pin", "visit"]

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS things (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, at TEXT NOT NULL,
    UNIQUE (kind, name)
)
"""


class Desk:
    """Things by kind and name, each with a JSON value, in an SQLite file. Safe to use from many threads."""

    def __init__(self, path: Path | None) -> None:
        """None keeps the desk in memory only."""
        self._lock = threading.Lock()
        self._things = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
        self._things.execute(SCHEMA)

    def put(self, kind: Kind, name: str, value: dict[str, Any]) -> None:
        """Keep a thing; one of the same kind and name is replaced, in its place."""
        told = json.dumps(value, ensure_ascii=False, sort_keys=True)
        now = datetime.now(UTC).isoformat()
        with self._lock:
            self._things.execute(
                "INSERT INTO things (kind, name, value, at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (kind, name) DO UPDATE SET value = excluded.value, at = excluded.at",
                (kind, name, told, now),
            )

    def drop(self, kind: Kind, name: str) -> bool:
        """Take a thing away; whether it was there."""
        with self._lock:
            return self._things.execute("DELETE FROM things WHERE kind = ? AND name = ?", (kind, name)).rowcount > 0

    def all(self, kind: Kind) -> list[dict[str, Any]]:
        """The things of a kind in the order in which they were first put: `name`, `at`, and the fields of the value."""
        with self._lock:
            rows = self._things.execute("SELECT name, at, value FROM things WHERE kind = ? ORDER BY id", (kind,))
            return [{**json.loads(value), "name": name, "at": at} for name, at, value in rows]

    def close(self) -> None:
        """Close the file."""
        self._things.close()


def desk_of(request: Request) -> Desk:
    """The desk of the app that serves a request."""
    desk: Desk = request.app.state.desk
    return desk


TheDesk = Annotated[Desk, Depends(desk_of)]

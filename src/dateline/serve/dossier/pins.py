"""Pins on the desk: what was pinned, in which order, with which notes."""

from __future__ import annotations

import hashlib
import threading
from typing import Any, Final

from dateline.errors import UsageError
from dateline.serve.desk import Desk

MOST: Final = 300
"""Pins of a dossier: more is no reading but an export of the store."""

Row = dict[str, Any]

# Order and number of pins follow from all of them, so that changes go one by one.
_changing = threading.Lock()


def key_of(kind: str, id: str, document: str) -> str:
    """What a pin goes by: the same record has the same key, which can stand in any address."""
    return hashlib.sha256("\n".join((kind, id, document)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def pins_of(desk: Desk) -> list[Row]:
    """The pins in the reader's order: `name` (the key), `at`, `kind`, `id`, `document`, `version`, `note`, `place`."""
    return sorted(desk.all("pin"), key=lambda pin: pin["place"])


def pin(desk: Desk, kind: str, id: str, document: str, version: int) -> str:
    """Put a record at the end of the dossier; one that is there already stays as it is. Raises `UsageError`."""
    key = key_of(kind, id, document)
    with _changing:
        known = pins_of(desk)
        if all(one["name"] != key for one in known):
            if len(known) >= MOST:
                raise UsageError(f"the dossier is full: {MOST} records at most; take some away first")
            place = known[-1]["place"] + 1 if known else 0
            told = {"kind": kind, "id": id, "document": document, "version": version, "note": "", "place": place}
            desk.put("pin", key, told)
    return key


def note(desk: Desk, key: str, text: str) -> bool:
    """Write a note on a pin; whether it is there."""
    with _changing:
        found = next((one for one in pins_of(desk) if one["name"] == key), None)
        if found:
            _put(desk, {**found, "note": text.strip()})
    return found is not None


def move(desk: Desk, key: str, to: str) -> bool:
    """Move a pin one place `up` or `down`, if there is one; whether the pin is there."""
    with _changing:
        known = pins_of(desk)
        at = next((at for at, one in enumerate(known) if one["name"] == key), None)
        if at is None:
            return False
        other = at - 1 if to == "up" else at + 1
        if 0 <= other < len(known):
            _put(desk, {**known[at], "place": known[other]["place"]})
            _put(desk, {**known[other], "place": known[at]["place"]})
    return True


def remove(desk: Desk, key: str) -> bool:
    """Take a pin away; whether it was there."""
    with _changing:
        return desk.drop("pin", key)


def _put(desk: Desk, pin: Row) -> None:
    desk.put("pin", pin["name"], {name: value for name, value in pin.items() if name not in ("name", "at")})

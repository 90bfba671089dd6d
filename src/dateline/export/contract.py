"""What an event of other people must be for a report to hold it: else a page that shows it would fail later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from math import isfinite
from typing import Final, get_args

from dateline.errors import InputError
from dateline.export.coded import Coded
from dateline.ontology import CONTEXTS, SECTORS
from dateline.records.model import Focus, Granularity, Precision, Status

SHOWN: Final = 60
"""Characters of a wrong value that are told."""


def checked(coded: Coded) -> Coded:
    """The same event. Raises `InputError` for one that no report could hold."""
    when, place = coded.when, coded.place
    _among("status", coded.status, get_args(Status))
    _among("focus", coded.focus, get_args(Focus))
    _among("granularity", when.granularity if when else "day", get_args(Granularity))
    _among("precision", place.precision if place else None, (None, *get_args(Precision)))
    for context in coded.contexts:
        _among("context", context, CONTEXTS)
    for party in (*coded.actors, *coded.recipients):
        _among("sector", party.sector, (None, *SECTORS))
    if when and when.end < when.start:
        raise InputError(f"it ends on {when.end}, before it begins")
    if coded.confidence is not None and not 0 <= coded.confidence <= 1:
        raise InputError(f"a confidence of {coded.confidence:g} is not between 0 and 1")
    for value in _values(coded):
        _check(value)
    return coded


def _among(name: str, value: object, known: object) -> None:
    if value not in known:  # type: ignore[operator]
        raise InputError(f"{name} {str(value)[:SHOWN]!r} is not known")


def _values(told: object) -> Iterator[object]:
    """The plain values of an event, its parts' too."""
    if is_dataclass(told):
        for field in fields(told):
            yield from _values(getattr(told, field.name))
    elif isinstance(told, tuple):
        for part in told:
            yield from _values(part)
    else:
        yield told


def _check(value: object) -> None:
    if isinstance(value, float) and not isfinite(value):
        raise InputError(f"{value} is no number")
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            raise InputError("half of a surrogate pair in a text") from None

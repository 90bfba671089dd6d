"""What the reports of one act tell differently, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.join.told import Told, number


@dataclass(frozen=True, slots=True)
class Disagreement:
    """`about` is `day`, `place`, `mode` or what a figure counts; `values` are (value, its documents), by value."""

    about: str
    values: tuple[tuple[str, tuple[str, ...]], ...]


def disagreements(members: Iterable[Told]) -> tuple[Disagreement, ...]:
    """Days, places, modes and figures that differ; what only one report tells is no disagreement."""
    told: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for event in members:
        for about, value in _values(event):
            told[about][value].add(event.document)
    return tuple(
        Disagreement(about, tuple((value, tuple(sorted(documents))) for value, documents in sorted(values.items())))
        for about, values in sorted(told.items())
        if len(values) > 1
    )


def _values(event: Told) -> Iterable[tuple[str, str]]:
    # The report's own day is no claim about the act's, and a month contradicts no day in it.
    if event.start is not None and event.granularity == "day" and not event.by_report:
        yield "day", event.start.isoformat()
    if event.place:
        yield "place", event.place
    if event.mode:
        yield "mode", event.mode
    for counted, value in event.figures:
        yield counted, number(value)

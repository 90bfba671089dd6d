"""Acts in a line of plain English, from the rows that `dateline.analyse` answers with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dateline.ontology import QUADS
from dateline.records import When
from dateline.render.story import SOMEBODY, acts
from dateline.render.words import joined, when_in_words
from dateline.serve.words import shown


def act_in_words(
    actors: Sequence[str], recipients: Sequence[str], type: str, mode: str | None = None, status: str = "happened"
) -> str:
    """Who did what to whom, or will, might or did not: `Kenya met or talked with Ethiopia`."""
    act = acts().get(f"{type} {mode}") or acts().get(type) or {"past": type.lower(), "base": type.lower(), "to": ""}
    verb = {
        "happened": act["past"],
        "planned": f"to {act['base']}",
        "possible": f"might {act['base']}",
        "denied": f"did not {act['base']}",
    }[status]
    subject = joined([shown(name) for name in actors]) or SOMEBODY
    # Of an act that all do together, everybody is among the actors.
    whom = joined([shown(name) for name in recipients if name not in actors])
    return " ".join(filter(None, (subject, verb, act["to"] if whom else "", whom)))


def row_in_words(row: Mapping[str, Any]) -> str:
    """`act_in_words` for a row of `timeline` or `calendar`; plans of a calendar have no status."""
    return act_in_words(row["actors"], row["recipients"], row["type"], row["mode"], row.get("status") or "planned")


def time_in_words(start: date | None, end: date | None) -> str:
    """`Sat 14 Mar 2026`, `Mar 2026`, `2–8 Mar 2026`; `no date told` without one."""
    if start is None:
        return "no date told"
    return when_in_words(When(start=f"{start}", end=f"{end or start}", granularity="day"))


def side_of(quad: int) -> str:
    """`cooperation` or `conflict`, the last word of a quad's name."""
    return QUADS[quad].rpartition(" ")[2]

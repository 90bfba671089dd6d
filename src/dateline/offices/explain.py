"""The office table in words, for `--explain` and `dateline who`."""

from __future__ import annotations

from dateline.offices.owners import owner_name
from dateline.offices.rows import Resolution
from dateline.offices.table import Holder

# How each `Sure` reads behind a holder's name.
SURENESS = {
    "seen": "in reports before and after",
    "told": "by the days that reports tell",
    "seen before": "only in earlier reports",
    "seen after": "only in later reports",
    "never seen": "only as a former or coming holder",
}


def explain(resolution: Resolution) -> list[str]:
    """What was filled in for an actor, then each reason in a line of its own."""
    told = {"country": resolution.country, "base": resolution.base, "office": resolution.office}
    filled = ", ".join(f"{name} {value}" for name, value in told.items() if value)
    return [f"{resolution.name} ({filled or resolution.person}) by the office table", *resolution.reasons]


def describe(holder: Holder) -> str:
    """A holder in one line: name, office, whose, the time as known, how sure."""
    t = holder.tenancy
    start = t.from_ or (t.first_seen.isoformat() if t.first_seen else "?")
    end = t.until or (t.last_seen.isoformat() if t.last_seen else "?")
    of = f" of {owner_name(t.owner)}" if t.owner else ""
    reports = f"{t.reports} report{'s' if t.reports > 1 else ''}"
    open_gap = f", {holder.share:.0%} of an open gap" if holder.share < 1 else ""
    return f"{t.person.name}, {t.title}{of}, {start} to {end} ({SURENESS[holder.sure]}{open_gap}; {reports})"

"""Who held which offices, as pages show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

from dateline.offices import OfficeTable
from dateline.offices.owners import owner_name
from dateline.offices.tenancy import Tenancy
from dateline.serve.actor.model import Office
from dateline.serve.actor.subject import Subject
from dateline.serve.words import day, shown

MOST: Final = 60
"""Times in office that are shown: of a state with more, those of the offices that most reports tell."""


def offices_of(table: OfficeTable, subject: Subject) -> list[Office]:
    """The offices of a person in order of time, or of a state or body by office, the newest holder first."""
    if subject.person:
        held = table.held_by(subject.person.key)
        return [_office(table, tenancy) for tenancy in sorted(held, key=_begin, reverse=True)]
    owners = {subject.code, subject.name, owner_name(subject.code or "")} - {None, ""}
    return [_office(table, tenancy) for tenancy in _ranked(t for t in table if t.owner in owners)][:MOST]


def _ranked(held: Iterable[Tenancy]) -> list[Tenancy]:
    offices: dict[str, list[Tenancy]] = defaultdict(list)
    for tenancy in held:
        offices[tenancy.office].append(tenancy)
    ranked = sorted(offices.items(), key=lambda pair: (-sum(t.reports for t in pair[1]), pair[0]))
    return [tenancy for _, found in ranked for tenancy in sorted(found, key=_begin, reverse=True)]


def _begin(tenancy: Tenancy) -> tuple[str, str]:
    """First day known of a time in office, as text: told ends are as precise as told."""
    known = tenancy.first_seen or tenancy.before or date.min
    return tenancy.from_ or known.isoformat(), tenancy.person.key


def _office(table: OfficeTable, tenancy: Tenancy) -> Office:
    holders = table.holders(tenancy.office, tenancy.owner)
    reasons = next((holder.reasons for holder in holders if holder.tenancy is tenancy), ())
    return Office(
        title=shown(tenancy.title),
        owner=tenancy.owner or None,
        owner_name=shown(owner_name(tenancy.owner)) if tenancy.owner else "",
        person=tenancy.person.key,
        name=shown(tenancy.person.name),
        when=when_held(tenancy),
        since=tenancy.from_,
        until=tenancy.until,
        first_seen=tenancy.first_seen,
        last_seen=tenancy.last_seen,
        reports=tenancy.reports,
        document=tenancy.documents[-1] if tenancy.documents else None,
        reasons=[shown(reason) for reason in reasons],
    )


def when_held(tenancy: Tenancy) -> str:
    """A time in office in words: the ends that reports tell, else the days on which they saw the holder in it."""
    told = [f"{word} {_as_told(end)}" for word, end in (("from", tenancy.from_), ("until", tenancy.until)) if end]
    if tenancy.first_seen is None or tenancy.last_seen is None:
        if not told and tenancy.before:
            told.append(f"before {day(tenancy.before)}")
        if not told and tenancy.after:
            told.append(f"after {day(tenancy.after)}")
        return " ".join(told) or "at a time not told"
    if not told:
        first, last = day(tenancy.first_seen), day(tenancy.last_seen)
        return f"in office on {first}" if first == last else f"in office {first} to {last}"
    return f"{' '.join(told)}, last seen {day(tenancy.last_seen)}"


def _as_told(end: str) -> str:
    """`2024`, `March 2024` or `14 March 2024`: no more precise than it was told."""
    year, _, rest = end.partition("-")
    if not rest:
        return year
    month, _, number = rest.partition("-")
    name = f"{date(2000, int(month), 1):%B}"
    return f"{int(number)} {name} {year}" if number else f"{name} {year}"

"""One chair, one holder: of two persons told with the same highest office of a state, one held it before."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from dateline.actors.lexicon import words
from dateline.actors.office import Office
from dateline.actors.scene import Part

# So many times as often as the other one the present holder is told with the office.
CLEARLY = 2


def is_sole(office: Office) -> bool:
    """Whether a state has one such office ("president", not "senator")."""
    return not office.organisation and office.office.lower() in words("sole")


def settle(persons: list[Part]) -> None:
    """Make former holders of those who are told with a sole office much more rarely than another one."""
    told: dict[tuple[str, str], Counter[str]] = {}
    for part in persons:
        for office in part.offices:
            if office.status == "current" and office.country and is_sole(office):
                told.setdefault((office.country, office.office.lower()), Counter())[part.key] += 1
    for part in persons:
        part.offices = [_settled(office, part, told) for office in part.offices]


def _settled(office: Office, part: Part, told: dict[tuple[str, str], Counter[str]]) -> Office:
    if office.status != "current" or not office.country:
        return office
    counts = told.get((office.country, office.office.lower()), Counter())
    if part.key in counts and counts.most_common(1)[0][1] >= CLEARLY * counts[part.key]:
        return replace(office, status="former")
    return office

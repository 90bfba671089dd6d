"""What one report tells of who holds an office, and the days that it tells."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from dateline.offices.owners import tells
from dateline.records import Report
from dateline.records.model import TenureStatus


@dataclass(frozen=True, slots=True)
class Holding:
    """A tenure with its document and day: `country` is ISO3, `from_` and `until` as precise as told (2019, 2025-06).

    `told` says whether the words beside the office tell the state. Where they do not ("Foreign Minister X"), the coder
    takes the likeliest state of the report, which is right less often: `is_told` finds out.
    """

    document: str
    date: date
    person: str
    office: str
    country: str | None = None
    organisation: str | None = None
    status: TenureStatus = "current"
    from_: str | None = None
    until: str | None = None
    confidence: float = 1.0
    told: bool = True


def holdings_of(report: Report) -> list[Holding]:
    """The tenures of a report; none if it has no date, since nobody can say then when they held."""
    if report.document.date is None:
        return []
    day = date.fromisoformat(report.document.date)
    text = report.document.text
    names = {actor.id: actor.name for actor in report.actors}
    return [
        Holding(
            report.document.id,
            day,
            names[told.person],
            told.office,
            told.country,
            told.organisation,
            told.status,
            told.from_,
            told.until,
            told.confidence,
            is_told(text, told.evidence, told.country),
        )
        for told in report.tenures
    ]


def is_told(text: str, evidence: list[tuple[int, int]], country: str | None) -> bool:
    """Whether the words at or beside a tenure's evidence (offsets of `text`) name the state, or no state is meant."""
    return country is None or any(tells(text, start, end, country) for start, end in evidence)


def first_day(told: str) -> date:
    """The first day of a year, month or day (`2019`, `2025-06`, `2025-06-04`)."""
    year, month, day = (*map(int, told.split("-")), 1, 1)[:3]
    return date(year, month, day)


def last_day(told: str) -> date:
    """The last day of a year, month or day."""
    parts = [int(part) for part in told.split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])

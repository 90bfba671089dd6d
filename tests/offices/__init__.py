"""Tenures of invented persons for the tests of the office table."""

from datetime import date

from dateline.offices import Holding


def held(day: str, person: str, office: str, country: str | None = None, **told: object) -> Holding:
    """A holding told in a report of that day; the report's id is the day, with `n` to tell several apart."""
    n = told.pop("n", "")
    return Holding(f"r{day}{n}", date.fromisoformat(day), person, office, country, **told)  # type: ignore[arg-type]

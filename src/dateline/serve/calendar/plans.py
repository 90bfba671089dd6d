"""Plans as the calendar shows them: who plans what for when, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from pydantic import BaseModel, Field

from dateline.serve.sureness import plain_reason, sure
from dateline.serve.telling import act_in_words, time_in_words
from dateline.serve.words import segment, shown

# What became of a plan, as a reader says it.
BECAME: Final = {
    "awaited": "still to come",
    "kept": "it took place",
    "moved": "moved to another day",
    "cancelled": "cancelled",
    "broken": "broken",
    "withdrawn": "withdrawn",
    "unknown": "not told what became of it",
}


class Plan(BaseModel):
    """One planned act. `day` is its day if it was told to the day, else null: `when` tells the time no more exactly."""

    id: str
    text: str
    when: str
    start: date | None
    end: date | None
    day: date | None
    type: str
    mode: str | None
    actors: list[str]
    recipients: list[str]
    codes: list[str]
    place: str | None
    place_country: str | None
    words: str | None
    outcome: str
    became: str = Field(description="The outcome in words.")
    outcome_day: date | None
    outcome_address: str | None
    reasons: list[str]
    reports: int
    document: str | None
    sure: str
    address: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Plan:
        """A row of `analyse.calendar`."""
        exact = row["start"] is not None and row["start"] == row["end"]
        taken = ("id", "start", "end", "type", "mode", "actors", "recipients", "place", "place_country", "words")
        return cls(
            **{name: row[name] for name in (*taken, "outcome", "reports")},
            text=shown(act_in_words(row["actors"], row["recipients"], row["type"], row["mode"], "planned")),
            when=time_in_words(row["start"], row["end"]),
            day=row["start"] if exact else None,
            codes=list(dict.fromkeys([*row["actor_codes"], *row["recipient_codes"]])),
            became=BECAME[row["outcome"]],
            outcome_day=row["outcome_start"],
            outcome_address=f"/act/{segment(row['outcome_act'])}" if row["outcome_act"] else None,
            reasons=[shown(plain_reason(reason)) for reason in row["reasons"]],
            document=row["documents"][0] if row["documents"] else None,
            sure=sure(row["confidence"]),
            address=f"/act/{segment(row['id'])}",
        )


class Cell(BaseModel):
    """A day of the grid; `inside` is false for the days of the months beside it that fill its weeks."""

    day: date
    inside: bool
    plans: list[str] = Field(description="Ids of the plans told for this very day.")


def first_of(month: str) -> date:
    """The first day of a month such as `2026-03`. Raises `ValueError`."""
    return date.fromisoformat(f"{month}-01")


def following(month: str, by: int = 1) -> str:
    """The month some months later, or earlier."""
    first = first_of(month)
    year, number = divmod(first.year * 12 + first.month - 1 + by, 12)
    return f"{year:04}-{number + 1:02}"


def last_of(month: str) -> date:
    """The last day of a month."""
    return first_of(following(month)) - timedelta(days=1)


def weeks_of(month: str, plans: Iterable[Plan]) -> list[list[Cell]]:
    """The weeks of a month from Monday to Sunday, with the plans of each day."""
    by_day: dict[date, list[str]] = {}
    for plan in plans:
        if plan.day:
            by_day.setdefault(plan.day, []).append(plan.id)
    first, last = first_of(month), last_of(month)
    start = first - timedelta(days=first.weekday())
    days = [start + timedelta(days=n) for n in range((last - start).days + 7 - last.weekday())]
    cells = [Cell(day=day, inside=first <= day <= last, plans=by_day.get(day, [])) for day in days]
    return [cells[n : n + 7] for n in range(0, len(cells), 7)]

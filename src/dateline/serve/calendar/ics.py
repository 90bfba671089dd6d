"""Plans as an iCalendar file (RFC 5545): all-day events that calendar programs subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from icalendar import Calendar, Event

from dateline.serve.calendar.plans import Plan
from dateline.serve.words import day, place_name, shown
from dateline.version import VERSION

# Of a plan that was moved, the new day is another plan's.
CALLED_OFF: Final = frozenset({"cancelled", "moved", "withdrawn", "broken"})
CONFIRMED: Final = frozenset({"kept"})
NOT_TO_THE_DAY: Final = "not told to the day"


def ics(plans: Iterable[Plan], name: str, site: str, version: int, at: datetime) -> bytes:
    """The file. `site` is the address that links begin with, `at` the moment of the store's `version`.

    Events keep their UIDs from version to version, so that a subscriber sees a change and not a second event. Plans
    without a day are left out. What is not told to the day spans the days that it may fall on, marked in its title and
    by the category `NOT_TO_THE_DAY`, and leaves them free.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//dateline//dateline {VERSION}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for plan in plans:
        if plan.start and plan.end and plan.end < date.max:
            calendar.add_component(_event(plan, plan.start, plan.end, site, version, at))
    told: bytes = calendar.to_ical()
    return told


def _event(plan: Plan, start: date, end: date, site: str, version: int, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{plan.id}@dateline")
    event.add("dtstamp", at)
    event.add("dtstart", start)
    # The end of an all-day event is the day after it.
    event.add("dtend", end + timedelta(days=1))
    title = shown(plan.text)
    event.add("summary", title if plan.day else f"{title} ({plan.when}, {NOT_TO_THE_DAY})")
    event.add("description", "\n".join(_description(plan, version)))
    if plan.place:
        country = place_name(plan.place_country) if plan.place_country else None
        event.add("location", ", ".join(dict.fromkeys(filter(None, (shown(plan.place), country)))))
    event.add("url", f"{site}{plan.address}")
    event.add("categories", [plan.became, *([] if plan.day else [NOT_TO_THE_DAY])])
    status = "CANCELLED" if plan.outcome in CALLED_OFF else "CONFIRMED" if plan.outcome in CONFIRMED else "TENTATIVE"
    event.add("status", status)
    event.add("transp", "OPAQUE" if plan.day else "TRANSPARENT")
    return event


def _description(plan: Plan, version: int) -> list[str]:
    outcome = f"{plan.became} ({day(plan.outcome_day)})" if plan.outcome_day else plan.became
    told = [f"“{shown(plan.words)}”"] if plan.words else []
    reports = "1 report" if plan.reports == 1 else f"{plan.reports} reports"
    return [*told, f"What became of it: {outcome}.", f"{reports}; {plan.sure}. Store version {version}."]

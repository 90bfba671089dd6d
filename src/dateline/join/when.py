"""Whether two events can have happened at one time."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from dateline.join.rules import POINTS
from dateline.join.told import Told

# A report without a word of time tells news of its own day or of the few days before.
NEWS_DAYS = 3
# A weekday read in another time zone, or counted from a report of the evening before.
SLACK = 1
# How far apart two reports may announce one plan without telling its day.
PLAN_DAYS = 60

FORTNIGHT = 14

SPANS = {"week": "same_week", "month": "same_month"}

Times = tuple[float, str]


class Calendar:
    """On which days an act of a type is told of a participant."""

    def __init__(self, told: Iterable[Told]) -> None:
        days: dict[tuple[str, str], set[int]] = defaultdict(set)
        for event in told:
            if event.start is not None and is_day(event):
                for code in event.codes:
                    days[event.type, code].add(event.start.toordinal())
        self._days = {key: sorted(found) for key, found in days.items()}

    def share(self, type: str, code: str, day: date) -> float:
        """The share of days with such an act in the month around a day, 0 to 1, that day and its neighbours aside."""
        days = self._days.get((type, code), [])
        middle = day.toordinal()
        around = bisect_right(days, middle + FORTNIGHT) - bisect_left(days, middle - FORTNIGHT)
        near = bisect_right(days, middle + SLACK) - bisect_left(days, middle - SLACK)
        return (around - near) / (2 * (FORTNIGHT - SLACK))


def compare_times(a: Told, b: Told) -> Times | None:
    """Points and reason; None where the times exclude one act."""
    if a.start is None or b.start is None:
        return _open(a, b)
    if a.by_report and b.by_report:
        return _two_reports(a.start, b.start)
    if a.by_report or b.by_report:
        return _report_and_told(a, b) if a.by_report else _report_and_told(b, a)
    return _two_told(a, b)


def days_between(a: Told, b: Told) -> int:
    """Days from the end of the earlier interval to the start of the later; 0 where they overlap. Both must be dated."""
    (a_start, a_end), (b_start, b_end) = interval(a), interval(b)
    return max(0, (b_start - a_end).days, (a_start - b_end).days)


def interval(told: Told) -> tuple[date, date]:
    """First and last day of a dated event."""
    start = told.start or date.max
    return start, max(told.end or start, start)


def is_day(told: Told) -> bool:
    """Whether the event's time is a day, or the few days of a visit."""
    start, end = interval(told)
    return (end - start).days < 5


def is_vague(told: Told) -> bool:
    """Whether the report tells no day of the act: an act looked back upon, or a plan without a date."""
    return told.start is None or not is_day(told)


def _two_told(a: Told, b: Told) -> Times | None:
    gap = days_between(a, b)
    if gap > SLACK:
        return None
    if is_day(a) and is_day(b):
        return (POINTS["day_apart"], "") if gap else (POINTS["same_day"], _shared_day(a, b))
    if gap:
        return POINTS["day_apart"], ""
    wider = max(a, b, key=lambda told: interval(told)[1] - interval(told)[0])
    return POINTS[SPANS.get(wider.granularity or "", "same_longer")], "times overlap"


def _two_reports(a: date, b: date) -> Times | None:
    gap = abs((a - b).days)
    if gap == 0:
        return POINTS["report_day"], f"reported the same day {a}"
    return _days_after(gap)


def _report_and_told(reported: Told, told: Told) -> Times | None:
    """A day that is only the report's own against one that the text of the other tells."""
    day = interval(reported)[1]
    start, end = interval(told)
    if not is_day(told):
        return (POINTS["same_longer"], "times overlap") if start <= day and (day - end).days <= NEWS_DAYS else None
    if start <= day <= end:
        return POINTS["report_day"], f"same day {day}"
    if start > day:
        return (POINTS["day_apart"], "") if (start - day).days <= SLACK else None
    return _days_after((day - end).days)


def _days_after(gap: int) -> Times | None:
    if gap == 1:
        return POINTS["report_day_apart"], "a day apart"
    return (POINTS["two_days_apart"], f"{gap} days apart") if gap <= NEWS_DAYS else None


def _open(a: Told, b: Told) -> Times | None:
    """At least one report tells no time: what happened did so before its report, what is planned comes after."""
    dated, undated = (a, b) if a.start is not None else (b, a)
    if a.status != "happened":
        return _open_plan(dated, undated)
    if dated.start is None:
        return POINTS["both_undated"] + _faded(a.reported, b.reported), ""
    start, end = interval(dated)
    if undated.reported is not None and start > undated.reported:
        return None
    return POINTS["undated"] + _faded(end, undated.reported), "one report tells no day"


def _open_plan(dated: Told, undated: Told) -> Times | None:
    gap = _gap(dated.reported, undated.reported)
    if gap is not None and gap > PLAN_DAYS:
        return None
    if dated.start is not None and undated.reported is not None and interval(dated)[1] < undated.reported:
        return None
    name = "both_undated" if dated.start is None else "undated"
    return POINTS[name] + _faded(dated.reported, undated.reported), "no day told"


def _gap(a: date | None, b: date | None) -> int | None:
    return None if a is None or b is None else abs((a - b).days)


def _faded(a: date | None, b: date | None) -> float:
    gap = _gap(a, b) or 0
    return POINTS["long_ago"] * math.log2(1 + gap / 7)


def _shared_day(a: Told, b: Told) -> str:
    first, last = max(interval(a)[0], interval(b)[0]), min(interval(a)[1], interval(b)[1])
    return f"same day {first}" if first == last else f"same days {first} to {last}"

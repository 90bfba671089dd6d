"""When an act happened, or will."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from datetime import timedelta

from dateline.events.candidate import Candidate
from dateline.events.status import status_of
from dateline.events.timing import SINCE_THEN, Attached, attached_time, carried_time, times_of_sentence
from dateline.language import Parsed
from dateline.records import Time, When
from dateline.records.model import Focus, Granularity
from dateline.time import TimeMention

NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
DAYS_LONG = re.compile(r"\b(\d{1,2}|" + "|".join(NUMBERS) + r")[- ]day\b", re.IGNORECASE)
# Acts of words, whose content has times of its own.
SAID = frozenset({"AGREE", "THREATEN", "REQUEST", "CONCEDE", "REJECT", "SUPPORT", "ACCUSE"})
FROM = frozenset({"from", "starting", "beginning", "start", "begin"})


def when_of(
    parsed: Parsed, candidate: Candidate, times: Sequence[TimeMention], date: str | None, focus: Focus
) -> When | None:
    """The interval of the act, with the words that say so; None where the text does not tell.

    Without a time of its own an act that happened and is the news takes the document's date, with `text` None.
    """
    attached = attached_time(parsed, candidate, times)
    if attached is not None and not (date is not None and _of_content(parsed, candidate, attached, date)):
        return _interval(parsed, candidate, attached, times, date)
    carried = carried_time(parsed, candidate, times)
    if carried is not None:
        return carried.when(parsed.text, date)
    if date is not None and focus == "news" and status_of(parsed, candidate) == "happened":
        return When(start=date, end=date, granularity="day", text=None)
    return None


def _of_content(parsed: Parsed, candidate: Candidate, attached: Attached, date: str) -> bool:
    """Whether a time is that of what is promised or threatened: words already said have no later day, no deadline."""
    if candidate.type not in SAID or status_of(parsed, candidate) != "happened":
        return False
    if candidate.type == "REQUEST" and candidate.form != "noun":  # "called for a march on Saturday"
        wanted = candidate.slots.get("for", ())
        if any(above in wanted for above in parsed.tokens[attached.mention.head].ancestors()):
            return True
    return attached.mention.time.start > date or attached.preposition == "by"


def _interval(
    parsed: Parsed, candidate: Candidate, attached: Attached, times: Sequence[TimeMention], date: str | None
) -> When:
    when = attached.mention.when(parsed.text, date)
    if attached.preposition == SINCE_THEN and date is not None and when.start <= date:
        return when.model_copy(update={"end": date, "granularity": "longer"})
    if (second := _next_to(parsed, attached.mention, times)) is not None:
        granularity: Granularity = when.granularity if when.granularity in ("year", "longer") else second.granularity
        return when.model_copy(update={"end": second.end, "granularity": granularity})
    if when.granularity == "day" and when.start == when.end and attached.preposition in FROM:
        days = _days_long(parsed, candidate)
        if days is not None:
            end = (datetime.date.fromisoformat(when.start) + timedelta(days=days - 1)).isoformat()
            return when.model_copy(update={"end": end})
    return when


def _next_to(parsed: Parsed, mention: TimeMention, times: Sequence[TimeMention]) -> Time | None:
    """The time coordinated with this one that goes on from it ("the 1960s and 1970s", "Monday and Tuesday")."""
    head = parsed.tokens[mention.head]
    last = datetime.date.fromisoformat(mention.time.end)
    for other in times_of_sentence(parsed, head, times):
        second = parsed.tokens[other.head]
        if second.dep == "conj" and second.head is head:
            first = datetime.date.fromisoformat(other.time.start)
            return other.time if (first - last).days == 1 else None
    return None


def _days_long(parsed: Parsed, candidate: Candidate) -> int | None:
    """The length told before the noun of a visit or meeting ("a three-day visit")."""
    trigger = candidate.trigger
    found = DAYS_LONG.search(parsed.text, parsed.tokens[max(0, trigger.i - 8)].start, trigger.start)
    if found is None:
        return None
    told = found[1].lower()
    return NUMBERS.get(told) or int(told)

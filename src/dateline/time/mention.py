"""A time expression of a report, with what ties it to an act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.records import Time, When
from dateline.time.intervals import spanning
from dateline.time.words import Relation


@dataclass(slots=True, frozen=True)
class TimeMention:
    """A time expression: tokens `[first, last)` and its record.

    `head` is the index of the token that hangs in the sentence's tree, `relation` what the preposition before it says,
    `quoted` whether it stands inside quotation marks. `range` is first and last day (ISO 8601) of the range that the
    expression is one end of ("2011" and "2014" of "from 2011 to 2014" both have 2011-01-01 to 2014-12-31), or of the
    part of it that is meant ("earlier this year": from January 1 to the document's day).
    """

    first: int
    last: int
    time: Time
    head: int = -1
    relation: Relation = "at"
    quoted: bool = False
    range: tuple[str, str] | None = None

    def when(self, text: str, date: str | None = None) -> When:
        """The days that an act so dated covers, `text` being the document's.

        "since 2011" runs to the document's `date`, which must be a day (ISO 8601) or None; a range is taken whole;
        "until", "before", "after" and "by" give the named interval itself: `relation` tells.
        """
        words = text[self.time.span[0] : self.time.span[1]]
        start, end = self.range or (self.time.start, self.time.end)
        if self.relation == "since" and self.range is None and date is not None and start <= date:
            end = date
        if (start, end) == (self.time.start, self.time.end):
            return When(start=start, end=end, granularity=self.time.granularity, text=words)
        return When(start=start, end=end, granularity=spanning(_day(start), _day(end)).granularity, text=words)


def _day(iso: str) -> date:
    return date.fromisoformat(iso)

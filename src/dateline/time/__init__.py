"""From time expressions to calendar intervals."""

from dateline.time.find import find_times, interval
from dateline.time.intervals import Interval
from dateline.time.mention import TimeMention
from dateline.time.words import Relation

__all__ = ["Interval", "Relation", "TimeMention", "find_times", "interval"]

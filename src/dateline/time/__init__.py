"""From time expressions to calendar intervals."""

from dateline.time.find import TimeMention, find_times

__all__ = ["TimeMention", "find_times"]

"""Questions to a store: functions of a snapshot that return Arrow tables."""

from dateline.analyse.calendar import calendar
from dateline.analyse.changes import changes
from dateline.analyse.curve import curve
from dateline.analyse.find import find
from dateline.analyse.panel import panel
from dateline.analyse.sql import sql
from dateline.analyse.timeline import timeline
from dateline.analyse.who import who

__all__ = ["calendar", "changes", "curve", "find", "panel", "sql", "timeline", "who"]

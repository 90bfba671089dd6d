"""Questions to a store: functions of a snapshot that return Arrow tables."""

from dateline.analyse.curve import curve
from dateline.analyse.panel import panel
from dateline.analyse.timeline import timeline

__all__ = ["curve", "panel", "timeline"]

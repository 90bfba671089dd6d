"""Where documents are coded: in this process, or in several."""

from dateline.engine.ahead import Ahead
from dateline.engine.local import Workers, code_entries, code_with_jobs, cores

__all__ = ["Ahead", "Workers", "code_entries", "code_with_jobs", "cores"]

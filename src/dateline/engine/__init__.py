"""Where documents are coded: in this process, or in several."""

from dateline.engine.local import Workers, code_entries, code_with_jobs, cores

__all__ = ["Workers", "code_entries", "code_with_jobs", "cores"]

"""dateline: dated news reports in, records of relations between states out."""

from dateline.coder import Coder, load
from dateline.errors import DatelineError
from dateline.records import Document, Report
from dateline.version import VERSION as __version__

__all__ = ["Coder", "DatelineError", "Document", "Report", "__version__", "load"]

"""Find the statements of a report."""

from dateline.actors import Cast
from dateline.language import Parsed
from dateline.records import Document, Statement
from dateline.records.reasons import Reasons


def find_statements(parsed: Parsed, cast: Cast, document: Document, reasons: Reasons) -> list[Statement]:
    """All statements in text order: direct, indirect and mixed."""
    return []

"""Find every actor of a report and join its mentions."""

from dateline.actors.cast import Cast
from dateline.language import Parsed
from dateline.records import Document
from dateline.records.reasons import Reasons


def resolve(parsed: Parsed, document: Document, reasons: Reasons) -> Cast:
    """The cast of a report. `document.title`, `source` and `byline` may tell who speaks in an official text."""
    return Cast()

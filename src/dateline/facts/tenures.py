"""Who holds, held or will hold which office."""

from dateline.actors import Cast
from dateline.language import Parsed
from dateline.records import Document, Tenure
from dateline.records.reasons import Reasons
from dateline.time import TimeMention


def find_tenures(
    parsed: Parsed, cast: Cast, times: list[TimeMention], document: Document, reasons: Reasons
) -> list[Tenure]:
    """All tenures in text order, each person, office and status once."""
    return []

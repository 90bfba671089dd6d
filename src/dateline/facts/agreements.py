"""Named and described pacts with their parties and stage."""

from dateline.actors import Cast
from dateline.language import Parsed
from dateline.records import Agreement, Document
from dateline.records.reasons import Reasons
from dateline.time import TimeMention


def find_agreements(
    parsed: Parsed, cast: Cast, times: list[TimeMention], document: Document, reasons: Reasons
) -> list[Agreement]:
    """All agreements in text order, each once."""
    return []

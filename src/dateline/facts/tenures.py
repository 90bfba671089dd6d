"""Who holds, held or will hold which office."""

from dateline.actors import Cast
from dateline.language import Parsed
from dateline.records import Document, Tenure, record_id
from dateline.records.reasons import Reasons
from dateline.time import TimeMention


def find_tenures(
    parsed: Parsed, cast: Cast, times: list[TimeMention], document: Document, reasons: Reasons
) -> list[Tenure]:
    """All tenures in text order, each person, office and status once."""
    found: dict[tuple[str, str, str], Tenure] = {}
    for told in cast.offices:
        key = (told.person, told.office.lower(), told.status)
        span = (parsed.tokens[told.first].start, parsed.tokens[told.last - 1].end)
        if key in found:
            found[key] = found[key].model_copy(update={"evidence": [*found[key].evidence, span]})
            continue
        tenure = Tenure(
            id=record_id(document.id, "tenure", *span),
            person=told.person,
            office=told.office,
            country=told.country,
            organisation=None if told.country else told.organisation,
            status=told.status,
            evidence=[span],
            confidence=0.8,
        )
        found[key] = tenure
        reasons.add(tenure.id, "office told beside the name")
    return list(found.values())

"""Who holds, held or will hold which office."""

from dateline.actors import Cast
from dateline.language import Parsed, Token
from dateline.records import Document, Tenure, record_id
from dateline.records.reasons import Reasons
from dateline.time import TimeMention

# An office told beside a name or by a verb is right in 95 of 100 cases on the reference reports; less is claimed.
CONFIDENCE = 0.8
SUBJECTS = ("nsubj", "nsubjpass")


def find_tenures(
    parsed: Parsed, cast: Cast, times: list[TimeMention], document: Document, reasons: Reasons
) -> list[Tenure]:
    """All tenures in text order, each person, office and status once."""
    starts = _starts(parsed, cast, times)
    found: dict[tuple[str, str, str], Tenure] = {}
    taken: dict[tuple[int, int], int] = {}  # "Senators X and Y": one title, two tenures
    for told in cast.offices:
        key = (told.person, told.office.lower(), told.status)
        span = (parsed.tokens[told.first].start, parsed.tokens[told.last - 1].end)
        if key in found:
            if span not in found[key].evidence:
                found[key] = found[key].model_copy(update={"evidence": [*found[key].evidence, span]})
            continue
        taken[span] = taken.get(span, -1) + 1
        tenure = Tenure(
            id=record_id(document.id, "tenure", *span, taken[span]),
            person=told.person,
            office=told.office,
            country=told.country,
            organisation=told.organisation,
            status=told.status,
            evidence=[span],
            confidence=CONFIDENCE,
        )
        found[key] = tenure.model_copy(update={"from_": starts.get(told.person)})
        reasons.add(tenure.id, f"{told.status} office told by \u201c{parsed.slice(told.first, told.last)}\u201d")
    return list(found.values())


def _starts(parsed: Parsed, cast: Cast, times: list[TimeMention]) -> dict[str, str]:
    """When each person took office, as told ("took office in June", "became president in 2019")."""
    found: dict[str, str] = {}
    for mention in times:
        time = parsed.tokens[mention.first]
        for verb in time.ancestors():
            if verb.lemma == "become" or (verb.lemma in ("take", "assume") and _takes_office(verb)):
                person = _subject(verb, cast)
                if person is not None:
                    found.setdefault(person, _told(mention))
                break
            if verb.pos == "VERB":
                break
    return found


def _takes_office(verb: Token) -> bool:
    target = verb.child("dobj")
    return target is not None and target.lemma in ("office", "power", "helm")


def _subject(verb: Token, cast: Cast) -> str | None:
    """The person who takes the office: the verb's subject, else that of the clause it hangs on."""
    for clause in (verb, *verb.ancestors()):
        subject = clause.child(*SUBJECTS)
        if subject is not None:
            ids = cast.of(subject)
            return ids[0] if len(ids) == 1 else None
    return None


def _told(mention: TimeMention) -> str:
    """The first day as precisely as the text tells it: 2019, 2025-06 or 2025-06-04."""
    digits = {"year": 4, "month": 7}.get(mention.time.granularity, 10)
    return mention.time.start[:digits]

"""Who holds, held or will hold which office."""

from collections.abc import Callable

from dateline.actors import Cast
from dateline.language import Parsed, Token
from dateline.records import Document, Tenure, record_id
from dateline.records.reasons import Reasons
from dateline.time import TimeMention

# An office told beside a name or by a verb is right in 95 of 100 cases on the reference reports; less is claimed.
CONFIDENCE = 0.8
REMOVED = frozenset(("oust", "impeach", "topple", "depose", "overthrow", "dismiss", "sack", "remove"))
SUBJECTS = ("nsubj", "nsubjpass")


def find_tenures(
    parsed: Parsed, cast: Cast, times: list[TimeMention], document: Document, reasons: Reasons
) -> list[Tenure]:
    """All tenures in text order, each person, office and status once."""
    starts = _turns(parsed, cast, times, _begins)
    ends = _turns(parsed, cast, times, _ends)
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
        spans = {"from_": starts.get(told.person), "until": ends.get(told.person) if told.status == "former" else None}
        found[key] = tenure.model_copy(update=spans)
        reasons.add(tenure.id, f"{told.status} office told by \u201c{parsed.slice(told.first, told.last)}\u201d")
    return list(found.values())


def _turns(parsed: Parsed, cast: Cast, times: list[TimeMention], turns: Callable[[Token], bool]) -> dict[str, str]:
    """When each person took or left office, as told ("took office in June", "resigned in 2019")."""
    found: dict[str, str] = {}
    for mention in times:
        for verb in parsed.tokens[mention.first].ancestors():
            if turns(verb):
                person = _subject(verb, cast)
                if person is not None:
                    found.setdefault(person, _told(mention))
                break
            if verb.pos == "VERB":
                break
    return found


def _begins(verb: Token) -> bool:
    return verb.lemma == "become" or (verb.lemma in ("take", "assume") and _of_office(verb))


def _ends(verb: Token) -> bool:
    passive = verb.child("nsubjpass") is not None
    if verb.lemma in REMOVED:
        return passive
    return verb.lemma in ("resign", "abdicate") or (verb.lemma in ("leave", "vacate") and _of_office(verb))


def _of_office(verb: Token) -> bool:
    target = verb.child("dobj")
    return target is not None and target.lemma in ("office", "power", "helm", "post", "throne")


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

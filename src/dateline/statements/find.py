"""Find the statements of a report."""

from __future__ import annotations

from bisect import bisect_left, insort

from dateline.actors import Cast
from dateline.language import Parsed
from dateline.records import Document, Statement, record_id
from dateline.records.reasons import Reasons
from dateline.statements.direct import find_direct
from dateline.statements.found import Found, Taken
from dateline.statements.fragments import find_fragments
from dateline.statements.frames import framed
from dateline.statements.speakers import Speakers
from dateline.statements.told import find_told

# Share of statements with the right words and speaker by rule, on ../shared/gold/dev and ../shared/data/statements_dev
# together (1,400 statements), rounded to a twentieth.
CONFIDENCE = {
    "cue after": 0.95,
    "signed": 0.9,
    "say clause": 0.85,
    "runs on": 0.85,
    "cue before": 0.8,
    "show clause": 0.8,
    "according to": 0.8,
    "sentence before": 0.8,
    "in his words": 0.8,
    "express clause": 0.8,
    "deny clause": 0.8,
    "announce clause": 0.75,
    "announce noun": 0.75,
    "deny noun": 0.75,
    "rest of sentence": 0.75,
    "ask clause": 0.65,
    "noun of speech": 0.65,
    "fragment": 0.65,
    "think clause": 0.55,
    "colon": 0.5,
}
# A statement whose speaker is not found is right at best in its words.
SPEAKERLESS = 0.5


def find_statements(parsed: Parsed, cast: Cast, document: Document, reasons: Reasons) -> list[Statement]:
    """All statements in text order: direct, indirect and mixed."""
    frames = framed(parsed)
    found = find_direct(parsed, frames)
    found += _new(parsed, find_told(parsed), found)
    found += find_fragments(parsed, frames, found)
    found.sort(key=lambda statement: (statement.start, statement.end))
    speakers = Speakers(parsed, cast, document)
    return [_record(parsed, speakers, document, reasons, statement) for statement in found]


def _new(parsed: Parsed, told: list[Found], known: list[Found]) -> list[Found]:
    """Told clauses that are not the words of a statement already found."""
    fresh: list[Found] = []
    # In the order of their middles: of two that are mostly the same words, each holds the other's.
    by_middle: list[Found] = []
    taken = Taken(len(parsed.text), known)
    spent = {statement.verb.i for statement in known if statement.verb is not None and statement.rule == "cue after"}
    for statement in told:
        if statement.verb is not None and statement.verb.i in spent:
            continue
        if any(taken.meets(start, end) for start, end in statement.content):
            continue
        first, last = (bisect_left(by_middle, at, key=_middle) for at in (statement.start, statement.end))
        if not any(_same(statement, other) for other in by_middle[first:last]):
            fresh.append(statement)
            insort(by_middle, statement, key=_middle)
    return fresh


def _middle(found: Found) -> int:
    return (found.start + found.end) // 2


def _same(one: Found, other: Found) -> bool:
    """Whether two statements are mostly the same words: a noun of speech beside the verb that governs it."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return 2 * common > max(one.end - one.start, other.end - other.start)


def _record(parsed: Parsed, speakers: Speakers, document: Document, reasons: Reasons, found: Found) -> Statement:
    number = record_id(document.id, "statement", found.start, found.end)
    reasons.add(number, found.rule)
    speaker = speakers.of(found)
    addressees, via = speakers.addressed(found, speaker)
    return Statement(
        id=number,
        speaker=speaker,
        kind=found.kind,
        cue=found.cue,
        content=found.content,
        addressees=addressees,
        about=speakers.about(found, speaker),
        via=via,
        confidence=CONFIDENCE[found.rule] if speaker is not None else SPEAKERLESS,
    )

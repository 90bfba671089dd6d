"""Find the statements of a report."""

from __future__ import annotations

from dateline.actors import Cast
from dateline.language import Parsed, Token
from dateline.records import Document, Statement, record_id
from dateline.records.reasons import Reasons
from dateline.statements.direct import find_direct
from dateline.statements.found import Found
from dateline.statements.fragments import find_fragments
from dateline.statements.frames import framed
from dateline.statements.told import find_told

# Share of statements right in content by rule, on ../shared/gold/dev, rounded.
CONFIDENCE = {"cue after": 0.95}
USUAL = 0.7


def find_statements(parsed: Parsed, cast: Cast, document: Document, reasons: Reasons) -> list[Statement]:
    """All statements in text order: direct, indirect and mixed."""
    frames = framed(parsed)
    found = find_direct(parsed, frames)
    found += _new(find_told(parsed), found)
    found += find_fragments(parsed, frames, found)
    found.sort(key=lambda statement: (statement.start, statement.end))
    return [_record(parsed, cast, document, reasons, statement) for statement in found]


def _new(told: list[Found], known: list[Found]) -> list[Found]:
    """Told clauses that are not the words of a statement already found."""
    fresh: list[Found] = []
    for statement in told:
        taken = [other for other in known if any(other.overlaps(start, end) for start, end in statement.content)]
        if not taken:
            fresh.append(statement)
    return fresh


def _record(parsed: Parsed, cast: Cast, document: Document, reasons: Reasons, found: Found) -> Statement:
    start, end = found.cue or (found.start, found.end)
    number = record_id(document.id, "statement", found.start, found.end)
    reasons.add(number, found.rule)
    return Statement(
        id=number,
        speaker=_actor(cast, _speaker(found)),
        kind=found.kind,
        cue=found.cue,
        content=found.content,
        confidence=CONFIDENCE.get(found.rule, USUAL),
    )


def _speaker(found: Found) -> Token | None:
    """The head of the speaker's phrase, of the statement itself or of the one that it follows."""
    for _ in range(50):
        if found.speaker is not None or found.follows is None:
            break
        found = found.follows
    return found.speaker


def _actor(cast: Cast, speaker: Token | None) -> str | None:
    if speaker is None:
        return None
    actors = cast.of(speaker)
    if not actors:
        mention = cast.at(speaker)
        actors = mention.actors if mention is not None else ()
    return actors[0] if actors else None

"""Which statements are the only support of an event, and which deny it."""

from __future__ import annotations

from bisect import bisect_right

from dateline.language import Parsed
from dateline.records import Event, Span, Statement

# Cues by which a statement denies what it tells ("denied attacking the port", "dismissed reports of talks").
DENIALS = frozenset({"deny", "reject", "dismiss", "dispute", "refute", "rebut", "repudiate", "disavow"})
# Share of an evidence span that must stand in a statement's words: the clause may begin a word before them.
WITHIN = 0.8


def link_sources(events: list[Event], statements: list[Statement], parsed: Parsed) -> list[Event]:
    """The events with `according_to` and `disputed_by` filled in.

    An event hangs on statements alone if each place that tells of it stands in the words of one, other than the
    statement that performs it. A statement whose cue denies disputes what its words tell.
    """
    spans = ((start, end, statement) for statement in statements for start, end in statement.content)
    contents = sorted(spans, key=lambda span: span[:2])
    starts = [start for start, _, _ in contents]
    denials = {statement.id for statement in statements if _denies(statement, parsed)}

    def around(span: Span) -> list[Statement]:
        # Contents may nest a little; the last few that begin before the span's end are all that can hold it.
        at = bisect_right(starts, span[1])
        return [statement for start, end, statement in contents[max(0, at - 4) : at] if _holds((start, end), span)]

    return [_linked(event, [around(span) for span in event.evidence], denials) for event in events]


def _linked(event: Event, support: list[list[Statement]], denials: set[str]) -> Event:
    told = [[s for s in group if s.id not in denials and s.event != event.id] for group in support]
    disputed = {s.id: None for group in support for s in group if s.id in denials}
    sources = {s.id: None for group in told for s in group} if all(told) else {}
    if not sources and not disputed:
        return event
    return event.model_copy(update={"according_to": list(sources), "disputed_by": list(disputed)})


def _holds(content: Span, span: Span) -> bool:
    common = min(content[1], span[1]) - max(content[0], span[0])
    return WITHIN * (span[1] - span[0]) <= common


def _denies(statement: Statement, parsed: Parsed) -> bool:
    if statement.cue is None:
        return False
    start, end = statement.cue
    at = bisect_right(parsed.tokens, start, key=lambda token: token.start) - 1
    while at < len(parsed.tokens) and parsed.tokens[at].start < end:
        if parsed.tokens[at].lemma in DENIALS:
            return True
        at += 1
    return False

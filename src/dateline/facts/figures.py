"""Numbers that matter to the story, bound to what they count."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.facts.counted import Counted, counted, measure_of
from dateline.facts.numbers import Number, find_numbers
from dateline.language import Parsed
from dateline.records import Document, Event, Figure, record_id
from dateline.records.model import Span
from dateline.records.reasons import Reasons
from dateline.time import TimeMention

# Above this, two mentions of one number with one unit are taken for the same thing without looking at the noun;
# small numbers recur by chance ("three soldiers", "three villages").
CHANCE = 20


@dataclass(slots=True)
class _Found:
    number: Number
    what: Counted
    measure: str | None
    spans: list[Span] = field(default_factory=list)


def find_figures(
    parsed: Parsed, times: list[TimeMention], events: list[Event], document: Document, reasons: Reasons
) -> list[Figure]:
    """All figures in text order; `event` is set where the figure stands in an event's evidence."""
    timed = {i for mention in times for i in range(mention.first, mention.last)}
    found: dict[tuple[float | None, float | None, str | None], list[_Found]] = {}
    for sentence in parsed.sentences:
        last: Counted | None = None
        for number in find_numbers(sentence.tokens):
            what = counted(sentence.tokens, number, timed, last)
            if what is None:
                continue
            last = what
            measure = measure_of(sentence.tokens, number, what)
            spans = [(sentence.tokens[number.first].start, sentence.tokens[max(number.last, what.last) - 1].end)]
            key = (number.value, number.upper, what.unit)
            _add(found.setdefault(key, []), _Found(number, what, measure, spans))
    ordered = sorted((one for same in found.values() for one in same), key=lambda one: one.spans[0])
    return [_record(one, events, document, reasons) for one in ordered]


def _add(found: list[_Found], new: _Found) -> None:
    """Keep a figure, or join it with an earlier mention of the same number of the same thing."""
    for old in found:
        if _same(old, new):
            old.spans.extend(new.spans)
            old.measure = old.measure or new.measure
            return
    found.append(new)


def _same(a: _Found, b: _Found) -> bool:
    """Whether two mentions of one number and unit are of the same thing."""
    if a.measure and b.measure and a.measure != b.measure:
        return False
    if a.what.head is not None and b.what.head is not None and a.what.head.lemma == b.what.head.lemma:
        return True
    if a.number.value is None or a.number.unit == "percent":
        return False
    return a.number.value > CHANCE


def _record(one: _Found, events: list[Event], document: Document, reasons: Reasons) -> Figure:
    start, end = one.spans[0]
    figure = Figure(
        id=record_id(document.id, "figure", start, end),
        value=one.number.value,
        upper=one.number.upper,
        unit=one.what.unit,
        of=one.what.of,
        measure=one.measure,
        qualifier=one.number.qualifier,
        event=_event_at(one.spans, events),
        evidence=one.spans,
        confidence=one.what.confidence,
    )
    reasons.add(figure.id, f"figure: {one.what.reason}")
    return figure


def _event_at(spans: list[Span], events: list[Event]) -> str | None:
    """The event with the shortest evidence that a mention of the figure stands in."""
    best: tuple[int, str] | None = None
    for event in events:
        for first, last in event.evidence:
            if any(first <= start and end <= last for start, end in spans) and (best is None or last - first < best[0]):
                best = (last - first, event.id)
    return best[1] if best else None

"""A text cut where records begin and end, so that overlapping evidence can be shown."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from dateline.render.story import Line


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text with the same records over it: their ids and kinds, the record of the shortest evidence first.

    `anchors` are the records whose first evidence begins here.
    """

    start: int
    end: int
    records: list[str]
    kinds: list[str]
    anchors: list[str]


def cut(length: int, lines: list[Line]) -> list[Segment]:
    """The segments of a text of that length; they cover it without gaps, in order."""
    spans = sorted((start, end, line.id, line.kind) for line in lines for start, end in line.spans if start < end)
    first: dict[str, int] = {}
    for start, _, id, _ in spans:
        first.setdefault(id, start)
    cuts = sorted({0, length, *(at for start, end, *_ in spans for at in (start, end))})
    segments = []
    open_spans: list[tuple[int, int, str, str]] = []
    at = 0
    for start, end in pairwise(cuts):
        open_spans = [span for span in open_spans if span[1] > start]
        while at < len(spans) and spans[at][0] <= start:
            open_spans.append(spans[at])
            at += 1
        shortest_first = sorted(open_spans, key=lambda span: (span[1] - span[0], span))
        records = list(dict.fromkeys(id for _, _, id, _ in shortest_first))
        kinds = list(dict.fromkeys(kind for *_, kind in shortest_first))
        anchors = [id for id in records if first[id] == start]
        segments.append(Segment(start, end, records, kinds, anchors))
    return segments

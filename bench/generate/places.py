"""Where the records of a month stand in its documents: the table of mentions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from bench.generate.columns import Ints, Truths, lengths, table, within
from bench.generate.month import Month

Part = tuple[Ints, pa.Table]
"""The documents of some spans, and their rows."""


def mentions(month: Month, records: dict[str, pa.Table], marks: dict[str, Truths]) -> pa.Table:
    """The spans of a month's records, in the order of the documents.

    `marks` tells which events have a row in `statements`, `agreements` and `figures`, and which actors in `tenures`.
    """
    id = {name: records[name]["id"].combine_chunks() for name in marks}
    words, event = month.words, np.arange(len(month.event))
    sentence = lengths(words.sentence)
    speaks, agrees, dead = marks["statements"], marks["agreements"], marks["figures"]
    said = words.speaker + lengths(month.cast.names(month.cast.speaker)) + 1
    parts = [
        _of_events(month, "event", "evidence", month.event, event, np.zeros_like(event), sentence),
        _of_events(month, "event", "trigger", month.event, event, words.verb, words.verb_length),
        _of_events(
            month, "statement", "content", id["statements"], event[speaks], words.comment + 1, lengths(words.quotation)
        ),
        _of_events(month, "statement", "cue", id["statements"], event[speaks], said, np.full_like(event, len("said"))),
        _of_events(month, "agreement", "evidence", id["agreements"], event[agrees], np.zeros_like(event), sentence),
        _of_events(month, "figure", "evidence", id["figures"], event[dead], np.zeros_like(event), sentence),
        *_of_actors(month, id["tenures"], marks["tenures"]),
    ]
    order = np.argsort(np.concatenate([document for document, _ in parts]), kind="stable")
    return pa.concat_tables(rows for _, rows in parts).take(pa.array(order))


def _of_events(month: Month, kind: str, role: str, records: Any, events: Ints, place: Ints, length: Ints) -> Part:
    """One span for each record of some events; `place`, in the paragraph, and `length` are those of all events."""
    start = month.words.begin[events] + place[events]
    return _part(month, kind, role, records, month.telling.document[events], start, length[events])


def _of_actors(month: Month, tenures: Any, tenured: Truths) -> Iterator[Part]:
    """Every name in the text, and the first of each tenure's person."""
    cast, words = month.cast, month.words
    actor = np.column_stack([cast.slot, cast.speaker])
    start = words.begin[:, None] + np.column_stack([words.slot, words.speaker])
    there = actor >= 0
    actor, start = actor[there], start[there]
    order = np.lexsort((start, actor))
    actor, start = actor[order], start[order]
    position, length = within(actor), lengths(cast.name)
    ids = cast.id.take(pa.array(actor))
    yield _part(month, "actor", "mention", ids, cast.document[actor], start, length[actor], position)
    first = start[position == 0][tenured]
    yield _part(month, "tenure", "evidence", tenures, cast.document[tenured], first, length[tenured])


def _part(
    month: Month,
    kind: str,
    role: str,
    records: Any,
    document: Ints,
    start: Ints,
    length: Ints,
    position: Ints | int = 0,
) -> Part:
    count = len(document)
    rows = table(
        "mentions",
        count,
        record=records,
        kind=kind,
        role=role,
        document=month.of(document),
        month=month.name,
        position=np.broadcast_to(position, count),
        start=start,
        end=start + length,
    )
    return document, rows

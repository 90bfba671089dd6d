"""Acts, statements and agreements as a timeline shows them, and as seen from each pair of states or bodies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from dateline.store.cast import Cast
from dateline.store.dyads import dyad_of, pairs, sectors_of
from dateline.store.months import Month
from dateline.store.reports import Library, Reports
from dateline.store.rows import Row, month_of

OWN: Final = ("words", "place", "place_country")
"""Columns of an event that a timeline shows as they are; the others come from the event's row of `dyads`."""


def relations_of(
    month: Month, dyads: Iterable[Row], told_by: Mapping[str, Collection[str]], library: Library
) -> Iterator[Row]:
    """The rows of `relations` that the reports of a month tell.

    `dyads` are the month's rows of that table; `told_by` are the documents that tell of an act, by its id.
    """
    cast = Cast.of(month.actors)
    events = {(event["document"], event["id"]): event for event in month.events}
    for dyad in dyads:
        if dyad["main"]:
            event = events[dyad["document"], dyad["event"]]
            yield {"kind": "event", **told_act(dyad, event, cast, library.reports(told_by[dyad["act"]]))}
    for row in month.statements:
        if row["speaker"]:
            told = told_statement(row, cast, library.reports([row["document"]]))
            yield from _seen_by_pairs(month, told, row, [row["speaker"]], towards_of(row), mutual=False)
    for row in month.agreements:
        told = told_agreement(row, cast, library.reports([row["document"]]))
        yield from _seen_by_pairs(month, told, row, row["parties"], [], mutual=True)


def _seen_by_pairs(
    month: Month, told: Row, row: Row, one: Sequence[str], other: Sequence[str], *, mutual: bool
) -> Iterator[Row]:
    """What is told in words, from each pair of `one` and `other` (actor ids), or of `one` alone if `mutual`."""
    document = row["document"]
    actors = month.actors.get(document, {})
    ones, others = ([actors[id] for id in side if id in actors] for side in (one, other))
    sectors = sectors_of(ones + others)
    # A span asks for the day of the report, so that is the month to look in, whatever day an agreement has.
    place = {
        "document": document,
        "month": month_of(told["reported"]),
        "origin": month.documents[document]["origin"],
    }
    for a, b, direction in pairs(ones, others, mutual=mutual):
        sides = {"a_sectors": sectors.get(a, ()), "b_sectors": sectors.get(b, ())}
        yield {**told, **place, "dyad": dyad_of(a, b), "a": a, "b": b, "direction": direction, **sides}


def told_act(act: Row, event: Row, cast: Cast, reports: Reports) -> Row:
    """An act as a timeline shows it: `act` is a row of `dyads` of its main `event`, `reports` are all that tell of it.

    `id` is the act's, `record` its main event's.
    """
    document = event["document"]
    return {
        **act,
        **{name: event[name] for name in OWN},
        "id": act["act"],
        "record": act["event"],
        "actors": cast.names(document, event["actors"]),
        "actor_codes": cast.codes(document, event["actors"]),
        "recipients": cast.names(document, event["recipients"]),
        "recipient_codes": cast.codes(document, event["recipients"]),
        "documents": reports.documents,
        "sources": reports.sources,
        "reported": reports.reported,
    }


def told_statement(row: Row, cast: Cast, reports: Reports) -> Row:
    """A statement as a timeline shows it; it stands at the day of its first report."""
    document, towards = row["document"], towards_of(row)
    return {
        "kind": "statement",
        "actors": cast.names(document, [row["speaker"]]),
        "actor_codes": cast.codes(document, [row["speaker"]]),
        "recipients": cast.names(document, towards),
        "recipient_codes": cast.codes(document, towards),
        **_told_words(row, reports),
    }


def told_agreement(row: Row, cast: Cast, reports: Reports) -> Row:
    """An agreement as a timeline shows it; without a day of its own it stands at that of its first report."""
    told = {
        "kind": "agreement",
        "name": row["name"],
        "stage": row["stage"],
        "actors": cast.names(row["document"], row["parties"]),
        "actor_codes": cast.codes(row["document"], row["parties"]),
        "recipients": [],
        "recipient_codes": [],
        **_told_words(row, reports),
    }
    return {**told, **{name: row[name] for name in ("start", "end", "granularity")}} if row["start"] else told


def towards_of(statement: Row) -> list[str]:
    """The actor ids of whom a statement is about or addressed to, each once."""
    return list(dict.fromkeys([*statement["about"], *statement["addressees"]]))


def _told_words(row: Row, reports: Reports) -> Row:
    day = reports.reported
    return {
        "id": row["id"],
        "record": row["id"],
        "words": row["words"],
        "confidence": row["confidence"],
        "documents": reports.documents,
        "sources": reports.sources,
        "reports": len(reports.documents),
        "reported": day,
        "start": day,
        "end": day,
        "granularity": "day" if day else None,
    }

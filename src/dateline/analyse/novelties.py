"""New holders of offices, and new agreements and stages of them, told in a span and not before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from dateline.analyse.cast import cast_of
from dateline.analyse.scope import Scope
from dateline.store.offices import office_table
from dateline.store.snapshot import Snapshot

Row = dict[str, Any]

AGREEMENTS: Final = """
    SELECT agreements.id, agreements.document, agreements.name, agreements.parties, agreements.stage,
        agreements.start, agreements.words, documents.date, documents.month
    FROM agreements JOIN documents ON documents.id = agreements.document
    WHERE documents.date <= ? ORDER BY documents.date, agreements.document, agreements.position"""


def new_holders(snap: Snapshot, scope: Scope) -> Iterator[Row]:
    """Who was first seen in an office in the span; not where nobody was seen in it before, and so nobody is new."""
    tenancies = sorted(office_table(snap), key=lambda found: (found.owner, found.office, found.person.key))
    earlier = {
        (found.owner, found.office)
        for found in tenancies
        if found.first_seen and scope.since and found.first_seen < scope.since
    }
    for found in tenancies:
        if found.first_seen and scope.spans(found.first_seen) and (found.owner, found.office) in earlier:
            yield {
                "kind": "holder",
                "a": found.owner,
                "b": "",
                "what": f"{found.person.name}, {found.title}",
                "start": found.first_seen,
                "record": found.person.key,
                "documents": sorted(found.documents),
            }


def new_stages(snap: Snapshot, scope: Scope) -> Iterator[Row]:
    """Agreements, and stages of them, first told in the span: the same parties, name and stage are the same."""
    rows = snap.sql(AGREEMENTS, [scope.until or date.max]).to_pylist()
    # Only those of a name and a stage told in the span may be the same: whose the others are need not be read.
    told = {_named(row) for row in rows if scope.spans(row["date"])}
    rows = [row for row in rows if _named(row) in told]
    cast = cast_of(snap, {row["document"] for row in rows}, {row["month"] for row in rows})
    known = set()
    for row in rows:
        codes = tuple(sorted(cast.codes(row["document"], row["parties"])))
        key = (codes, *_named(row))
        if key not in known and scope.spans(row["date"]):
            yield {
                "kind": "agreement",
                "a": codes[0] if codes else "",
                "b": "-".join(codes[1:]),
                "what": f"{row['stage']}: {row['name']}",
                "start": row["start"] or row["date"],
                "words": row["words"],
                "record": row["id"],
                "documents": [row["document"]],
            }
        known.add(key)


def _named(row: Row) -> tuple[str, str]:
    """An agreement's name and stage, by which reports are of the same if its parties are."""
    return row["name"].casefold().removeprefix("the "), row["stage"]

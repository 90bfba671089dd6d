"""The office table of a store, and what it tells of actors that their own reports leave open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

from dateline.offices import SETTING, ActorRow, Holding, OfficeTable, is_told, resolve
from dateline.store.edits import apply_edits, edits_of
from dateline.store.rows import Row
from dateline.store.snapshot import Snapshot

# Each tenure with its pieces of evidence, and so much of the text around each that the state may stand in it.
HOLDINGS: Final = """
    SELECT t.*, d.date AS day, a.name AS holder,
        (SELECT list({
            'text': substr(d.text, greatest(m.start - $1, 0) + 1, m."end" - greatest(m.start - $1, 0) + $1),
            'start': least(m.start, $1),
            'end': least(m.start, $1) + m."end" - m.start
        } ORDER BY m.position) FROM mentions m
            WHERE m.document = t.document AND m.record = t.id AND m.role = 'evidence') AS evidence
    FROM tenures t
    JOIN documents d ON d.id = t.document
    JOIN actors a ON a.document = t.document AND a.id = t.person
    WHERE d.date IS NOT NULL AND d.origin = 'dateline'
    ORDER BY t.document, t.position
"""
AROUND: Final = 200
"""Characters of `HOLDINGS` around a piece of evidence: more than `dateline.offices` looks at."""
# Each actor with the mention that names it, or its first, and so much of the text around that a title may stand in it.
ACTORS: Final = """
    SELECT a.*, substr(d.text, m.start + 1, m."end" - m.start) AS mention,
           substr(d.text, greatest(m.start - $1, 0) + 1, least(m.start, $1)) AS before,
           substr(d.text, m."end" + 1, $1) AS after
    FROM actors a
    JOIN documents d ON d.id = a.document
    LEFT JOIN mentions m ON m.document = a.document AND m.record = a.id AND m.role = 'mention'
    WHERE d.date IS NOT NULL AND d.origin = 'dateline'
    QUALIFY row_number() OVER (
        PARTITION BY a.document, a.id
        ORDER BY NOT contains(substr(d.text, m.start + 1, m."end" - m.start), a.name), m.position
    ) = 1
    ORDER BY a.document, a.position
"""


def office_table(snapshot: Snapshot) -> OfficeTable:
    """Who held what, as all reports of the store tell it, and as edited."""
    edits = edits_of(snapshot, "correct", "reject")
    rows = apply_edits("tenures", snapshot.sql(HOLDINGS, [AROUND]).to_pylist(), edits)
    return OfficeTable.of(_holding(row) for row in rows)


def resolutions_of(snapshot: Snapshot) -> Iterator[Row]:
    """The rows of `resolutions`."""
    edits = edits_of(snapshot, "correct", "reject")
    rows = apply_edits("actors", snapshot.sql(ACTORS, [SETTING]).to_pylist(), edits)
    days = snapshot.dataset("documents").to_table(columns=["id", "date"])
    documents = dict(zip(days["id"].to_pylist(), days["date"].to_pylist(), strict=True))
    for found in resolve((_actor(row) for row in rows), office_table(snapshot), documents):
        yield asdict(found)


def _holding(row: Row) -> Holding:
    return Holding(
        document=row["document"],
        date=row["day"],
        person=row["holder"],
        office=row["office"],
        country=row["country"],
        organisation=row["organisation"],
        status=row["status"],
        from_=row["from"],
        until=row["until"],
        confidence=row["confidence"],
        told=any(is_told(e["text"], [(e["start"], e["end"])], row["country"]) for e in row["evidence"] or ()),
    )


def _actor(row: Row) -> ActorRow:
    told = {name: row[name] for name in ("id", "document", "name", "kind", "country", "base", "sector", "office")}
    return ActorRow(**told, **{name: row[name] or "" for name in ("mention", "before", "after")})

"""The office table of a store, and what it tells of actors that their own reports leave open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from functools import cached_property
from typing import Final

import pyarrow as pa
import pyarrow.dataset as ds

from dateline.offices import (
    SETTING,
    ActorRow,
    Company,
    Holding,
    OfficeTable,
    Resolution,
    company_of,
    is_told,
    resolve,
    states_of,
)
from dateline.store.changes import Changes
from dateline.store.edits import apply_edits, edits_of
from dateline.store.months import month_rows
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
    LEFT JOIN mentions m ON m.document = a.document AND m.record = a.id AND m.role = 'mention' AND m.month = $2
    WHERE a.month = $2 AND d.month = $2 AND d.date IS NOT NULL AND d.origin = 'dateline'
    QUALIFY row_number() OVER (
        PARTITION BY a.document, a.id
        ORDER BY NOT contains(substr(d.text, m.start + 1, m."end" - m.start), a.name), m.position
    ) = 1
    ORDER BY a.document, a.position
"""
# The states that reports tell of which tell an office as well.
COMPANY: Final = """
    SELECT document, id, name, kind, country FROM actors
    WHERE country IS NOT NULL AND kind IN ('country', 'government') AND document IN (SELECT document FROM tenures)
"""


def office_table(snapshot: Snapshot) -> OfficeTable:
    """Who held what, as all reports of the store tell it, and as edited."""
    return _table(snapshot, edits_of(snapshot, "correct", "reject"))


class Resolver:
    """What the office table of a snapshot tells of actors, month by month, where it may differ from what it told."""

    def __init__(self, base: Snapshot, before: Snapshot | None, edits: Sequence[Row], changes: Changes) -> None:
        self._base = base
        self._edits = edits
        self._changes = changes
        self._all = before is None or bool(changes.edits) or self._tells(base) or self._tells(before)

    def resolved(self, month: str) -> list[Row] | None:
        """The rows of `resolutions` of a month; None where they are what they were."""
        if not self._all and not self._changes.of(month):
            return None
        rows = apply_edits("actors", self._base.sql(ACTORS, [SETTING, month]).to_pylist(), self._edits)
        days = {row["id"]: row["date"] for row in month_rows(self._base, "documents", month, ("id", "date"))}
        return [_plain(found) for found in resolve(map(_actor, rows), self._table, days, self._company)]

    @cached_property
    def _table(self) -> OfficeTable:
        return _table(self._base, self._edits)

    @cached_property
    def _company(self) -> Company:
        """Of each person of the table the states told beside his or her office."""
        told: dict[str, list[ActorRow]] = defaultdict(list)
        for row in apply_edits("actors", self._base.sql(COMPANY).to_pylist(), self._edits):
            told[row["document"]].append(ActorRow(**row))
        return company_of(self._table, {document: states_of(rows) for document, rows in told.items()})

    def _tells(self, snapshot: Snapshot) -> bool:
        """Whether a changed document tells of an office."""
        documents = self._changes.gone.union(*self._changes.documents.values())
        among = ds.field("document").isin(pa.array(sorted(documents), pa.string()))
        return bool(documents) and snapshot.dataset("tenures").count_rows(filter=among) > 0


def _table(snapshot: Snapshot, edits: Sequence[Row]) -> OfficeTable:
    rows = apply_edits("tenures", snapshot.sql(HOLDINGS, [AROUND]).to_pylist(), edits)
    return OfficeTable.of(_holding(row) for row in rows)


def _plain(found: Resolution) -> Row:
    return {**asdict(found), "reasons": list(found.reasons)}


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

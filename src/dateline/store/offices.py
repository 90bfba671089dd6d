"""The office table of a store, and what it tells of actors that their own reports leave open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Final

from dateline.offices import (
    SETTING,
    ActorRow,
    Company,
    Differences,
    Holding,
    OfficeTable,
    Resolution,
    is_told,
    resolve,
    states_of,
)
from dateline.store.edits import apply_edits, edits_of
from dateline.store.months import month_rows
from dateline.store.rows import Row
from dateline.store.snapshot import Snapshot

# Each tenure with its pieces of evidence, and so much of the text around each that the state may stand in it.
HOLDINGS: Final = """
    SELECT t.*, d.date AS day, a.name AS holder,
        (SELECT list({{
            'text': substr(d.text, greatest(m.start - $1, 0) + 1, m."end" - greatest(m.start - $1, 0) + $1),
            'start': least(m.start, $1),
            'end': least(m.start, $1) + m."end" - m.start
        }} ORDER BY m.position) FROM mentions m
            WHERE m.document = t.document AND m.record = t.id AND m.role = 'evidence' {mentioned}) AS evidence
    FROM tenures t
    JOIN documents d ON d.id = t.document
    JOIN actors a ON a.document = t.document AND a.id = t.person
    WHERE d.date IS NOT NULL AND d.origin = 'dateline' {within}
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
        AND a.document IN (SELECT unnest($3))
    QUALIFY row_number() OVER (
        PARTITION BY a.document, a.id
        ORDER BY NOT contains(substr(d.text, m.start + 1, m."end" - m.start), a.name), m.position
    ) = 1
    ORDER BY a.document, a.position
"""
# In one month only: what lies in others is not read.
WITHIN: Final = {
    "within": "AND t.month = $2 AND d.month = $2 AND a.month = $2",
    "mentioned": "AND m.month = $2",
}
NOWHERE: Final = {"within": "", "mentioned": ""}
# The states that the reports of a month tell of which tell an office as well.
COMPANY: Final = """
    SELECT document, id, name, kind, country FROM actors
    WHERE month = $1 AND country IS NOT NULL AND kind IN ('country', 'government')
        AND document IN (SELECT document FROM tenures WHERE month = $1)
"""


NAMED: Final = ("id", "document", "name", "kind", "country")


@lru_cache(maxsize=2)
def office_table(snapshot: Snapshot) -> OfficeTable:
    """Who held what, as all reports of the store tell it, as edited; kept, since it takes seconds."""
    edits = edits_of(snapshot, "correct", "reject")
    rows = apply_edits("tenures", snapshot.sql(HOLDINGS.format(**NOWHERE), [AROUND]).to_pylist(), edits)
    return OfficeTable.of(_holding(row) for row in rows)


@dataclass(frozen=True, slots=True)
class Office:
    """What the reports of one month tell of office-holders, and the states that each of these reports tells of."""

    holdings: list[Holding]
    states: dict[str, frozenset[str]]


def offices_of(snapshot: Snapshot, month: str, edits: Sequence[Row]) -> Office:
    """The offices told in a month, as edited."""
    rows = apply_edits("tenures", snapshot.sql(HOLDINGS.format(**WITHIN), [AROUND, month]).to_pylist(), edits)
    told: dict[str, list[ActorRow]] = defaultdict(list)
    for row in apply_edits("actors", snapshot.sql(COMPANY, [month]).to_pylist(), edits):
        told[row["document"]].append(ActorRow(**{name: row[name] for name in NAMED}))
    return Office([_holding(row) for row in rows], {document: states_of(rows) for document, rows in told.items()})


def resolutions_of(
    snapshot: Snapshot, month: str, documents: Iterable[str], table: OfficeTable, company: Company, edits: Sequence[Row]
) -> list[Row]:
    """The rows of `resolutions` of some documents of a month."""
    wanted = sorted(documents)
    rows = apply_edits("actors", snapshot.sql(ACTORS, [SETTING, month, wanted]).to_pylist(), edits)
    days = {row["id"]: row["date"] for row in month_rows(snapshot, "documents", month, ("id", "date"), wanted)}
    return [_plain(found) for found in resolve(map(_actor, rows), table, days, company)]


def reached(snapshot: Snapshot, month: str, found: Differences, edits: Sequence[Row]) -> set[str]:
    """The documents of a month of whose actors two tables may tell differently."""
    rows = apply_edits("actors", month_rows(snapshot, "actors", month, NAMED), edits)
    return {row["document"] for row in rows if found.reach(ActorRow(**{name: row[name] for name in NAMED}))}


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

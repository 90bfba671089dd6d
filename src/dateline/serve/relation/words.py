"""Statements of two about each other, agreements between them, and figures that belong to their acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from dateline.analyse.cast import Cast, cast_of
from dateline.analyse.parties import Party
from dateline.analyse.scope import Condition
from dateline.records import Figure
from dateline.render.words import figure_in_words
from dateline.serve.cursor import from_cursor
from dateline.serve.relation.asked import Asked, Pair
from dateline.serve.relation.months import WithinMonths
from dateline.store import Snapshot
from dateline.store.edits import apply_edits, edits_of

Row = dict[str, Any]

# As `analyse.cast` has it: a report's own country goes before the office table's, and any country before a base.
PEOPLE: Final = """
    people AS MATERIALIZED (
        SELECT actors.document, actors.id, lower(actors.name) AS name, lower(resolutions.name) AS full_name,
            coalesce(actors.country, resolutions.country, actors.base, resolutions.base) AS code
        FROM actors LEFT JOIN resolutions
            ON resolutions.document = actors.document AND resolutions.actor = actors.id),
    ones AS (SELECT document, id FROM people WHERE {ones}),
    others AS (SELECT document, id FROM people WHERE {others})"""

SAID: Final = """
    SELECT statements.document, statements.id FROM statements
        JOIN {one} AS one ON one.document = statements.document AND one.id = statements.speaker
        JOIN {other} AS other ON other.document = statements.document AND other.id <> statements.speaker
    WHERE list_contains(list_concat(statements.about, statements.addressees), other.id)"""

AGREED: Final = """
    SELECT agreements.document, agreements.id FROM agreements
        JOIN ones ON ones.document = agreements.document AND list_contains(agreements.parties, ones.id)
        JOIN others ON others.document = agreements.document AND list_contains(agreements.parties, others.id)
    WHERE ones.id <> others.id"""

COUNTED: Final = """
    SELECT figures.document, figures.id FROM figures
        JOIN (SELECT document, event FROM dyads WHERE {mine}) AS mine
            ON mine.document = figures.document AND mine.event = figures.event"""

LISTED: Final = """
    WITH {people}found AS (SELECT DISTINCT * FROM ({found}))
    SELECT {table}.* EXCLUDE (month), documents.month, documents.date AS reported, documents.source,
        {table}.id || ' ' || {table}.document AS place, count(*) OVER () AS found
    FROM found JOIN {table} ON {table}.document = found.document AND {table}.id = found.id
        JOIN documents ON documents.id = found.document
    WHERE {where}
    QUALIFY {begin} ORDER BY reported DESC NULLS LAST, place LIMIT ?"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list: of `found` records, some `rows` as stored and corrected, and where the next page begins."""

    found: int
    rows: list[Row]
    cast: Cast
    next: tuple[Any, str] | None


def statements(snap: Snapshot, pair: Pair, asked: Asked) -> Listed:
    """What each said of or to the other."""
    ways = (("ones", "others"), ("others", "ones"))
    found = " UNION ".join(SAID.format(one=one, other=other) for one, other in ways)
    return _listed(snap, "statements", _people(pair), Condition(found, []), asked)


def agreements(snap: Snapshot, pair: Pair, asked: Asked) -> Listed:
    """What the two agreed, and its stages."""
    return _listed(snap, "agreements", _people(pair), Condition(AGREED, []), asked)


def figures(snap: Snapshot, pair: Pair, asked: Asked) -> Listed:
    """Numbers that belong to acts of the two."""
    mine = pair.told()
    return _listed(snap, "figures", Condition("", []), Condition(COUNTED.format(mine=mine.sql), mine.values), asked)


def figure_text(row: Row) -> str:
    """A stored figure in words with its unit."""
    names = ("value", "upper", "unit", "qualifier")
    # A record made in part: the words need no more of it.
    return figure_in_words(Figure.model_construct(**{name: row[name] for name in names}), row["words"] or "")


def _people(pair: Pair) -> Condition:
    ones, others = _is(pair.a), _is(pair.b)
    return Condition(PEOPLE.format(ones=ones.sql, others=others.sql) + ",", [*ones.values, *others.values])


def _is(party: Party) -> Condition:
    if party.code:
        return Condition("code = ?", [party.code])
    return Condition("(name = lower(?) OR full_name = lower(?))", [party.name] * 2)


def _listed(snap: Snapshot, table: str, people: Condition, found: Condition, asked: Asked) -> Listed:
    """The records of a table, those of the newest reports first; the days asked for bound the report's."""
    where, place = _reported(asked), from_cursor(asked.cursor, "reported")
    query = LISTED.format(people=people.sql, found=found.sql, table=table, where=where.sql, begin=place.sql)
    values = [*people.values, *found.values, *where.values, *place.values, asked.limit + 1]
    rows = snap.sql(query, values).to_pylist()
    following = rows.pop() if len(rows) > asked.limit else None
    kept = apply_edits(table, rows, edits_of(snap, "correct", "reject"))
    months = WithinMonths(snap, {row["month"] for row in rows})
    return Listed(
        rows[0]["found"] if rows else 0,
        kept,
        cast_of(months, {row["document"] for row in rows}),
        (following["reported"], following["place"]) if following else None,
    )


def _reported(asked: Asked) -> Condition:
    found = Condition("documents.origin = 'dateline'", [])
    if asked.scope.since:
        found &= Condition("documents.date >= ?", [asked.scope.since])
    if asked.scope.until:
        found &= Condition("documents.date <= ?", [asked.scope.until])
    if asked.source:
        found &= Condition("lower(documents.source) = lower(?)", [asked.source])
    return found

"""The acts of an actor, whom it dealt with, the dead they count, and what it said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from dateline.analyse.cast import Cast, cast_of
from dateline.analyse.scope import Condition, Scope
from dateline.serve.actor.subject import Subject
from dateline.serve.cursor import begin
from dateline.serve.relation.acts import COLUMNS, told_acts
from dateline.serve.relation.months import WithinMonths
from dateline.store import Snapshot
from dateline.store.edits import apply_edits, edits_of

Row = dict[str, Any]

COUNTERPARTS: Final = 24
DEAD: Final = 10

PAGE: Final = """
    WITH {mine},
    acts AS MATERIALIZED (SELECT DISTINCT ON (act) {columns} FROM mine WHERE {asked} ORDER BY act, document, event),
    page AS (SELECT * FROM acts WHERE {begin} ORDER BY start DESC NULLS LAST, act LIMIT ?),
    others AS (
        SELECT other AS code, count(DISTINCT act) AS acts, count(DISTINCT act) FILTER (quad <= 2) AS cooperation,
            count(DISTINCT act) FILTER (quad > 2) AS conflict, max(start) AS last
        FROM mine WHERE other NOT IN ('', ?) GROUP BY other ORDER BY acts DESC, code LIMIT ?),
    dead AS (
        SELECT DISTINCT ON (start, act) {columns}, killed, done FROM mine
        WHERE killed > 0 AND status = 'happened' ORDER BY start DESC NULLS LAST, act, done DESC LIMIT ?)
    SELECT
        (SELECT count(DISTINCT act) FROM mine) AS known,
        (SELECT count(DISTINCT act) FROM mine WHERE done) AS done,
        (SELECT count(DISTINCT act) FROM mine WHERE suffered) AS suffered,
        (SELECT count(DISTINCT act) FROM mine WHERE quad <= 2) AS cooperation,
        (SELECT count(DISTINCT act) FROM mine WHERE quad > 2) AS conflict,
        (SELECT min(start) FROM mine) AS first,
        (SELECT max(start) FROM mine) AS last,
        (SELECT count(*) FROM acts) AS found,
        (SELECT list(page ORDER BY start DESC NULLS LAST, act) FROM page) AS page,
        (SELECT list(others ORDER BY acts DESC, code) FROM others) AS others,
        (SELECT list(dead ORDER BY start DESC NULLS LAST, act) FROM dead) AS dead
"""

SAID: Final = """
    WITH {people}
    SELECT statements.* EXCLUDE (month), documents.month, documents.date AS reported, documents.source, people.person,
        statements.id || ' ' || statements.document AS place, count(*) OVER () AS found
    FROM statements JOIN people ON people.document = statements.document AND people.id = statements.speaker
        JOIN documents ON documents.id = statements.document
    WHERE documents.origin = 'dateline' AND {where}
    QUALIFY {begin} ORDER BY reported DESC NULLS LAST, place LIMIT ?"""


@dataclass(frozen=True, slots=True)
class Acts:
    """Numbers of all acts of an actor; of the `found` ones asked for a `page`, told as by `analyse.acts.told`.

    `dead` are acts with the dead that they count, told as well. `next` is where the next page begins.
    """

    numbers: Row
    page: list[Row]
    others: list[Row]
    dead: list[Row]
    next: tuple[date | None, str] | None


@dataclass(frozen=True, slots=True)
class Words:
    """A page of what it said: of `found` statements, some `rows`, and where the next page begins."""

    found: int
    rows: list[Row]
    cast: Cast
    next: tuple[date | None, str] | None


def acts_of(snapshot: Snapshot, subject: Subject, scope: Scope, side: str, cursor: str, limit: int) -> Acts:
    """The acts in scope, the newest first; `side` is done, suffered, or empty for both."""
    mine, place = subject.mine(), _from(cursor, "start", "act")
    asked = scope.condition() & Condition(side if side in ("done", "suffered") else "true", [])
    query = PAGE.format(mine=mine.sql, asked=asked.sql, begin=place.sql, columns=COLUMNS)
    own = subject.code or ""
    values = [*mine.values, *asked.values, *place.values, limit + 1, own, COUNTERPARTS, DEAD]
    row = snapshot.sql(query, values).to_pylist()[0]
    page, others, dead = (row.pop(name) or [] for name in ("page", "others", "dead"))
    following = page.pop() if len(page) > limit else None
    told = {act["id"]: act for act in told_acts(snapshot, [*page, *dead])}
    return Acts(
        numbers=row,
        # An act that was rejected since the store was settled is told no more.
        page=[told[act["act"]] for act in page if act["act"] in told],
        others=others,
        dead=[{**told[act["act"]], **{n: act[n] for n in ("killed", "done")}} for act in dead if act["act"] in told],
        next=(following["start"], following["act"]) if following else None,
    )


def words_of(snapshot: Snapshot, subject: Subject, scope: Scope, cursor: str, limit: int) -> Words:
    """Its statements, those of the newest reports first; the scope's days bound the report's."""
    people, place = subject.people(), _from(cursor, "reported", "place")
    where = Condition("true", [])
    if scope.since:
        where &= Condition("documents.date >= ?", [scope.since])
    if scope.until:
        where &= Condition("documents.date <= ?", [scope.until])
    query = SAID.format(people=people.sql, where=where.sql, begin=place.sql)
    rows = snapshot.sql(query, [*people.values, *where.values, *place.values, limit + 1]).to_pylist()
    following = rows.pop() if len(rows) > limit else None
    kept = apply_edits("statements", rows, edits_of(snapshot, "correct", "reject"))
    months = WithinMonths(snapshot, {row["month"] for row in rows})
    return Words(
        rows[0]["found"] if rows else 0,
        kept,
        cast_of(months, {row["document"] for row in rows}),
        (following["reported"], following["place"]) if following else None,
    )


def _from(cursor: str, day: str, id: str) -> Condition:
    """The rows of a list from one on."""
    place = begin(cursor)
    if place is None:
        return Condition("true", [])
    first, key = place
    if first is None:
        return Condition(f"{day} IS NULL AND {id} >= ?", [key])
    return Condition(f"({day} IS NULL OR {day} < ? OR ({day} = ? AND {id} >= ?))", [first, first, key])

"""Who deals with whom: pairs of states or bodies with their acts, of those of whom most is told."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from dateline.serve.narrowing import Narrowing
from dateline.store import Snapshot

Row = dict[str, Any]

TIES: Final = 150
"""Ties drawn, those with most acts: more lines are a smear."""

# An act of several participants stands in several rows of a dyad.
DEALINGS: Final = """
    WITH acts AS (
        SELECT DISTINCT ON (a, b, act) a, b, act, quad, score FROM dyads
        WHERE b <> '' AND a <> b AND {asked} ORDER BY a, b, act, document, event),
    ends AS (SELECT a AS code, act, quad FROM acts UNION SELECT b, act, quad FROM acts),
    nodes AS (
        SELECT code, count(DISTINCT act) AS acts, count(DISTINCT act) FILTER (quad > 2) AS conflict,
            count(*) OVER () AS total
        FROM ends GROUP BY code ORDER BY acts DESC, code LIMIT ?)"""

NODES: Final = DEALINGS + "SELECT * FROM nodes ORDER BY acts DESC, code"

BETWEEN: Final = (
    DEALINGS
    + """
    SELECT a, b, count(*) AS acts, count(*) FILTER (quad > 2) AS conflict, avg(score) AS score,
        count(*) OVER () AS total
    FROM acts WHERE a IN (SELECT code FROM nodes) AND b IN (SELECT code FROM nodes)
    GROUP BY a, b ORDER BY acts DESC, a, b LIMIT ?"""
)


@lru_cache(maxsize=16)
def ties_of(snap: Snapshot, narrowing: Narrowing, top: int) -> tuple[list[Row], list[Row]]:
    """The states and bodies with most acts between them, and their ties; `total` counts what there is of each."""
    where = narrowing.condition()
    nodes = snap.sql(NODES.format(asked=where.sql), [*where.values, top]).to_pylist()
    ties = snap.sql(BETWEEN.format(asked=where.sql), [*where.values, top, TIES]).to_pylist()
    return nodes, ties


def tied(nodes: Sequence[Row], ties: Sequence[Row]) -> list[Row]:
    """The nodes that have a tie: the counterparts of others are none of those drawn."""
    ends = {end for tie in ties for end in (tie["a"], tie["b"])}
    return [node for node in nodes if node["code"] in ends]

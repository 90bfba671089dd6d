"""Panel data: units by periods, zero-filled, as statistical models read them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, Literal, get_args

import duckdb
import pyarrow as pa

from dateline.analyse.parties import code_or_error
from dateline.analyse.periods import FITS, by_of, reports_read, span_of
from dateline.analyse.scope import OURS, Condition, Day, Scope, one_of
from dateline.errors import UsageError
from dateline.ontology.cow import COW
from dateline.store.schema import UNDATED
from dateline.store.snapshot import Snapshot

Unit = Literal["dyad", "country"]
Measure = Literal["count", "quad", "score", "killed"]
UNITS: Final = get_args(Unit)
MEASURES: Final = get_args(Measure)

MOST_ROWS: Final = 20_000_000
"""About a gigabyte of memory; all pairs of 200 states over 20 years of months are 4.8 million."""

# Column of the panel, its Arrow type, and how it is counted from `acts`.
COUNTED: Final[dict[str, tuple[tuple[str, pa.DataType, str], ...]]] = {
    "count": (("count", pa.int64(), "count(*)"),),
    "quad": (
        ("verbal_cooperation", pa.int64(), "count(*) FILTER (quad = 1)"),
        ("material_cooperation", pa.int64(), "count(*) FILTER (quad = 2)"),
        ("verbal_conflict", pa.int64(), "count(*) FILTER (quad = 3)"),
        ("material_conflict", pa.int64(), "count(*) FILTER (quad = 4)"),
    ),
    "score": (("count", pa.int64(), "count(*)"), ("score", pa.float64(), "avg(score)")),
    "killed": (("count", pa.int64(), "count(*)"), ("killed", pa.float64(), "coalesce(sum(killed), 0)")),
}

# By whether it is directed: who acts on whom, a mutual act both ways; or the two in order of the alphabet.
DYADS: Final = {
    False: "SELECT * FROM found WHERE b <> '' AND a <> b",
    True: """SELECT * FROM found WHERE b <> '' AND a <> b AND direction IN ('ab', 'mutual')
             UNION ALL
             SELECT * REPLACE (b AS a, a AS b) FROM found WHERE b <> '' AND a <> b AND direction IN ('ba', 'mutual')""",
}
COUNTRIES: Final = {
    False: """SELECT * REPLACE ('' AS b) FROM found
              UNION ALL SELECT * REPLACE (b AS a, '' AS b) FROM found WHERE b <> ''""",
    True: """SELECT * REPLACE ('' AS b) FROM found WHERE direction <> 'ba'
             UNION ALL SELECT * REPLACE (b AS a, '' AS b) FROM found WHERE direction IN ('ba', 'mutual')""",
}


def panel_schema(unit: str, measure: str) -> pa.Schema:
    """The columns of a panel: the unit's, `period`, the measure's, and `reports_read`."""
    sides = ("a", "b") if unit == "dyad" else ("country",)
    units = [column for side in sides for column in ((side, pa.string()), (f"{side}_cow", pa.int32()))]
    counted = [(name, type) for name, type, _ in COUNTED[measure]]
    return pa.schema([*units, ("period", pa.date32()), *counted, ("reports_read", pa.int64())])


def panel(
    snap: Snapshot,
    unit: str = "dyad",
    by: str = "month",
    measure: str = "count",
    *,
    directed: bool = False,
    zeros: bool = True,
    countries: Iterable[str] = (),
    since: Day = None,
    until: Day = None,
    types: Iterable[str] = (),
    status: Iterable[str] = ("happened",),
    sector: str | None = None,
    focus: str | None = None,
    origin: str = OURS,
) -> pa.Table:
    """Acts counted by unit and period, in the schema `panel_schema(unit, measure)`, sorted by unit and period.

    `unit` `dyad`: `a` and `b` are ISO 3166-1 alpha-3 codes, or those of bodies (UNO); a < b unless `directed`, where
    `a` acts on `b` and a mutual act counts both ways. `country`: everything that the country takes part in; `directed`,
    what it does. `…_cow` is the Correlates of War number, null for what is no state of its list.

    `measure`: `count` of acts; `quad`, a count for each quad; `score`, count and mean PLOVER score (null without an
    act); `killed`, count and the dead that the acts' figures tell. `reports_read`: reports published in the period.

    With `zeros` all pairs of units that occur (in one order, or both if `directed`) stand in all periods of the span,
    else only those with an act. The span is that of the reports, unless `since` and `until` say otherwise; `countries`
    are the only units. An act counts once, in the period of its own first day; acts whose time is unknown or coarser
    than the period are out. Raises `UsageError` for an unknown word, and for more than `MOST_ROWS` rows.
    """
    unit, by = one_of(unit, "a unit", UNITS), by_of(by)
    measure = one_of(measure, "a measure", MEASURES)
    scope = Scope.of(since=since, until=until, types=types, status=status, sector=sector, focus=focus, origin=origin)
    counted = _counted(snap, scope, unit, by, measure, directed, [code_or_error(text) for text in countries])
    read = reports_read(snap, by, origin)
    span = list(span_of(scope, read, by))
    if zeros:
        _check_size(counted, unit, directed, len(span))
    return _shaped(counted, unit, measure, directed, zeros, span, read)


def _counted(
    snap: Snapshot, scope: Scope, unit: str, by: str, measure: str, directed: bool, codes: list[str]
) -> pa.Table:
    """The units and periods that have acts: `a`, `b` (empty for countries), `period` and the measure's columns."""
    where = scope.condition() & Condition(f"month <> ? AND {FITS.format(by=by)}", [UNDATED])
    sides = (DYADS if unit == "dyad" else COUNTRIES)[directed]
    chosen = "true"
    if codes:
        chosen = "list_contains(?, a) AND (b = '' OR list_contains(?, b))"
    counts = ", ".join(f"{how} AS {name}" for name, _, how in COUNTED[measure])
    # A country may meet an act in several dyads; it counts once. A dyad meets it once, and sorting takes memory.
    once = "DISTINCT ON (a, b, act)" if unit == "country" else ""
    order = "ORDER BY a, b, act, period" if once else ""
    query = f"""
        WITH found AS (
            SELECT act, a, b, direction, date_trunc('{by}', start)::DATE AS period, quad, score, killed
            FROM dyads WHERE {where.sql}
        ),
        sides AS ({sides}),
        acts AS (SELECT {once} * FROM sides WHERE {chosen} {order})
        SELECT a, b, period, {counts} FROM acts GROUP BY a, b, period ORDER BY a, b, period"""
    return snap.sql(query, [*where.values, *([codes, codes] if codes else [])])


def _check_size(counted: pa.Table, unit: str, directed: bool, periods: int) -> None:
    units = len({*counted["a"].to_pylist(), *counted["b"].to_pylist()} - {""})
    pairs = units * (units - 1) // (1 if directed else 2) if unit == "dyad" else units
    if pairs * periods > MOST_ROWS:
        raise UsageError(
            f"{pairs:,} units in {periods:,} periods are {pairs * periods:,} rows, more than {MOST_ROWS:,}; give"
            " --since and --until or --country, count by month, or leave out the zeros"
        )


def _shaped(
    counted: pa.Table, unit: str, measure: str, directed: bool, zeros: bool, span: list[date], read: dict[date, int]
) -> pa.Table:
    """The rows with zeros filled in, codes and reports."""
    schema = panel_schema(unit, measure)
    connection = duckdb.connect(config={"enable_external_access": "false"})
    connection.register("counted", counted)
    connection.register("cow", pa.table({"code": list(COW), "number": pa.array(COW.values(), pa.int32())}))
    reports = pa.array([read.get(period, 0) for period in span], pa.int64())
    connection.register("span", pa.table({"period": pa.array(span, pa.date32()), "reports_read": reports}))
    units = "SELECT DISTINCT a, b FROM counted"
    if zeros and unit == "dyad":
        order = "<>" if directed else "<"
        every = "SELECT a AS code FROM counted UNION SELECT b FROM counted"
        pairs = f"({every}) one JOIN ({every}) other ON one.code {order} other.code"
        units = f"SELECT one.code AS a, other.code AS b FROM {pairs}"
    names = [name for name, _, _ in COUNTED[measure]]
    filled = ", ".join(name if name == "score" else f"coalesce({name}, 0) AS {name}" for name in names)
    sides = "a, ca.number AS a_cow, b, cb.number AS b_cow"
    if unit == "country":
        sides = "a AS country, ca.number AS country_cow"
    query = f"""
        SELECT {sides}, period, {filled}, reports_read
        FROM ({units}) units CROSS JOIN span {"LEFT" if zeros else "INNER"} JOIN counted USING (a, b, period)
        LEFT JOIN cow ca ON ca.code = a LEFT JOIN cow cb ON cb.code = b
        ORDER BY a, b, period"""
    return connection.sql(query).to_arrow_table().cast(schema)

"""SQL over a store by whoever asks: it reads the tables, and can neither change nor read anything else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

import duckdb
import pyarrow as pa

from dateline.errors import UsageError
from dateline.store.schema import TABLES
from dateline.store.snapshot import Snapshot

VIEWS: Final = {
    "who_is_who": """
        SELECT actors.document, actors.id, coalesce(resolutions.name, actors.name) AS name, actors.kind,
            coalesce(actors.country, resolutions.country, actors.base, resolutions.base) AS code,
            coalesce(actors.sector, resolutions.sector) AS sector, coalesce(actors.office, resolutions.office) AS office
        FROM actors LEFT JOIN resolutions
            ON resolutions.document = actors.document AND resolutions.actor = actors.id""",
    "acts": """
        WITH codes AS (
            SELECT act, list_sort(list_distinct(list(a) || list(b) FILTER (b <> ''))) AS codes
            FROM dyads WHERE main GROUP BY act
        )
        SELECT joins.act, joins.document, events.month, events.start, events."end", events.granularity, events.type,
            events.mode, events.status, events.focus, events.quad, events.score, codes.codes, joins.reports,
            events.place, events.place_country, events.contexts, events.words, events.confidence, events.origin
        FROM joins JOIN events ON events.document = joins.document AND events.id = joins.event
            LEFT JOIN codes ON codes.act = joins.act
        WHERE joins.main""",
    "who_did_what": """
        WITH sides AS (
            SELECT document, id, unnest(if(len(actors) > 0, actors, [NULL])) AS actor,
                if(len(recipients) > 0, recipients, [NULL]) AS recipients FROM events
        ),
        pairs AS (SELECT document, id, actor, unnest(recipients) AS recipient FROM sides)
        SELECT joins.act, joins.document, events.start, events.type, events.mode, events.status, events.focus,
            doer.name AS actor, doer.code AS actor_code, doer.sector AS actor_sector,
            receiver.name AS recipient, receiver.code AS recipient_code, receiver.sector AS recipient_sector,
            joins.reports, events.words
        FROM pairs JOIN joins ON joins.document = pairs.document AND joins.event = pairs.id AND joins.main
            JOIN events ON events.document = pairs.document AND events.id = pairs.id
            LEFT JOIN who_is_who doer ON doer.document = pairs.document AND doer.id = pairs.actor
            LEFT JOIN who_is_who receiver ON receiver.document = pairs.document AND receiver.id = pairs.recipient""",
}
"""Views beside the tables of the store: `who_is_who`, actors as the office table completes them; `acts`, one row an act
with the codes of who took part; `who_did_what`, one row for each pair of actor and recipient of an act."""

FUNCTIONS: Final = frozenset({"range", "generate_series", "unnest"})
"""The table functions that a query may call: others read files, settings or memory."""

NAME: Final = re.compile(r"[a-z_]+")


def sql(snap: Snapshot, query: str) -> pa.Table:
    """The answer to one SELECT in DuckDB's SQL over the tables of the store and `VIEWS`; its columns are the query's.

    Nothing but the store can be read, and nothing changed: DuckDB's access to files, networks, extensions and settings
    is off, and a query of another kind or with another table function is refused. Raises `UsageError` with DuckDB's
    words for a query that is wrong or refused.
    """
    connection = duckdb.connect(
        config={
            "enable_external_access": "false",
            "autoload_known_extensions": "false",
            "autoinstall_known_extensions": "false",
            # Else a name in the query could be a variable of this program.
            "python_enable_replacements": "false",
        }
    )
    try:
        _check(connection, query)
        needed = _views(query)
        # A query that names no table (SHOW TABLES) may mean any.
        named = _named(query, *(VIEWS[view] for view in needed)) & set(TABLES)
        for name in sorted(named or TABLES):
            connection.register(name, snap.dataset(name))
        for view in needed:
            connection.execute(f"CREATE TEMP VIEW {view} AS {VIEWS[view]}")
        connection.execute("SET lock_configuration = true")
        return connection.sql(query).to_arrow_table()
    except duckdb.Error as error:
        raise UsageError(f"the query can't be answered: {_reason(error, query)}") from error


def _named(*queries: str) -> set[str]:
    return {name for query in queries for name in NAME.findall(query.lower())}


def _views(query: str) -> list[str]:
    """The views that a query names, after those that they rest on."""
    named = _named(query)
    if "who_did_what" in named:
        named.add("who_is_who")
    return [view for view in VIEWS if view in named]


def _check(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    statements = connection.extract_statements(query)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise UsageError("the query must be one SELECT; a store is changed by `dateline add` and its like only")
    plan = json.loads(connection.execute("SELECT json_serialize_sql(?)", [query]).fetchall()[0][0])
    if plan["error"]:
        raise UsageError(f"the query must be one SELECT: {plan['error_message']}")
    for name in _functions(plan):
        if name not in FUNCTIONS:
            raise UsageError(f"the query must not call {name}(); it reads tables: {', '.join([*TABLES, *VIEWS])}")


def _functions(node: Any) -> Iterator[str]:
    """The table functions that a parsed query calls."""
    if isinstance(node, dict):
        if node.get("type") == "TABLE_FUNCTION":
            yield str(node["function"]["function_name"]).lower()
        for value in node.values():
            yield from _functions(value)
    elif isinstance(node, list):
        for value in node:
            yield from _functions(value)


def _reason(error: duckdb.Error, query: str) -> str:
    told = str(error).strip()
    if isinstance(error, duckdb.CatalogException):
        return f"{told.splitlines()[0]} (tables: {', '.join([*TABLES, *VIEWS])})"
    return told

"""The tables of a version with their sizes, and what the store's books tell."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import pyarrow as pa

from dateline.serve.data.model import Column, Copies, Feed, Issue, Run, Source, Table, Version
from dateline.serve.filed import headline_of
from dateline.serve.words import segment, shown
from dateline.store import Snapshot
from dateline.store.schema import TABLES

Row = dict[str, Any]

COUNTS: Final = """
    SELECT count(*) AS reports, count(duplicate_of) AS duplicates,
        (SELECT count(DISTINCT act) FROM joins) AS acts, (SELECT count(*) FROM events) AS events,
        (SELECT count(*) FROM issues) AS issues, (SELECT count(*) FROM sources) AS feeds
    FROM documents"""
RUNS: Final = """
    SELECT run, any_value(command) AS command, max("at") AS "at",
        {sums}, count(*) OVER () AS found
    FROM runs GROUP BY run ORDER BY max("at") DESC, run LIMIT ? OFFSET ?"""
SUMS: Final = ", ".join(
    f"coalesce(sum({name}), 0)::BIGINT AS {name}"
    for name in ("documents", "coded", "duplicates", "changed", "skipped", "records", "issues")
)
ISSUES: Final = """
    SELECT id, input, line, reason, coalesce(coded, false) AS warning, run, count(*) OVER () AS found
    FROM issues ORDER BY warning, input, line, id LIMIT ? OFFSET ?"""
FEEDS: Final = "SELECT url, name, country, read_at, status FROM sources ORDER BY name, url"
SOURCES: Final = """
    WITH read AS (SELECT run, max("at") AS "at" FROM runs GROUP BY run)
    SELECT source, mode(source_country) AS country, count(*) AS reports, count(duplicate_of) AS duplicates,
        min(date) AS first, max(date) AS last, max(read."at") AS read_at, count(*) OVER () AS found
    FROM documents LEFT JOIN read ON read.run = documents.run
    GROUP BY source ORDER BY reports DESC, source LIMIT ? OFFSET ?"""
COPIES: Final = """
    WITH copies AS (
        SELECT duplicate_of AS document, count(*) AS copies, list_sort(list_distinct(list(source))) AS sources
        FROM documents WHERE duplicate_of IS NOT NULL GROUP BY duplicate_of),
    page AS (SELECT *, count(*) OVER () AS found FROM copies ORDER BY copies DESC, document LIMIT ? OFFSET ?)
    SELECT page.*, documents.title, left(documents.text, 400) AS text, documents.date, documents.source
    FROM page LEFT JOIN documents ON documents.id = page.document ORDER BY copies DESC, document"""


TYPES: Final = (
    (pa.types.is_string, "text"),
    (pa.types.is_date, "day"),
    (pa.types.is_boolean, "yes or no"),
    (pa.types.is_integer, "whole number"),
    (pa.types.is_floating, "number"),
    (pa.types.is_timestamp, "moment"),
)


@lru_cache(maxsize=8)
def tables_of(snapshot: Snapshot) -> list[Table]:
    """All tables with their rows, columns and meanings; counted once a version."""
    return [
        Table(
            name=table.name,
            kind=table.kind,
            meaning=table.meaning,
            rows=snapshot.dataset(table.name).count_rows(),
            columns=[
                Column(name=field.name, type=type_in_words(field.type), meaning=table.columns[field.name])
                for field in table.schema
            ],
        )
        for table in TABLES.values()
    ]


@lru_cache(maxsize=8)
def counts_of(snapshot: Snapshot) -> Row:
    """Reports, near-duplicates, acts, events, issues and feeds of a version."""
    row: Row = snapshot.sql(COUNTS).to_pylist()[0]
    return row


def type_in_words(type: pa.DataType) -> str:
    """What a column holds, as a reader says it."""
    if pa.types.is_list(type):
        return f"list of {type_in_words(type.value_type)}"
    if pa.types.is_struct(type):
        return f"({', '.join(f'{field.name}: {type_in_words(field.type)}' for field in type)})"
    if pa.types.is_map(type):
        return f"{type_in_words(type.key_type)} to {type_in_words(type.item_type)}"
    return next((name for test, name in TYPES if test(type)), "bytes")


def versions_of(snapshot: Snapshot, limit: int, start: int) -> tuple[list[Version], int]:
    """Versions up to that of the snapshot, the newest first."""
    commits = snapshot.dataset("commits").to_table().to_pylist()
    told = []
    for place in range(len(commits) - 1 - start, max(-1, len(commits) - 1 - start - limit), -1):
        commit, before = commits[place], dict(commits[place - 1]["versions"]) if place else {}
        # An empty table is made with the store; that is no change to tell of.
        changed = [name for name, version in commit["versions"] if place and before.get(name) != version]
        fields = {name: commit[name] for name in ("version", "at", "kind", "program")}
        address = f"/data?version={commit['version']}"
        told.append(Version(**fields, summary=shown(commit["summary"]), tables=sorted(changed), address=address))
    return told, len(commits)


def runs_of(snapshot: Snapshot, limit: int, start: int) -> tuple[list[Run], int]:
    """Runs, the newest first, with their totals."""
    rows, found = _counted(snapshot, RUNS.format(sums=SUMS), limit, start)
    return [Run(**row) for row in rows], found


def issues_of(snapshot: Snapshot, limit: int, start: int) -> tuple[list[Issue], int]:
    """Issues: what was left out first, then warnings."""
    rows, found = _counted(snapshot, ISSUES, limit, start)
    return [Issue(**row) for row in rows], found


def feeds_of(snapshot: Snapshot) -> list[Feed]:
    """All feeds with their last reading."""
    return [Feed(**row) for row in snapshot.sql(FEEDS).to_pylist()]


def sources_of(snapshot: Snapshot, limit: int, start: int) -> tuple[list[Source], int]:
    """Papers and agencies, those of most reports first; reports that name none stand together."""
    rows, found = _counted(snapshot, SOURCES, limit, start)
    return [Source(**row, address=_search(row["source"])) for row in rows], found


def copies_of(snapshot: Snapshot, limit: int, start: int) -> tuple[list[Copies], int]:
    """Reports with near-duplicates, those with most first."""
    rows, found = _counted(snapshot, COPIES, limit, start)
    told = [
        Copies(
            **{name: row[name] for name in ("document", "date", "copies")},
            sources=[source for source in row["sources"] if source],
            headline=headline_of(row),
            address=f"/report/{segment(row['document'])}",
        )
        for row in rows
    ]
    return told, found


def _search(source: str | None) -> str | None:
    return f"/search?source={segment(source)}" if source else None


def _counted(snapshot: Snapshot, query: str, limit: int, start: int) -> tuple[list[Row], int]:
    rows = snapshot.sql(query, [limit, start]).to_pylist()
    found = rows[0]["found"] if rows else 0
    return [{name: value for name, value in row.items() if name != "found"} for row in rows], found

"""What a store holds, in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from deltalake import DeltaTable

from dateline.store.lake import Commit, Store
from dateline.store.rows import Row
from dateline.store.schema import RECORDS, TABLES

NEWEST: Final = 10
"""Runs and sources told."""

DOCUMENTS: Final = """
    SELECT count(*) AS documents, count(duplicate_of) AS duplicates, count(*) FILTER (version > 1) AS changed,
        min(date) AS first, max(date) AS last, count(DISTINCT source) AS sources
    FROM documents
"""
SOURCES: Final = """
    SELECT source, count(*) AS documents, min(date) AS first, max(date) AS last
    FROM documents WHERE source IS NOT NULL
    GROUP BY source ORDER BY documents DESC, source LIMIT ?
"""
RUNS: Final = """
    SELECT run, any_value(command) AS command, max("at") AS "at", sum(documents) AS documents, sum(coded) AS coded,
        sum(duplicates) AS duplicates, sum(changed) AS changed, sum(records) AS records, sum(issues) AS issues
    FROM runs GROUP BY run ORDER BY max("at") DESC, run LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Info:
    """A version of a store in numbers.

    `bytes` are those on disk of all versions, or, for `s3://`, of the newest one. `first` and `last` are the
    days of its oldest and newest document. `sources` and `runs` are the most told and the newest `NEWEST`.
    """

    uri: str
    version: int
    bytes: int
    documents: int
    duplicates: int
    changed: int
    first: date | None
    last: date | None
    records: Mapping[str, int]
    acts: int
    issues: int
    edits: int
    source_count: int
    sources: list[Row]
    runs: list[Row]
    versions: list[Commit]


def info(store: Store, as_of: int | str | None = None) -> Info:
    """What the store holds as of a version or a day. Raises `StoreError`."""
    snapshot = store.at(as_of)
    (documents,) = snapshot.sql(DOCUMENTS).to_pylist()
    (acts,) = snapshot.sql("SELECT count(DISTINCT act) AS acts FROM joins").to_pylist()
    return Info(
        uri=store.uri,
        version=snapshot.version,
        bytes=_bytes(store),
        documents=documents["documents"],
        duplicates=documents["duplicates"],
        changed=documents["changed"],
        first=documents["first"],
        last=documents["last"],
        records={name: snapshot.dataset(name).count_rows() for name in RECORDS},
        acts=acts["acts"],
        issues=snapshot.dataset("issues").count_rows(),
        edits=snapshot.dataset("edits").count_rows(),
        source_count=documents["sources"],
        sources=snapshot.sql(SOURCES, [NEWEST]).to_pylist(),
        runs=snapshot.sql(RUNS, [NEWEST]).to_pylist(),
        versions=[commit for commit in store.commits() if commit.version <= snapshot.version],
    )


def _bytes(store: Store) -> int:
    if store.local:
        return sum(path.stat().st_size for path in Path(store.uri).rglob("*") if path.is_file())
    versions = store.head().versions
    tables = (
        DeltaTable(f"{store.uri}/{name}", version=versions[name], storage_options=store.options)
        for name in TABLES
        if name in versions
    )
    return sum(sum(table.get_add_actions()["size_bytes"].to_pylist()) for table in tables)

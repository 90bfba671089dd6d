"""`dateline info`: what a store holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from dateline.cli.asked import AsOf, StoreOption
from dateline.render import visible
from dateline.store import Commit, Store
from dateline.store.info import Info
from dateline.store.info import info as info_of

MINUTE = "%Y-%m-%d %H:%M"
VERSIONS = 12
"""Versions shown, the newest; JSON has all."""


class Format(StrEnum):
    """The forms of the answer."""

    TEXT = "text"
    JSON = "json"


def info(
    store: StoreOption,
    as_of: AsOf = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="How to write.")] = Format.TEXT,
) -> None:
    """Show what a store holds: size, span, records by kind, sources, newest runs, versions.

    Examples:

    - `dateline info --store archive`

    - `dateline info --store archive --as-of 17 --format json`
    """
    told = info_of(Store.open(store), as_of)
    if format is Format.JSON:
        typer.echo(json.dumps(asdict(told), ensure_ascii=False, indent=2, default=str))
        return
    for line in info_lines(told):
        typer.echo(visible(line))


def info_lines(told: Info) -> Iterator[str]:
    """What a store holds, in words."""
    yield f"{told.uri}, version {told.version}"
    yield _row("size", f"{told.bytes / 1e6:,.1f} MB")
    yield _row("span", f"{told.first} to {told.last}" if told.first else "no dated reports")
    yield _row("reports", f"{told.documents:,}")
    yield _row("  near-duplicates", f"{told.duplicates:,}")
    yield _row("  changed since first read", f"{told.changed:,}")
    for kind, count in told.records.items():
        yield _row(kind, f"{count:,}")
    yield _row("acts", f"{told.acts:,}")
    yield _row("issues", f"{told.issues:,}")
    yield _row("edits", f"{told.edits:,}")
    if told.sources:
        yield f"\nsources ({told.source_count:,})"
        for row in told.sources:
            span = f"{row['first']} to {row['last']}" if row["first"] else ""
            yield f"  {row['documents']:>8,}  {row['source']}  {span}".rstrip()
    if told.runs:
        yield "\nnewest runs"
        for row in told.runs:
            counts = f"{row['documents']:,} reports, {row['records']:,} records, {row['issues']:,} issues"
            yield f"  {row['at']:{MINUTE}}  {row['run']}  {row['command']}: {counts}"
    yield "\nversions"
    for commit in told.versions[-VERSIONS:]:
        yield _version(commit)
    if len(told.versions) > VERSIONS:
        yield f"  and {len(told.versions) - VERSIONS:,} older ones"


def _row(name: str, value: str) -> str:
    return f"  {name:<28}{value:>12}" if len(value) <= 12 else f"  {name:<28}{value}"


def _version(commit: Commit) -> str:
    return f"  {commit.version:>5}  {commit.at:{MINUTE}}  {commit.kind}: {commit.summary}"

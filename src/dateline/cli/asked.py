"""The options that all questions to a store share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.analyse.periods import BY, By
from dateline.cli.tables import Format
from dateline.store import Snapshot, Store

StoreOption = Annotated[str, typer.Option("--store", metavar="DIR", help="The store: a folder or an `s3://` address.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="VERSION|DATE", help="Answer from this version, or as of the end of this day (UTC)."
    ),
]
FormatOption = Annotated[
    Format | None, typer.Option("--format", "-f", help="How to write: `table` unless --output says otherwise.")
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="First day, 2026-03-01.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Last day, inclusive.")]
Types = Annotated[
    list[str] | None,
    typer.Option("--type", metavar="TYPE", help="Only acts of this PLOVER type (ASSAULT). Repeatable."),
]
Statuses = Annotated[
    list[str] | None,
    typer.Option("--status", metavar="STATUS", help="Only happened, planned, possible or denied acts. Repeatable."),
]
Sector = Annotated[
    str | None, typer.Option(metavar="CODE", help="Only acts in which each side has an actor of this sector (GOV).")
]
Focus = Annotated[
    str | None, typer.Option(metavar="FOCUS", help="Only acts that are a report's `news`, or `background`.")
]
Origin = Annotated[
    str, typer.Option(metavar="NAME", help="`dateline`, or the format that acts were imported from (`icews`).")
]
Period = Annotated[By, typer.Option("--by", help=f"Count by {' or '.join(BY)}.")]


def snapshot(store: str, as_of: str | None) -> Snapshot:
    """The store as of a version or day; the newest without either."""
    return Store.open(store).at(as_of)

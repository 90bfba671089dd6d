"""`dateline issues`: what could not be read, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.cli.asked import AsOf, FormatOption, Output, StoreOption, snapshot
from dateline.cli.tables import write_table

QUERY = """
    SELECT input, line, CASE WHEN coded THEN 'warning' ELSE 'failure' END AS kind, reason, run
    FROM issues
    WHERE ? IS NULL OR run = ?
    ORDER BY input, line NULLS FIRST, reason
"""


def issues(
    store: StoreOption,
    run: Annotated[str | None, typer.Option(help="Only those of this run (`dateline info` shows the newest).")] = None,
    as_of: AsOf = None,
    format: FormatOption = None,
    output: Output = None,
) -> None:
    """List what could not be read or coded, and why. A warning is about a report that was coded all the same.

    Examples:

    - `dateline issues --store archive`

    - `dateline issues --store archive --format csv --output issues.csv`
    """
    told = snapshot(store, as_of)
    rows = told.sql(QUERY, [run, run])
    write_table(rows, format, output, shown=("input", "line", "kind", "reason"), nothing="no issues")

"""`dateline panel`: the table that a statistical model eats."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline import analyse
from dateline.analyse.panel import Measure, Unit
from dateline.analyse.scope import OURS
from dateline.cli.asked import (
    AsOf,
    Focus,
    FormatOption,
    Origin,
    Output,
    Period,
    Sector,
    Since,
    Statuses,
    StoreOption,
    Types,
    Until,
    snapshot,
)
from dateline.cli.tables import write_table


def panel(
    store: StoreOption,
    unit: Annotated[Unit, typer.Option(help="What a row is about.")] = "dyad",
    by: Period = "month",
    measure: Annotated[
        Measure, typer.Option(help="Acts; acts by quad class; mean PLOVER score; the dead told.")
    ] = "count",
    directed: Annotated[
        bool, typer.Option("--directed", help="Who acts on whom; for countries, what they do.")
    ] = False,
    zeros: Annotated[
        bool, typer.Option("--zeros/--no-zeros", help="Fill all units and periods without an act.")
    ] = True,
    country: Annotated[list[str] | None, typer.Option(metavar="CODE", help="Only these units. Repeatable.")] = None,
    since: Since = None,
    until: Until = None,
    types: Types = None,
    status: Statuses = None,
    sector: Sector = None,
    focus: Focus = None,
    origin: Origin = OURS,
    as_of: AsOf = None,
    format: FormatOption = None,
    output: Output = None,
) -> None:
    """Acts counted by dyad or country and week or month, zero-filled, with ISO3 and Correlates of War codes.

    Each act counts once, at its own first day; only what happened, unless --status asks for more. `reports_read` is the
    number of reports published in the period.

    Examples:

    - `dateline panel --store archive --unit dyad --by month --output panel.parquet`

    - `dateline panel --store archive --measure quad --directed --sector GOV --country JPN --country KOR`

    - `dateline panel --store archive --unit country --by week --measure killed --no-zeros --format csv`
    """
    answer = analyse.panel(
        snapshot(store, as_of),
        unit,
        by,
        measure,
        directed=directed,
        zeros=zeros,
        countries=country or (),
        since=since,
        until=until,
        types=types or (),
        status=status or ("happened",),
        sector=sector,
        focus=focus,
        origin=origin,
    )
    write_table(answer, format, output, nothing="no act to count; try a wider span, or fewer conditions")

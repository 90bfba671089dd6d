"""`dateline timeline`: what passed between two states."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pyarrow as pa
import pyarrow.compute as pc
import typer

from dateline import analyse
from dateline.analyse.curve import LEFT_OUT
from dateline.analyse.parties import Party
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
from dateline.cli.tables import Format, form_of, write_table

SHOWN = ("start", "type", "mode", "status", "actors", "recipients", "reports", "id", "words")
# Beneath the acts; --curve shows the numbers for a thousand reports, too.
CURVE_SHOWN = ("period", "cooperation", "coop_score", "conflict", "conflict_score", "reports_read")
CURVE_SHORT = {"cooperation_score": "coop_score", "cooperation_per_1000": "coop_per_1000"}


def timeline(
    a: Annotated[
        str, typer.Argument(metavar="A", help="A country (JPN, Japan), a body's code (UNO), or an actor's name.")
    ],
    store: StoreOption,
    b: Annotated[str | None, typer.Argument(metavar="[B]", help="The other one; left out: anybody.")] = None,
    since: Since = None,
    until: Until = None,
    types: Types = None,
    status: Statuses = None,
    sector: Sector = None,
    focus: Focus = None,
    origin: Origin = OURS,
    only_curve: Annotated[
        bool, typer.Option("--curve", help="Only the curve: cooperation and conflict by period.")
    ] = False,
    by: Period = "month",
    plot: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw the curve to this .svg or .png file.")] = None,
    per_1000: Annotated[bool, typer.Option("--per-1000", help="Draw acts per thousand reports read.")] = False,
    as_of: AsOf = None,
    format: FormatOption = None,
    output: Output = None,
) -> None:
    """What passed between two states or actors: acts, words about each other, agreements; and the curve of both.

    One row an act, however many reports tell of it. The curve counts cooperation and conflict apart (number, mean
    PLOVER score, number for a thousand reports read), each act at its own day and never at that of the report; only
    what happened, unless --status asks for more.

    Examples:

    - `dateline timeline JPN KOR --store archive --since 2026-01-01`

    - `dateline timeline Japan "South Korea" --store archive --type CONSULT --status planned`

    - `dateline timeline JPN KOR --store archive --sector GOV --focus news --plot jpn-kor.svg`

    - `dateline timeline JPN KOR --store archive --curve --by week --output curve.csv`
    """
    snap = snapshot(store, as_of)
    scope = {"since": since, "until": until, "sector": sector, "focus": focus}
    told = analyse.timeline(snap, a, b, types=types or (), status=status or (), origin=origin, **scope)
    happened = status or ("happened",)
    counted = analyse.curve(snap, a, b, by, types=types or (), status=happened, origin=origin, **scope)
    between = " and ".join(Party.of(name).name for name in (a, b) if name)
    if plot:
        # Altair takes a second to load, which no other question should wait for.
        from dateline.analyse.plot import plot as draw

        draw(counted, told, plot, title=between, by=by, per_1000=per_1000)
    alone = ", or one party alone" if b else ""
    nothing = f"nothing found about {between}; try another spelling (dateline find), a wider span{alone}"
    form = form_of(format, output)
    if only_curve:
        shown = (*CURVE_SHOWN, "coop_per_1000", "conflict_per_1000")
        write_table(_narrow(counted) if form is Format.TABLE else counted, form, output, shown=shown, nothing=nothing)
    else:
        write_table(_short(told) if form is Format.TABLE else told, form, output, shown=SHOWN, nothing=nothing)
        if form is Format.TABLE and output is None and told.num_rows:
            typer.echo()
            nothing = "no act has a day to count it by"
            write_table(_narrow(_busy(counted)), Format.TABLE, None, shown=CURVE_SHOWN, nothing=nothing)
    left_out = int(counted.schema.metadata[LEFT_OUT])
    if left_out:
        acts = "1 act is" if left_out == 1 else f"{left_out} acts are"
        typer.echo(f"dateline: {acts} not in the curve: without a day, or outside its span", err=True)


def _short(told: pa.Table) -> pa.Table:
    """For people: what has no type or status of an act tells its kind and its agreement's stage in their place."""
    for name, other in (("type", "kind"), ("status", "stage")):
        told = told.set_column(told.schema.get_field_index(name), name, pc.coalesce(told[name], told[other]))
    return told


def _narrow(curve: pa.Table) -> pa.Table:
    """For people: names of columns with which a row fits a terminal."""
    return curve.rename_columns([CURVE_SHORT.get(name, name) for name in curve.column_names])


def _busy(counted: pa.Table) -> pa.Table:
    """The periods with an act."""
    kept = [row["cooperation"] + row["conflict"] > 0 for row in counted.to_pylist()]
    return counted.filter(pa.array(kept, pa.bool_()))

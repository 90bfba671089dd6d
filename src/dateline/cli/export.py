"""`dateline export`: records in other people's formats."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from dateline.analyse.scope import OURS
from dateline.cli.asked import AsOf, Origin, Since, StoreOption, Until, snapshot
from dateline.cli.status import WRONG, Finished
from dateline.export import FORMATS, Log, Options, Selection, validate
from dateline.export import export as write
from dateline.read.dating import day_of
from dateline.render import visible


def export(
    out: Annotated[Path, typer.Argument(help="The file to write; for csv and parquet also a folder, for all tables.")],
    store: StoreOption,
    format: Annotated[str, typer.Option("--format", "-f", help=f"One of {', '.join(FORMATS)}.")],
    since: Since = None,
    until: Until = None,
    dyad: Annotated[
        str | None, typer.Option(help="Only acts between two states or bodies (JPN-KOR), or of one.")
    ] = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Write no words of the reports.")] = False,
    reports: Annotated[bool, typer.Option("--reports", help="One event for each report that tells of an act.")] = False,
    origin: Origin = OURS,
    as_of: AsOf = None,
) -> None:
    """Write the events of a store in the format of PLOVER, POLECAT, ICEWS, GDELT or Phoenix, or as plain tables.

    An act that many reports tell of is one event, unless `--reports`. What is written is read back and checked.
    `docs/formats.md` tells what each format can carry. A folder (csv, parquet) holds all tables, whole.

    Examples:

    - `dateline export events.tab --store archive --format icews --since 2025-01-01`

    - `dateline export jpn-kor.jsonl --store archive --format plover --dyad JPN-KOR --no-text`

    - `dateline export tables --store archive --format parquet`
    """
    selection = Selection(
        _day(since, "--since"), _day(until, "--until"), dyad.upper() if dyad else None, not reports, origin
    )
    log = write(snapshot(store, as_of), format, out, selection, Options(text=not no_text))
    problems = validate(format, log)
    for problem in problems:
        typer.echo(f"dateline: {visible(str(problem))}", err=True)
    for line in _summary(log, format):
        typer.echo(line)
    if problems:
        raise Finished(WRONG)
    typer.echo(f"read back and checked: {log.rows} rows as {format} has them")


def _summary(log: Log, format: str) -> list[str]:
    files = f"{len(log.files)} tables" if len(log.files) > 2 else ", ".join(map(str, log.files))
    lines = [f"{log.events} events, {log.rows} rows: {files}"]
    if log.left_out:
        told = ", ".join(f"{number} {reason}" for reason, number in sorted(log.left_out.items()))
        lines.append(f"left out, since {format} has no place for them: {told}")
    return lines


def _day(value: str | None, option: str) -> date | None:
    if value is None:
        return None
    day = day_of(value)
    if day is None:
        raise typer.BadParameter(f"{value!r} is not a day; write it as 2025-08-23", param_hint=option)
    return date.fromisoformat(day)

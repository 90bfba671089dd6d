"""The options about reading that several commands have, and what they stand for."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.read import FIELDS, FORMATS, Options
from dateline.read.dating import day_of
from dateline.read.options import Format

DateOption = Annotated[str | None, typer.Option("--date", help="The day of publication (2025-08-23), for all reports.")]
TitleOption = Annotated[str | None, typer.Option("--title", help="The title, for all reports.")]
SourceOption = Annotated[str | None, typer.Option("--source", help="The paper or agency, for all reports.")]
MapOption = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=NAME", help="The input's own name of a field: `date=published`. Repeatable."),
]
FromOption = Annotated[
    str | None, typer.Option("--from", help=f"What the inputs are ({', '.join(FORMATS)}), if not what they seem.")
]
ModelOption = Annotated[str | None, typer.Option("--model", help="An installed spaCy model, or a path to one.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Code texts that do not seem to be English.")]


def reading_options(
    date: str | None,
    title: str | None,
    source: str | None,
    map: list[str] | None,
    input_format: str | None,
    force: bool,
) -> Options:
    """How to read. Raises `typer.BadParameter`."""
    return Options(
        date=_day(date),
        title=title,
        source=source,
        fields=_fields(map or []),
        format=_input_format(input_format),
        force=force,
    )


def _day(value: str | None) -> str | None:
    if value is None:
        return None
    day = day_of(value)
    if day is None:
        raise typer.BadParameter(f"{value!r} is not a day; write it as 2025-08-23", param_hint="--date")
    return day


def _fields(pairs: list[str]) -> dict[str, str]:
    fields = {}
    for pair in pairs:
        field, equals, name = pair.partition("=")
        if field not in FIELDS or not equals or not name:
            raise typer.BadParameter(
                f"{pair!r} is not FIELD=NAME, with FIELD one of {', '.join(FIELDS)}", param_hint="--map"
            )
        fields[field] = name
    return fields


def _input_format(value: str | None) -> Format | None:
    for name in FORMATS:
        if name == value:
            return name
    if value is None:
        return None
    raise typer.BadParameter(f"{value!r} is none of {', '.join(FORMATS)}", param_hint="--from")

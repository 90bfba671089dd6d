"""The options about reading that several commands have, and what they stand for."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

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


def with_reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options about reading; it takes what they stand for as its own `options`."""
    theirs = inspect.signature(reading_options, eval_str=True).parameters
    own = inspect.signature(command, eval_str=True)

    @wraps(command)
    def called(**given: Any) -> None:
        options = reading_options(**{name: given.pop(name) for name in theirs})
        command(**given, options=options)

    # Typer reads the options off the signature: these stand where `options` does.
    parameters = [
        one for name, mine in own.parameters.items() for one in (theirs.values() if name == "options" else (mine,))
    ]
    keywords = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in parameters]
    called.__signature__ = own.replace(parameters=keywords)  # type: ignore[attr-defined]
    return called


def reading_options(
    date: DateOption = None,
    title: TitleOption = None,
    source: SourceOption = None,
    map: MapOption = None,
    input_format: FromOption = None,
    force: ForceOption = False,
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

"""The command line itself: `--version`, errors in words, exit statuses."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dateline.cli.commands import SETTINGS, Commands
from dateline.cli.status import WRONG, Finished
from dateline.errors import DatelineError
from dateline.version import MANUAL, VERSION

TYPER_USAGE = 2

app = typer.Typer(
    name="dateline",
    cls=Commands,
    help="Dated English news reports in, records out: who did what to whom, when and where; who said what.",
    no_args_is_help=True,
    **SETTINGS,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dateline {VERSION}, {MANUAL}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Dated English news reports in, records out: who did what to whom, when and where; who said what.

    Start with `dateline code REPORT.txt --date 2025-08-23`; `dateline code --help` has more examples.
    """


def main() -> None:
    """Run the command line; never returns."""
    try:
        app()
    except Finished:
        raise
    except SystemExit as end:
        sys.exit(WRONG if end.code == TYPER_USAGE else end.code)
    except DatelineError as error:
        print(f"dateline: {error}", file=sys.stderr)
        sys.exit(WRONG)

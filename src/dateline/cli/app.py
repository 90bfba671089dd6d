"""The commands and what they have in common: `--version`, errors in words, exit statuses."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dateline.cli import ask
from dateline.cli.add import add
from dateline.cli.bench import bench
from dateline.cli.code import code
from dateline.cli.doctor import doctor
from dateline.cli.edit import join, remove, split, undo
from dateline.cli.export import export
from dateline.cli.import_ import import_
from dateline.cli.info import info
from dateline.cli.issues import issues
from dateline.cli.panel import panel
from dateline.cli.recode import compact, recode
from dateline.cli.schema import schema
from dateline.cli.status import WRONG, Finished
from dateline.cli.timeline import timeline
from dateline.cli.watch import watch
from dateline.errors import DatelineError
from dateline.version import MANUAL, VERSION

TYPER_USAGE = 2

app = typer.Typer(
    name="dateline",
    help="Dated English news reports in, records out: who did what to whom, when and where; who said what.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(code)
app.command()(add)
app.command()(issues)
app.command()(info)
app.command()(recode)
app.command()(compact)
app.command()(doctor)
app.command()(schema)
app.command()(watch)
app.command()(split)
app.command()(join)
app.command()(undo)
app.command()(remove)
app.command()(export)
app.command("import")(import_)
app.command()(timeline)
app.command()(panel)
app.command()(ask.calendar)
app.command()(ask.who)
app.command()(ask.changes)
app.command()(ask.find)
app.command()(ask.sql)
app.add_typer(bench, name="bench")


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

"""`dateline import`: other people's events beside ours."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.asked import StoreOption
from dateline.cli.status import NOTHING, SOME, Finished
from dateline.export import FORMATS, import_files
from dateline.render import visible
from dateline.store import Store
from dateline.store.settle import settle


def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Files, plain, gzip or zip; folders of tables.")],
    store: StoreOption,
    format: Annotated[str, typer.Option("--format", "-f", help=f"One of {', '.join(FORMATS)}.")],
) -> None:
    """Take events of ICEWS, POLECAT, GDELT, Phoenix or PLOVER files into a store, marked by where they come from.

    A store that does not exist is made. A file that is imported again adds nothing. Lines that can't be read are
    told, and kept in the store's issues.

    Example: `dateline import events.2018.tab --store archive --format icews`

    Exit status: 0 all read, 1 wrong usage, 2 nothing could be read, 3 some lines could not.
    """
    opened = Store.open(store, create=True)
    done = import_files(opened, format, files)
    settle(opened)
    for issue in done.issues:
        typer.echo(f"dateline: {visible(str(issue))}", err=True)
    typer.echo(
        f"{done.events} events and {done.statements} statements of {done.documents} reports added, "
        f"{done.skipped} were there already, {done.wrong} lines could not be read"
    )
    read = done.events + done.statements + done.skipped
    if done.wrong:
        raise Finished(SOME if read else NOTHING)

"""`dateline recode`, `settle` and `compact`: the whole store worked over."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from dateline.cli.asked import StoreOption
from dateline.cli.jobs import JobsOption, coder_for
from dateline.cli.reading import ModelOption
from dateline.cli.status import SOME, Finished
from dateline.store import Store
from dateline.store.compact import compact as compact_tables
from dateline.store.recode import recode as recode_store
from dateline.store.settle import settle as settle_store


def recode(
    store: StoreOption,
    model: ModelOption = None,
    jobs: JobsOption = 1,
    all: Annotated[bool, typer.Option("--all", help="Code also what the present coder has coded.")] = False,
) -> None:
    """Code the whole store again with the present program and model, from the stored texts, as one new version.

    Reports may be added meanwhile. Interrupted or killed, it goes on where it was. Ids, edits and joins made by hand
    stay, and older versions can still be asked with `--as-of`.

    Example: `dateline recode --store archive`

    Exit status: 0 all is done, 1 wrong usage, setup or store, 3 some reports could not be coded and keep their records.
    """
    corpus = Store.open(store)
    console = Console(stderr=True, markup=False, highlight=False, soft_wrap=True)
    try:
        with (
            coder_for(jobs, model) as coder,
            Progress(console=console, disable=not console.is_terminal, transient=True) as progress,
        ):
            task = progress.add_task("coding", total=None)
            done = recode_store(
                corpus, coder, all=all, progress=lambda n, whole: progress.update(task, completed=n, total=whole)
            )
    except KeyboardInterrupt as interrupt:
        interrupt.add_note("what is coded is kept: run the same command again to go on")
        raise
    if done.version is None and not done.failed:
        typer.echo("nothing to do: all reports are coded by this program and model (--all codes them all the same)")
        return
    typer.echo(f"{done.documents:,} reports coded again" + (f", store version {done.version}" if done.version else ""))
    if done.failed:
        typer.echo(f"{done.failed:,} could not be coded and keep their records: dateline issues --store {store}")
        raise Finished(SOME)


def settle(store: StoreOption) -> None:
    """Bring up to date what follows from all reports together. Adding does so by itself, unless it is interrupted.

    Example: `dateline settle --store archive`
    """
    corpus = Store.open(store)
    before = corpus.head().version
    settle_store(corpus)
    version = corpus.head().version
    typer.echo(f"settled, store version {version}" if version > before else "nothing to do: all is up to date")


def compact(store: StoreOption) -> None:
    """Join the small files of a store, which makes reading quicker. Adding does so by itself when there are many.

    Example: `dateline compact --store archive`
    """
    tables = compact_tables(Store.open(store))
    typer.echo(f"joined the files of {', '.join(tables)}" if tables else "nothing to do: no table has small files")

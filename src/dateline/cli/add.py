"""`dateline add`: reports into a store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, Task, TextColumn, TimeElapsedColumn
from rich.progress import TimeRemainingColumn as TimeLeftColumn
from rich.text import Text

from dateline.cli.asked import StoreOption
from dateline.cli.extent import Extent
from dateline.cli.jobs import JobsOption, coder_for
from dateline.cli.reading import ModelOption, with_reading_options
from dateline.cli.spread import AddressOption, Engine, EngineOption, add_with_ray, check
from dateline.cli.status import Finished, status_of
from dateline.fetch import Client, Policy, Source, entries, is_address, load_sources
from dateline.read import Entry, Issue, Options, read
from dateline.render import visible
from dateline.store import Store
from dateline.store.add import add as add_to
from dateline.store.add import new_run
from dateline.store.documents import has_key
from dateline.store.schema import RECORDS
from dateline.store.summary import Summary

MOST_REASONS = 12
"""Reasons of issues in the summary; `dateline issues` has all."""

LISTS = ".toml"


@with_reading_options
def add(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE…", help="Files, folders, patterns, addresses, a `sources.toml`, or `-` for standard input."
        ),
    ],
    store: StoreOption,
    options: Options,
    model: ModelOption = None,
    jobs: JobsOption = 1,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from private and loopback addresses too.")
    ] = False,
    engine: EngineOption = Engine.LOCAL,
    address: AddressOption = None,
) -> None:
    """Add reports to a store, which is made if there is none: read, compared with what is there, coded and kept.

    What is stored already is skipped; a changed text at the same address becomes a new version; near-duplicates (one
    agency's story in many papers) are coded once and counted as many. It can be interrupted, or killed, at any moment:
    run the same command again, and it goes on with the rest.

    Examples:

    - `dateline add news/ --store archive`

    - `dateline add reports.jsonl 'pages/*.html' crawl.warc.gz --store archive`

    - `dateline add https://example.org/world.rss --store archive`

    - `dateline add sources.toml --store s3://bucket/archive`

    - `dateline add 2025/ --store archive --jobs 0`

    - `dateline add 's3://news/2025/*.jsonl' --store s3://bucket/archive --engine ray --address auto`

    Exit status: 0 all are stored, 1 wrong usage, setup or store, 2 nothing could be read, 3 some were not stored.
    """
    check(engine, jobs, address)
    summary = Summary(new_run())
    try:
        if engine is Engine.RAY:
            with _Bar(sources) as bar:
                add_with_ray(sources, store, options, model, address, summary, bar.step)
        else:
            inputs = list(_inputs(sources))
            corpus = Store.open(store, create=True)
            with (
                coder_for(jobs, model) as coder,
                Client(Policy(allow_private=allow_private)) as client,
                _Bar(sources) as bar,
            ):
                documents = _read(inputs, client, options, corpus)
                add_to(corpus, documents, coder, summary=summary, progress=bar.step)
    except KeyboardInterrupt as interrupt:
        interrupt.add_note(
            f"{summary.documents:,} new reports are stored in {store}: run the same command again to go on, or"
            f" `dateline settle --store {store}` to leave it at that"
        )
        raise
    for line in summary_lines(summary, store):
        typer.echo(visible(line))
    raise Finished(status_of(summary.documents + summary.skipped + summary.removed, summary.failed))


def summary_lines(summary: Summary, store: str) -> Iterator[str]:
    """What a run did, in words."""
    kept = f"version {summary.version}" if summary.version else "nothing new"
    yield f"{store}: {kept}"
    counts = {
        "reports added": summary.documents,
        "  coded": summary.coded,
        "  near-duplicates": summary.duplicates,
        "  new versions of known ones": summary.changed,
        "already there": summary.skipped,
        "taken out before": summary.removed,
        "not stored": summary.failed,
        "records": summary.records.total(),
        **{f"  {kind}": summary.records[kind] for kind in RECORDS},
    }
    for name, count in counts.items():
        if count or name == "reports added":
            yield f"  {name:<28}{count:>10,}"
    if summary.issues:
        yield f"issues (dateline issues --store {store})"
        for reason, count in summary.issues.most_common(MOST_REASONS):
            yield f"  {count:>6,}  {reason}"
        rest = len(summary.issues) - MOST_REASONS
        if rest > 0:
            yield f"          and {rest:,} more reasons"


def _inputs(names: list[str]) -> Iterator[str | Source]:
    """Names of files as they are; addresses as sources, and those that a list has. Raises `UsageError`."""
    for name in names:
        if is_address(name):
            yield Source(name, name="")
        elif name.endswith(LISTS):
            yield from load_sources(Path(name))
        else:
            yield name


def _read(inputs: list[str | Source], client: Client, options: Options, store: Store) -> Iterator[Entry | Issue]:
    known = store.at()
    for given in inputs:
        if isinstance(given, Source):
            yield from entries(given, client, options, lambda url: has_key(known, url))
        else:
            yield from read([given], options)


class _Rate(ProgressColumn):
    """Reports a second."""

    def render(self, task: Task) -> Text:
        """The rate of the last while."""
        elapsed = task.elapsed or 0
        return Text(f"{task.fields['reports'] / elapsed:.1f}/s" if elapsed > 1 else "")


class _Bar:
    """A line on standard error: reports, rate, and the time left where the inputs tell how much they are."""

    def __init__(self, names: list[str]) -> None:
        console = Console(stderr=True, markup=False, highlight=False, emoji=False)
        shown = console.is_terminal
        self._extent = Extent(names if shown else [])
        known = (BarColumn(), TimeLeftColumn()) if self._extent.total else (TimeElapsedColumn(),)
        columns = (SpinnerColumn(), TextColumn("{task.fields[reports]} reports"), _Rate(), *known)
        self._progress = Progress(*columns, console=console, disable=not shown, transient=True)
        self._task = self._progress.add_task("adding", total=self._extent.total, reports=0)
        self._reports = 0

    def step(self, read: Entry | Issue) -> None:
        """One more is dealt with."""
        self._reports += isinstance(read, Entry)
        self._progress.update(self._task, completed=self._extent.reach(read), reports=self._reports)

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._progress.stop()

"""`dateline code`: reports in, records out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dateline.cli.jobs import JobsOption, coder_for
from dateline.cli.output import SUFFIXES, WRITERS, Format, open_output
from dateline.cli.reading import ModelOption, with_reading_options
from dateline.cli.status import PIPE_CLOSED, Finished, status_of
from dateline.coder import Coded
from dateline.engine import code_entries
from dateline.errors import UsageError
from dateline.offices import OfficeTable, fill
from dateline.read import Issue, Options, read
from dateline.render import visible
from dateline.store import Store
from dateline.store.offices import office_table


@with_reading_options
def code(
    inputs: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Files, folders, patterns, or `-` for standard input.")
    ],
    options: Options,
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="How to write: `text` unless --output says otherwise.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    model: ModelOption = None,
    jobs: JobsOption = 1,
    store: Annotated[
        str | None,
        typer.Option("--store", metavar="DIR", help="Fill in open persons and offices from the reports of this store."),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show for each record what made it.")] = False,
    issues: Annotated[
        Path | None, typer.Option(help="Write what was wrong with the inputs here as well, as JSON lines.")
    ] = None,
) -> None:
    """Code dated news reports: who did what to whom, when and where; who said what; figures, offices, agreements.

    Inputs are plain text, JSON (one object or an array), JSON lines, HTML pages, CSV and TSV, Parquet, RSS and Atom
    feeds, WARC archives, NewsML-G2 and ninjs, all of them also packed by gzip. A report's fields are `id`, `date`,
    `title`, `text`, `source`, `source_country`, `byline` and `url`; columns of tables are known by their usual names.
    Without a date of its own, a report takes that of its date line.

    Examples:

    - `dateline code report.txt --date 2025-08-23`

    - `dateline code reports/ --format jsonl --output records.jsonl --issues issues.jsonl`

    - `curl -s https://example.org/news | dateline code - --format html --output report.html`

    - `dateline code feed.jsonl --map date=published --map text=body --format jsonl`

    - `dateline code report.txt --store archive --explain`

    - `dateline code 2025.jsonl.gz --jobs 0 --output records.jsonl`

    Exit status: 0 all coded, 1 wrong usage or setup, 2 nothing could be read, 3 some were not coded. A warning (no date
    found, a date in the future) does not change it.
    """
    if format is None:
        format = SUFFIXES.get(output.suffix.lower(), Format.TEXT) if output else Format.TEXT
    try:
        with ExitStack() as stack:
            coder = stack.enter_context(coder_for(jobs, model))
            results = code_entries(coder, read(inputs, options))
            if store is not None:
                table = office_table(Store.open(store).at())
                results = (_filled(result, table) if isinstance(result, Coded) else result for result in results)
            status = _write(results, format, output, issues, explain)
    except KeyboardInterrupt as interrupt:
        if output and Path(f"{output}.part").exists():
            interrupt.add_note(f"what was coded so far is in {output}.part")
        raise
    except BrokenPipeError:
        # Python flushes standard output once more at its end, and would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise Finished(PIPE_CLOSED) from None
    raise Finished(status)


def _filled(coded: Coded, table: OfficeTable) -> Coded:
    return Coded(fill(coded.report, table, coded.reasons), coded.reasons)


def _write(
    results: Iterable[Coded | Issue], format: Format, output: Path | None, issues: Path | None, explain: bool
) -> int:
    """Write reports and issues as they come; the exit status."""
    coded = failed = 0
    with ExitStack() as stack:
        log = stack.enter_context(_open_issues(issues)) if issues else None
        writer = WRITERS[format](stack.enter_context(open_output(output)), explain)
        errors = Console(stderr=True, markup=False, highlight=False, emoji=False, soft_wrap=True)
        progress = stack.enter_context(_progress(errors, output))
        task = progress.add_task("coding", total=None)
        for result in results:
            if isinstance(result, Coded):
                writer.write(result)
                coded += 1
                progress.update(task, completed=coded)
            else:
                failed += not result.coded
                errors.print(f"dateline: {visible(str(result))}")
                if log:
                    log.write(result.to_json() + "\n")
                    log.flush()
        writer.close()
    return status_of(coded, failed)


def _progress(console: Console, output: Path | None) -> Progress:
    """A line on standard error that counts reports; none where it would disturb, or where nobody looks."""
    shown = console.is_terminal and (output is not None or not sys.stdout.isatty())
    columns = (SpinnerColumn(), TextColumn("{task.completed} reports coded"), TimeElapsedColumn())
    return Progress(*columns, console=console, disable=not shown, transient=True)


def _open_issues(path: Path) -> TextIO:
    try:
        return path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"can't write {path}: {error.strerror}") from error

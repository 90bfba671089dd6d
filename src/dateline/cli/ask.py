"""`dateline calendar`, `who`, `changes`, `find` and `sql`: questions to a store."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline import analyse
from dateline.analyse.find import LIMIT
from dateline.analyse.scope import OURS
from dateline.cli.asked import AsOf, FormatOption, Origin, Output, Since, StoreOption, Types, Until, snapshot
from dateline.cli.tables import write_table


def calendar(
    store: StoreOption,
    country: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only plans with it. Repeatable.")] = None,
    since: Since = None,
    until: Until = None,
    on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="What counts as today; else the last report's day."),
    ] = None,
    types: Types = None,
    origin: Origin = OURS,
    as_of: AsOf = None,
    format: FormatOption = None,
    output: Output = None,
) -> None:
    """What is planned, when, with whom; and what became of what was planned.

    A plan whose day has passed is kept, moved, cancelled, broken or withdrawn, if a report tells; else `unknown`. One
    to come is `awaited`. A month or quarter stays one: `2026-03`, `2026-Q2`.

    Examples:

    - `dateline calendar --store archive --country Japan --since 2026-04-01`

    - `dateline calendar --store archive --until 2026-03-31 --format json`
    """
    answer = analyse.calendar(
        snapshot(store, as_of), country or (), since=since, until=until, on=on, types=types or (), origin=origin
    )
    shown = ("when", "outcome", "outcome_start", "type", "mode", "actors", "recipients", "place", "reports", "words")
    write_table(answer, format, output, shown=shown, nothing="no plan found; try a wider span, or another country")


def who(
    question: Annotated[str, typer.Argument(help="An office and whose it is: `foreign minister of Japan`.")],
    store: StoreOption,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="The day; left out: all holders.")] = None,
    as_of: AsOf = None,
    format: FormatOption = None,
    output: Output = None,
) -> None:
    """Who held an office on a day, as all reports together tell it, and how sure that is.

    Examples:

    - `dateline who "foreign minister of Japan" --on 2026-03-01 --store archive`

    - `dateline who "UN secretary-general" --store archive`
    """
    answer = analyse.who(snapshot(store, as_of), question, on)
    nothing = f"no report tells who is {question}; try without --on, another title, or dateline find"
    shown = ("person", "office", "owner", "sure", "from", "until", "first_seen", "last_seen", "reports", "reasons")
    write_table(answer, format, output, shown=shown, nothing=nothing)


def changes(
    store: StoreOption,
    since: Annotated[str, typer.Option(metavar="DATE", help="First day of what is compared with the past.")],
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Last day; that of the newest report, if left out.")
    ] = None,
    origin: Origin = OURS,
    as_of: AsOf = None,
    format: FormatOption = None,
    output: Output = None,
) -> None:
    """What is new, unusual or gone quiet, against each dyad's own past of up to a year; the most surprising first.

    `surprise` 2 is a chance of one in a hundred, 3 of one in a thousand. New holders of offices and new stages of
    agreements follow.

    Examples:

    - `dateline changes --since 2026-03-01 --store archive`

    - `dateline changes --since 2026-03-01 --until 2026-03-07 --store archive --format json`
    """
    answer = analyse.changes(snapshot(store, as_of), since, until, origin=origin)
    shown = ("kind", "a", "b", "what", "observed", "expected", "surprise", "start", "words")
    write_table(answer, format, output, shown=shown, nothing="nothing new, unusual or quiet; try an earlier --since")


def find(
    words: Annotated[str, typer.Argument(help='All must occur; `"a phrase"` between quotation marks.')],
    store: StoreOption,
    since: Since = None,
    until: Until = None,
    source: Annotated[str | None, typer.Option(help="Only this paper or agency.")] = None,
    country: Annotated[str | None, typer.Option(metavar="NAME", help="Only sources of this country.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many rows.")] = LIMIT,
    as_of: AsOf = None,
    format: FormatOption = None,
    output: Output = None,
) -> None:
    """Full text over reports and statements, the newest first.

    Examples:

    - `dateline find 'fisheries "joint patrol"' --store archive`

    - `dateline find grain --store archive --source "Example Wire" --since 2026-01-01 --format json`
    """
    answer = analyse.find(
        snapshot(store, as_of), words, since=since, until=until, source=source, country=country, limit=limit
    )
    shown = ("date", "kind", "source", "speaker", "document", "snippet")
    write_table(answer, format, output, shown=shown, nothing="nothing found; try fewer or shorter words")


def sql(
    query: Annotated[str, typer.Argument(help="One SELECT in DuckDB's SQL.")],
    store: StoreOption,
    as_of: AsOf = None,
    format: FormatOption = None,
    output: Output = None,
) -> None:
    """A query over the tables of the store, and the views `acts`, `who_did_what` and `who_is_who`; it changes nothing.

    Examples:

    - `dateline sql "SHOW TABLES" --store archive`

    - `dateline sql "SELECT type, count(*) FROM acts WHERE list_contains(codes, 'JPN') GROUP BY type" --store archive`

    - `dateline sql "DESCRIBE acts" --store archive`
    """
    write_table(analyse.sql(snapshot(store, as_of), query), format, output, nothing="the query has no rows")

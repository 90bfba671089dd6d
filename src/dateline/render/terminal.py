"""The readable report of a terminal."""

from __future__ import annotations

import re
from typing import TextIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.records import Document, Report
from dateline.records.reasons import Reasons
from dateline.render.story import Line, Section, tell
from dateline.render.words import date_in_words, one_line

WHEN_WIDTH = 17
"""Wide enough for `Sat 23 Aug 2025`; a longer time wraps."""

LONGEST_QUOTE = 300
STATUS_STYLES = {"planned": "cyan", "possible": "yellow", "denied": "red"}
DATED = ("What happened", "Background", "Planned next", "Agreements")


def report_console(stream: TextIO) -> Console:
    """A console that writes to a stream: in colour on a terminal, plain and 80 columns wide elsewhere."""
    return Console(file=stream, highlight=False, markup=False, emoji=False)


def print_report(report: Report, console: Console, reasons: Reasons | None = None) -> None:
    """Print one report; with `reasons`, each record's are shown."""
    with console.capture() as page:
        console.print(_head(report.document))
        sections = tell(report, reasons)
        if not sections:
            console.print(Text("\nNo records found in this report."))
        for section in sections:
            console.print(Text(f"\n{section.heading.upper()}", style="bold"))
            console.print(_table(section))
    # Rich fills tables up with spaces to the right.
    console.file.write(re.sub(r" +$", "", page.get(), flags=re.MULTILINE))


def _head(document: Document) -> Text:
    """Title, day, source."""
    date = date_in_words(document.date) if document.date else "no date"
    about = [date, *(one_line(part) for part in (document.source, document.byline, document.url) if part)]
    head = Text()
    if document.title:
        head.append(one_line(document.title) + "\n", style="bold")
    return head.append(" · ".join(about), style="dim")


def _table(section: Section) -> Padding:
    table = Table.grid(padding=(0, 1))
    dated = section.heading in DATED
    if dated:
        table.add_column(width=WHEN_WIDTH, style="green")
    table.add_column(overflow="fold")
    for line in section.lines:
        cell = _text(line) if section.heading == "Planned next" else _cell(line)
        if dated:
            table.add_row(Text(line.when or "no date told"), cell)
        else:
            table.add_row(cell)
    return Padding(table, (0, 0, 0, 2))


def _text(line: Line) -> Text:
    text = Text(line.text, style="bold" if line.kind in ("event", "statement", "agreement") else "")
    if line.status in STATUS_STYLES:
        text.append(f"  [{line.status}]", style=f"not bold {STATUS_STYLES[line.status]}")
    return text


def _cell(line: Line) -> Group:
    """What a record says; below it the words of the report, what else is known, and why it was made."""
    short = line.kind in ("figure", "tenure")
    first = _text(line)
    if short and line.details:
        first.append(f" ({', '.join(line.details)})", style="dim")
    parts: list[RenderableType] = [first]
    if line.quote:
        quote = line.quote if len(line.quote) <= LONGEST_QUOTE else line.quote[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
        parts.append(Padding(Text(f"“{quote}”", style="italic"), (0, 0, 0, 2 if line.kind == "statement" else 0)))
    if not short and line.details:
        parts.append(Text(" | ".join(line.details), style="dim"))
    parts += [Text(f"because: {reason}", style="dim") for reason in line.reasons]
    if not short:
        parts.append(Text())
    return Group(*parts)

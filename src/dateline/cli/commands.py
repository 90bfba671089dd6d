"""The commands by name, each loaded when it is called: the engine and the tables take seconds, which help need not."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from dateline.cli.interrupt import Interrupted, heeding_signals
from dateline.cli.status import Finished

SETTINGS: Final[dict[str, Any]] = {
    "add_completion": False,
    "pretty_exceptions_enable": False,
    "rich_markup_mode": "markdown",
    "context_settings": {"help_option_names": ["-h", "--help"]},
}

# Name → module of `dateline.cli`, what it is called there, and the first sentence of its help.
COMMANDS: Final = {
    "code": (
        "code",
        "code",
        "Code dated news reports: who did what to whom, when and where; who said what; figures, offices, agreements.",
    ),
    "add": (
        "add",
        "add",
        "Add reports to a store, which is made if there is none: read, compared with what is there, coded and kept.",
    ),
    "serve": (
        "serve",
        "serve",
        "Open a local site over a store: relations, reports, calendar, map, search; the same as JSON.",
    ),
    "mcp": (
        "mcp",
        "mcp",
        "Answer an assistant's questions to a store, by the Model Context Protocol over standard input and output.",
    ),
    "watch": (
        "watch",
        "watch",
        "Keep reading feeds into a store, politely: robots.txt, delays, only what has changed.",
    ),
    "timeline": (
        "timeline",
        "timeline",
        "What passed between two states or actors: acts, words about each other, agreements; and the curve of both.",
    ),
    "calendar": ("ask", "calendar", "What is planned, when, with whom; and what became of what was planned."),
    "who": ("ask", "who", "Who held an office on a day, as all reports together tell it, and how sure that is."),
    "changes": (
        "ask",
        "changes",
        "What is new, unusual or gone quiet, against each dyad's own past of up to a year; the most surprising first.",
    ),
    "find": ("ask", "find", "Full text over reports and statements, the newest first."),
    "panel": (
        "panel",
        "panel",
        "Acts counted by dyad or country and week or month, zero-filled, with ISO3 and Correlates of War codes.",
    ),
    "sql": (
        "ask",
        "sql",
        "A query over the tables of the store, and the views `acts`, `who_did_what` and `who_is_who`; it changes "
        "nothing.",
    ),
    "export": (
        "export",
        "export",
        "Write the events of a store in the format of PLOVER, POLECAT, ICEWS, GDELT or Phoenix, or as plain tables.",
    ),
    "import": (
        "import_",
        "import_",
        "Take events of ICEWS, POLECAT, GDELT, Phoenix or PLOVER files into a store, marked by where they come from.",
    ),
    "info": ("info", "info", "Show what a store holds: size, span, records by kind, sources, newest runs, versions."),
    "issues": (
        "issues",
        "issues",
        "List what could not be read or coded, and why. A warning is about a report that was coded all the same.",
    ),
    "split": (
        "edit",
        "split",
        "Part reports from an act that they were wrongly joined to. The decision holds for later adds and recodings.",
    ),
    "join": (
        "edit",
        "join",
        "Make events of several reports one act. The decision holds for later adds and recodings.",
    ),
    "undo": ("edit", "undo", "Undo a decision (`split`, `join`, a correction or a rejection). Takedowns stay."),
    "remove": (
        "edit",
        "remove",
        "Take reports out, with all records that rest on them, from every version of the store; they stay out.",
    ),
    "recode": (
        "recode",
        "recode",
        "Code the whole store again with the present program and model, from the stored texts, as one new version.",
    ),
    "settle": (
        "recode",
        "settle",
        "Bring up to date what follows from all reports together. Adding does so by itself, unless it is interrupted.",
    ),
    "compact": (
        "recode",
        "compact",
        "Join the small files of a store, which makes reading quicker. Adding does so by itself when there are many.",
    ),
    "doctor": ("doctor", "doctor", "Say what is installed, and code a built-in sentence to see whether it works."),
    "schema": ("schema", "schema", "Print the JSON Schema of one report, as `dateline code --format json` writes it."),
    "bench": ("bench", "bench", "Measure the event model on published tasks."),
}


class Commands(TyperGroup):
    """All of `COMMANDS`, none of them loaded."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{**settings, "commands": {name: _Later(name) for name in COMMANDS}})

    def invoke(self, context: Any) -> Any:
        """Load and call a command, until it ends or is interrupted."""
        try:
            with heeding_signals():
                return super().invoke(context)
        except Interrupted as interrupted:
            told = "; ".join(["interrupted", *getattr(interrupted, "__notes__", ())])
            print(f"dateline: {told}", file=sys.stderr)
            raise Finished(interrupted.status) from None


class _Later(TyperCommand):
    """A command that is loaded when it is called."""

    def __init__(self, name: str) -> None:
        super().__init__(name, help=COMMANDS[name][2])

    def make_context(self, *given: Any, **options: Any) -> Any:
        """The context of the command itself."""
        return load_command(self.name or "").make_context(*given, **options)


def load_command(name: str) -> Any:
    """One of `COMMANDS`, ready to be called."""
    module, called, _ = COMMANDS[name]
    found = getattr(import_module(f"dateline.cli.{module}"), called)
    if isinstance(found, typer.Typer):
        return get_command(found)
    alone = typer.Typer(**SETTINGS)
    alone.command(name)(found)
    return get_command(alone)

"""The command line: `dateline code`, `dateline doctor`, `dateline schema`. Thin: the work is done elsewhere."""

from dateline.cli.app import app, main

__all__ = ["app", "main"]

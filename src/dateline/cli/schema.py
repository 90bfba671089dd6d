"""`dateline schema`: the JSON Schema of the output."""

from __future__ import annotations

import json

import typer

from dateline.records import Report


def schema() -> None:
    """Print the JSON Schema of one report, as `dateline code --format json` writes it.

    Example: `dateline schema > report.schema.json`
    """
    typer.echo(json.dumps(Report.model_json_schema(by_alias=True), indent=2, ensure_ascii=False))

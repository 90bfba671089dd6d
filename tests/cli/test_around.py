"""`dateline doctor`, `dateline schema`, `--version` and `--help`."""

import json

import pytest

from dateline import __version__
from tests.cli.conftest import Run


def test_doctor(run: Run) -> None:
    result = run("doctor")
    assert result.status == 0, result.err
    assert f"dateline     {__version__}" in result.out
    assert "self-check   passed" in result.out


def test_doctor_without_a_model(run: Run) -> None:
    result = run("doctor", "--model", "no_such_model")
    assert result.status == 1
    assert result.err.startswith("FAILED: no spaCy model 'no_such_model' is installed")


def test_schema(run: Run) -> None:
    schema = json.loads(run("schema").out)
    assert {"schema", "coder", "document", "events"} <= set(schema["properties"])
    assert "from" in schema["$defs"]["Tenure"]["properties"]


def test_version(run: Run) -> None:
    assert run("--version").out.startswith(f"dateline {__version__}")


@pytest.mark.parametrize("command", ["code", "doctor", "schema"])
def test_help_has_examples(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.status == 0
    assert f"dateline {command}" in result.out.split("Example", 1)[1]

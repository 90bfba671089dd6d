"""Running the command line inside the tests' process."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

import pytest

import dateline
from dateline.cli import main


@dataclass
class Result:
    status: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], coder: dateline.Coder) -> Run:
    """`run("code", "a.txt")`: the command line in this process, with the coder that is loaded already."""
    monkeypatch.setattr(
        import_module("dateline.cli.jobs"), "load", lambda model: dateline.load(model) if model else coder
    )

    def run(*arguments: object, stdin: bytes | None = None) -> Result:
        monkeypatch.setattr(sys, "argv", ["dateline", *map(str, arguments)])
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(stdin))))
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Result(int(end.value.code or 0), out.decode("utf-8"), err.decode("utf-8"))

    return run

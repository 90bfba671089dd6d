"""The commands as a list: loaded only when called, told as they tell themselves."""

import subprocess
import sys

import pytest

from dateline.cli.commands import COMMANDS, load_command

HEAVY = ["spacy", "pyarrow", "duckdb", "deltalake", "onnxruntime", "trafilatura", "altair", "datasketch"]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_tells_what_the_command_tells(name: str) -> None:
    assert load_command(name).help.split("\n\n")[0].replace("\n", " ").strip() == COMMANDS[name][2]


@pytest.mark.parametrize(
    ("argument", "without"),
    [("--help", HEAVY), ("--version", HEAVY), ("who", ["spacy", "onnxruntime", "altair", "datasketch"])],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(argument: str, without: list[str]) -> None:
    program = f"""
import atexit, sys
sys.argv = ["dateline", {argument!r}] + ["--help"] * ({argument!r} == "who")
atexit.register(lambda: print("LOADED", *sorted(set({without!r}) & set(sys.modules))))
from dateline.cli import main
main()
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True)
    assert run.stdout.splitlines()[-1] == "LOADED"


def test_an_unknown_command_is_told_with_the_nearest() -> None:
    run = subprocess.run([sys.executable, "-m", "dateline.cli", "timelin"], capture_output=True, text=True, timeout=120)
    assert run.returncode == 1
    assert "timeline" in run.stderr

"""Imports run one way: a folder imports only what stands before it here, so that no stage can lean on a later one."""

import ast
from pathlib import Path

import dateline

ROOT = Path(dateline.__file__).parent
ORDER = [
    "version",
    "errors",
    "records",
    "ontology",
    "read",
    "fetch",
    "language",
    "time",
    "places",
    "actors",
    "statements",
    "events",
    "facts",
    "coder",
    "",  # `dateline` itself: its public names
    "engine",
    "examples",
    "evaluate",
    "render",
    "join",
    "offices",
    "store",
    "analyse",
    "export",
    "serve",
    "cli",
]
# The only room that knows the NLP engine.
ENGINE = "language"


def imported(path: Path) -> list[str]:
    """Full names of the modules that a file imports."""
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
    return names


def part(path: Path) -> str:
    """The folder or module of the package that a file belongs to."""
    first = path.relative_to(ROOT).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


FILES = sorted(ROOT.rglob("*.py"))


def test_every_part_has_its_place() -> None:
    assert {part(path) for path in FILES} == set(ORDER)


def test_nothing_imports_upwards() -> None:
    upwards = []
    for path in FILES:
        for name in imported(path):
            package, _, rest = name.partition(".")
            if package == "dateline" and ORDER.index(rest.split(".")[0]) > ORDER.index(part(path)):
                upwards.append(f"{path.relative_to(ROOT)} imports {name}")
    assert upwards == []


def test_only_one_room_knows_the_engine() -> None:
    # `doctor` tells which version is installed.
    knowing = {part(path) for path in FILES if any(name.split(".")[0] == "spacy" for name in imported(path))}
    assert knowing <= {ENGINE, "cli"}

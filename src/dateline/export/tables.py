"""The data files of this folder: rows of tabs, comments that begin with `#`."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def read_rows(name: str) -> Iterator[list[str]]:
    """The rows of a data file, as lists of its columns."""
    for line in files("dateline.export").joinpath("data", name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")

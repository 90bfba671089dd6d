"""The room's word lists, read once from `data/`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def rows(name: str) -> list[list[str]]:
    """The lines of `data/NAME.tsv` as lists of fields; lines that begin with "#" are notes."""
    text = (files("dateline.offices") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """All the words of the list called NAME in `data/words.tsv`."""
    return frozenset(word for row in rows("words") if row[0] == name for word in row[1].split("|"))

"""The stage's word lists, read once from `data/`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def rows(name: str) -> list[list[str]]:
    """The lines of `data/NAME.tsv` as lists of fields; lines that begin with "#" are notes."""
    text = (files("dateline.actors") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """All the words of the list called NAME in `data/words.tsv`."""
    return word_lists().get(name, frozenset())


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """The lists of `data/words.tsv` by name."""
    return {row[0]: frozenset(row[1].split("|")) for row in rows("words")}

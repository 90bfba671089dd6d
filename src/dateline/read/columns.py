"""Which column of a table holds which field of a report, by the user's word or by the names columns usually have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from dateline.errors import InputError

MOST_LISTED = 40
"""Columns that an error lists."""

LONGEST_NAME = 60
"""Characters that an error shows of a column's name."""


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """The plain names of each field's column, best first (`columns.tsv`)."""
    table: dict[str, tuple[str, ...]] = {}
    for line in files("dateline.read").joinpath("columns.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            field, name = line.split("\t")
            table[field] = (*table.get(field, ()), name)
    return table


def _plain(name: str) -> str:
    """A column's name without case and what parts its words: `Article-Text ` and `article_text` are one."""
    return "".join(character for character in name.casefold() if character.isalnum())


def known_columns(header: Iterable[str]) -> dict[str, int]:
    """The fields that a header tells by its names, each with the place of its column."""
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        places.setdefault(_plain(name), place)
    found = {field: [places[name] for name in names if name in places] for field, names in _names().items()}
    return {field: best[0] for field, best in found.items() if best}


def find_columns(header: Sequence[str], mapped: Mapping[str, str]) -> dict[str, int]:
    """The place of each field's column; `mapped` (field to column) goes before the usual names.

    Raises `InputError` if no column holds the text, or if a mapped one is not there.
    """
    columns = known_columns(header)
    for field, name in mapped.items():
        if name not in header:
            raise InputError(f'no column "{name}" to take "{field}" from; {_listed(header)}')
        columns[field] = header.index(name)
    if "text" not in columns:
        raise InputError(f"no column holds the text of the reports; {_listed(header)}; name it with --map text=COLUMN")
    return columns


def _listed(header: Sequence[str]) -> str:
    names = ", ".join(repr(name[:LONGEST_NAME]) for name in header[:MOST_LISTED])
    more = f" and {len(header) - MOST_LISTED} more" if len(header) > MOST_LISTED else ""
    return f"the columns are {names}{more}"

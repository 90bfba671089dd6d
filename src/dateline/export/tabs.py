"""Files of columns between tabs: what ICEWS, GDELT, POLECAT and Phoenix have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from math import inf, isfinite
from pathlib import Path

from dateline.errors import InputError
from dateline.export.coded import Coded
from dateline.export.contract import checked
from dateline.export.input import read_lines
from dateline.export.output import Log, Options, replacing
from dateline.export.terms import LeftOut
from dateline.read import Issue

Row = Mapping[str, str]

# What would break a line in two for some reader, or a field: tabs, every line end that Unicode knows, and NUL.
BREAKS = re.compile("[\x00\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
MISSING = frozenset({"", "NA", "NULL", "None", "nan"})
"""What other people write where nothing is known."""

MOST = 2**31 - 1
"""The largest count, place or number of a sentence: the columns of a store have 32 bits for them."""

MOST_IDS = 2**63 - 1
"""The largest id that is a number: a column has 64 bits for it."""

SHOWN = 60
"""Characters of a wrong value that are told."""


@dataclass(frozen=True, slots=True)
class TabFormat:
    """A format of tabs.

    `rows` gives an event's rows in the order of `columns`, or raises `LeftOut`; `coded` reads one back, `problems` says
    what a row has that the format does not allow. `beside` is a second file, named by its suffix; `renamed` maps
    headers that other programs wrote to ours.
    """

    name: str
    columns: tuple[str, ...]
    header: bool
    rows: Callable[[Coded, Options], Iterator[Sequence[str]]]
    coded: Callable[[Row], Coded]
    problems: Callable[[Row], Iterator[str]]
    missing: str = ""
    beside: tuple[str, TabFormat] | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)


def write_tabs(format: TabFormat, path: Path, events: Iterable[Coded], options: Options) -> Log:
    """Write events as they come; the files appear when all are written. Raises `UsageError`."""
    log = Log()
    parts = [(path, format)]
    if format.beside:
        suffix, other = format.beside
        parts.append((path.with_name(path.name.removesuffix(path.suffix) + suffix), other))
    with ExitStack() as stack:
        files = [(stack.enter_context(replacing(name)), part) for name, part in parts]
        for file, part in files:
            if part.header:
                file.write(("\t".join(part.columns) + "\n").encode())
        for coded in events:
            try:
                blocks = [list(part.rows(coded, options)) for _, part in files]
            except LeftOut as reason:
                log.left_out[str(reason)] += 1
                continue
            log.events += 1
            log.rows += len(blocks[0])
            for (file, part), block in zip(files, blocks, strict=True):
                file.write("".join(line_of(row, part.missing) for row in block).encode("utf-8", "replace"))
    log.files = [name for name, _ in parts]
    return log


def line_of(row: Sequence[str], missing: str) -> str:
    """A row as a line; tabs and line ends within a field become spaces."""
    return "\t".join(BREAKS.sub(" ", field).strip() or missing for field in row) + "\n"


def read_tabs(format: TabFormat, path: Path) -> Iterator[tuple[int, Coded] | Issue]:
    """The events of a file with their line numbers, and what was wrong with its lines."""
    for line, row in rows_of(format, path):
        try:
            if isinstance(row, InputError):
                raise row
            yield line, checked(format.coded(row))
        except (InputError, ValueError) as error:
            yield Issue(str(path), line, str(error))


def check_tabs(format: TabFormat, path: Path) -> Iterator[Issue]:
    """What a file has that the format does not allow."""
    for line, row in rows_of(format, path):
        if isinstance(row, InputError):
            yield Issue(str(path), line, str(row))
        else:
            yield from (Issue(str(path), line, problem) for problem in format.problems(row))


def rows_of(format: TabFormat, path: Path) -> Iterator[tuple[int, Row | InputError]]:
    """The rows of a file by column; what is missing (`NA`, `NULL`, `None`) is empty."""
    columns = None if format.header else list(format.columns)
    for number, line in read_lines(path):
        if isinstance(line, InputError):
            yield number, line
        elif columns is None:
            columns = _columns(format, line)
        elif line:
            yield number, _row(format, columns, line.split("\t"))


def _columns(format: TabFormat, header: str) -> list[str]:
    """The columns of a file by its header, in whatever order; excess tabs end in columns without a name."""
    names = [format.renamed.get(name.strip().strip('"'), name.strip().strip('"')) for name in header.split("\t")]
    lacking = [name for name in format.columns if name not in names]
    if lacking:
        raise InputError(f"no {format.name} file: its header has no column {', '.join(lacking[:3])}")
    return names


def _row(format: TabFormat, columns: list[str], fields: list[str]) -> Row | InputError:
    if len(fields) < len(columns) or any(fields[len(columns) :]):
        return InputError(f"{len(fields)} columns where {len(columns)} are due")
    row = dict(zip(columns, fields, strict=False))
    return {name: "" if row[name] in MISSING else row[name] for name in format.columns}


def day_of(value: str) -> date:
    """A day, `2026-03-01` or `20260301`. Raises `InputError`."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise InputError(f"{value[:SHOWN]!r} is no date") from None


def number_of(value: str) -> float | None:
    """A number, None for nothing. Raises `InputError`, for what is not finite too."""
    try:
        number = float(value) if value else None
    except ValueError:
        number = inf
    if number is not None and not isfinite(number):
        raise InputError(f"{value[:SHOWN]!r} is no number")
    return number


def whole(value: float | None, most: int = MOST) -> int | None:
    """A whole number from 0, its fraction left out; None for nothing. Raises `InputError` beyond `most`."""
    if value is not None and not 0 <= value <= most:
        raise InputError(f"{value:g} is not between 0 and {most}")
    return None if value is None else int(value)


def written(value: float | None) -> str:
    """A number as short as it can be without loss; empty for None."""
    return "" if value is None else repr(float(value)).removesuffix(".0")


def degrees(row: Row, lat: str, lon: str) -> tuple[float | None, float | None]:
    """Latitude and longitude of a row. Raises `InputError` for what lies on no globe."""
    north, east = number_of(row[lat]), number_of(row[lon])
    if north is not None and not -90 <= north <= 90:
        raise InputError(f"latitude {row[lat]} is not between -90 and 90")
    if east is not None and not -180 <= east <= 180:
        raise InputError(f"longitude {row[lon]} is not between -180 and 180")
    return north, east


def problems_of(row: Row, checks: Mapping[str, Callable[[str], object]]) -> Iterator[str]:
    """What the checks say of a row's fields: each raises `InputError` or answers False for a wrong value."""
    for column, check in checks.items():
        try:
            if check(row[column]) is False:
                yield f"{column}: {row[column]!r} is not allowed"
        except InputError as error:
            yield f"{column}: {error}"

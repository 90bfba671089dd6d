"""The formats by name, and what is done with each: write, read back, check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from dateline.errors import InputError, UsageError
from dateline.export import plain
from dateline.export.coded import Coded
from dateline.export.folder import EXPORTED, Kind, add_folder, read_table, write_folder
from dateline.export.gdelt import GDELT, MENTIONS
from dateline.export.icews import ICEWS
from dateline.export.incoming import Imported, add_events
from dateline.export.output import Log, Options
from dateline.export.phoenix import PHOENIX
from dateline.export.plover import write_plover
from dateline.export.plover_reader import check_plover, read_plover
from dateline.export.polecat import POLECAT
from dateline.export.selection import Selection, coded_events
from dateline.export.tabs import TabFormat, check_tabs, read_tabs, write_tabs
from dateline.read import Issue
from dateline.store.lake import Store
from dateline.store.snapshot import Snapshot

Read = Iterator[tuple[int, Coded] | Issue]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: `write` events to a file, `read` them back with their lines, `check` what the format allows."""

    name: str
    write: Callable[[Path, Iterable[Coded], Options], Log]
    read: Callable[[Path], Read]
    check: Callable[[Path], Iterator[Issue]]


def _of_tabs(format: TabFormat) -> Format:
    return Format(format.name, partial(write_tabs, format), partial(read_tabs, format), partial(check_tabs, format))


def _of_plain(name: Kind) -> Format:
    write, read = (plain.write_csv, plain.read_csv) if name == "csv" else (plain.write_parquet, plain.read_parquet)

    def check(path: Path) -> Iterator[Issue]:
        return (item for item in read(path) if isinstance(item, Issue))

    return Format(name, write, read, check)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "plover": Format("plover", write_plover, read_plover, check_plover),
        "polecat": _of_tabs(POLECAT),
        "icews": _of_tabs(ICEWS),
        "gdelt": _of_tabs(GDELT),
        "phoenix": _of_tabs(PHOENIX),
        "csv": _of_plain("csv"),
        "parquet": _of_plain("parquet"),
    }
)
"""By name, in the order of the documentation."""

SHOWN = 20
"""Problems of an export that are told; where there is one there are many."""


def format_of(name: str) -> Format:
    """The format of a name. Raises `UsageError`."""
    try:
        return FORMATS[name]
    except KeyError:
        raise UsageError(f"there is no format {name!r}: it is one of {', '.join(FORMATS)}") from None


def export(
    snapshot: Snapshot, name: str, path: Path, selection: Selection | None = None, options: Options | None = None
) -> Log:
    """Write a version of a store in a format; `csv` and `parquet` write all tables where `path` has no suffix.

    Raises `UsageError` for an unknown format and for what can't be written, `StoreError` for what can't be read.
    """
    format, options = format_of(name), options or Options()
    if is_folder(name, path):
        if selection and selection != Selection(acts=selection.acts, origin=selection.origin):
            raise UsageError(f"a folder holds whole tables; name a file ({path}.{name}) for some events only")
        return write_folder(snapshot, path, _kind(name), options)
    return format.write(path, coded_events(snapshot, selection), options)


def validate(name: str, log: Log) -> list[Issue]:
    """What is wrong with what an export wrote, at most `SHOWN` problems: it is read back, and its rows are counted."""
    format, path = format_of(name), log.files[0]
    if len(log.files) == len(EXPORTED):
        return _validate_folder(log)
    try:
        problems = list(islice(format.check(path), SHOWN))
        if name == "gdelt":
            problems += islice(check_tabs(MENTIONS, log.files[1]), SHOWN - len(problems))
        lines = {item if isinstance(item, Issue) else item[0] for item in format.read(path)}
    except InputError as error:
        return [Issue(str(path), None, str(error))]
    if not problems and len(lines) != log.rows:
        problems.append(Issue(str(path), None, f"{len(lines)} rows where {log.rows} were written"))
    return problems


def _validate_folder(log: Log) -> list[Issue]:
    rows = 0
    for path in log.files:
        try:
            rows += sum(len(table) for table in read_table(path, path.stem))
        except InputError as error:
            return [Issue(str(path), None, str(error))]
    return [] if rows == log.rows else [Issue(str(log.files[0].parent), None, f"{rows} rows where {log.rows} are due")]


def import_files(store: Store, name: str, paths: Sequence[Path]) -> Imported:
    """Take files of a format into a store; what is there already is skipped. The caller settles the store afterwards.

    Raises `UsageError` for an unknown format, `InputError` for a file that can't be opened or is of another format.
    """
    format = format_of(name)
    done = Imported()
    for path in paths:
        if is_folder(name, path):
            part = add_folder(store, path, _kind(name))
        else:
            part = add_events(store, name, [(path, _named(path, format.read(path)))])
        done.documents += part.documents
        done.events += part.events
        done.statements += part.statements
        done.skipped += part.skipped
        done.wrong += part.wrong
        done.issues += part.issues
    return done


def _named(path: Path, read: Read) -> Read:
    """The same, with the file named in what stops it."""
    try:
        yield from read
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


def is_folder(name: str, path: Path) -> bool:
    """Whether a path of a plain format stands for a folder of tables."""
    return name in ("csv", "parquet") and (path.is_dir() or not path.suffix)


def _kind(name: str) -> Kind:
    return "csv" if name == "csv" else "parquet"

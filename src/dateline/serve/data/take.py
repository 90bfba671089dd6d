"""Events and tables as a file to take away."""

from __future__ import annotations

import shutil
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from dateline.errors import StoreError
from dateline.export import Log, Options, Selection, export
from dateline.store import Snapshot

Name = Literal["csv", "parquet", "plover", "polecat", "icews", "gdelt", "phoenix"]

ENDINGS: Final = {
    "csv": ".csv",
    "parquet": ".parquet",
    "plover": ".jsonl",
    "polecat": ".txt",
    "icews": ".tab",
    "gdelt": ".CSV",
    "phoenix": ".txt",
}
"""What the files of each format are called where they come from."""

MEDIA_TYPES: Final = {
    ".csv": "text/csv; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".jsonl": "application/jsonl",
    ".zip": "application/zip",
}

AT_ONCE: Final = 2
PATIENCE: Final = 30.0
"""Files made at once, and seconds that a further one waits: making one of a large store takes minutes."""

_places = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Taken:
    """A file in a folder of its own, which `drop` takes away, and what the export did."""

    path: Path
    folder: Path
    log: Log

    @property
    def media_type(self) -> str:
        """Its media type."""
        return MEDIA_TYPES.get(self.path.suffix, "text/plain; charset=utf-8")

    def drop(self) -> None:
        """Take the file and its folder away."""
        shutil.rmtree(self.folder, ignore_errors=True)


def take(snapshot: Snapshot, format: Name, selection: Selection, options: Options, *, tables: bool = False) -> Taken:
    """Make the file; several are packed as one zip. `tables`: all tables whole (csv and parquet).

    Raises `UsageError` for what can't be written, `StoreError` for what can't be read or if too many are being made.
    """
    with _place(), _folder() as folder:
        stem = "-".join(filter(None, ("dateline", f"v{snapshot.version}", _safe(selection.dyad or ""))))
        made = folder / "made"
        made.mkdir()
        path = made / (f"{stem}-tables" if tables else f"{stem}{ENDINGS[format]}")
        log = export(snapshot, format, path, selection, options)
        return Taken(_packed(folder / f"{path.stem}-{format}.zip", log) if len(log.files) > 1 else path, folder, log)


def _packed(path: Path, log: Log) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in log.files:
            packed.write(file, file.name)
            file.unlink()
    return path


def _safe(dyad: str) -> str:
    """The dyad as part of a file's name: it is a user's text."""
    return "".join(letter for letter in dyad if letter.isascii() and (letter.isalnum() or letter == "-"))[:20]


@contextmanager
def _place() -> Iterator[None]:
    if not _places.acquire(timeout=PATIENCE):
        raise StoreError(f"{AT_ONCE} files are being made already; try again in a minute")
    try:
        yield
    finally:
        _places.release()


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder that stays only if all goes well."""
    folder = Path(tempfile.mkdtemp(prefix="dateline-download-"))
    try:
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise

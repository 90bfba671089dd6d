"""Others' event data: ICEWS, GDELT, POLECAT, Phoenix, PLOVER, and our own tables as CSV and Parquet.

Whatever a file holds: events and issues come out, and nothing but errors of ours is raised; what comes out can be
written in every format, and now and then the file goes into a store, which must settle and answer all the same. An
input begins with a byte that says which format it is, and one that says whether it is packed and goes into a store.
"""

from __future__ import annotations

import gzip
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Final

from bench.fuzz.mutate import changed
from bench.fuzz.target import require
from dateline.errors import DatelineError
from dateline.export import FORMATS, Coded, Options, export, import_files
from dateline.read import Issue
from dateline.serve.filed import files_of
from dateline.store import Store
from dateline.store.settle import settle
from tests.export.samples import FIJI, PERU, REBELS, event

NAMES: Final = tuple(FORMATS)
PACKED: Final = 1
STORED: Final = 2

EVENTS: Final = (
    event(),
    event(id="e2", type="ASSAULT", mode="firearms", actors=(REBELS,), words=None),
    event(id="e3", type="CONSULT", mode="visit", actors=(FIJI, PERU), recipients=(), place=None, figures=()),
)


class Importers:
    """The importers as a target."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="dateline-fuzz-import-"))
        self._seeds = [bytes((place, 0)) + self._written(name) for place, name in enumerate(NAMES)]
        self._bodies = [data[2:] for data in self._seeds]
        self._store = Store.open(str(self._folder / "store"), create=True)
        self._imports = 0

    def seeds(self) -> Iterable[bytes]:
        """A file of each format, to be read alone, packed, and into a store."""
        yield from self._seeds
        yield from (bytes((data[0], how)) + data[2:] for data in self._seeds for how in (PACKED, STORED))

    def mutate(self, data: bytes, random: Random) -> bytes:
        """Another content; now and then another format, or into a store."""
        head = bytearray(data[:2].ljust(2, b"\0"))
        if random.random() < 0.05:
            head[0] = random.randrange(256)
        head[1] = random.choice((0,) * 40 + (PACKED, STORED))
        return bytes(head) + changed(data[2:], random, self._bodies)

    def run(self, data: bytes) -> None:
        """Read and check the file, write its events, and perhaps import it."""
        head = data[:2].ljust(2, b"\0")
        name = NAMES[head[0] % len(NAMES)]
        path = self._folder / f"input.{name}"
        path.write_bytes(gzip.compress(data[2:], 1) if head[1] & PACKED else data[2:])
        events = self._read(name, path)
        for other in NAMES[:5] if events else ():
            FORMATS[other].write(self._folder / f"output.{other}", events, Options())
        if head[1] & STORED:
            self._import(name, path)

    def seconds(self, data: bytes) -> float:
        """Files of an input's size take milliseconds; an import settles a store."""
        return 30.0 if len(data) > 1 and data[1] & STORED else 5.0

    def close(self) -> None:
        """Drop the files."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _read(self, name: str, path: Path) -> list[Coded]:
        format = FORMATS[name]
        events = []
        try:
            for one in format.read(path):
                if isinstance(one, Issue):
                    one.to_json().encode()
                    require(one.reason, "an issue without a reason")
                else:
                    events.append(one[1])
            for issue in format.check(path):
                issue.to_json().encode()
        except DatelineError as error:
            require(str(error), "an error without words")
        return events

    def _import(self, name: str, path: Path) -> None:
        self._imports += 1
        if self._imports % 20 == 0:
            shutil.rmtree(self._store.uri)
            self._store = Store.open(self._store.uri, create=True)
        try:
            import_files(self._store, name, [path])
        except DatelineError as error:
            require(str(error), "an error without words")
            return
        settle(self._store)
        snapshot = self._store.at()
        for table in ("dyads", "joins", "relations"):
            snapshot.sql(f"SELECT * FROM {table}").to_pylist()
        ids = snapshot.sql("SELECT id FROM documents ORDER BY id LIMIT 20")["id"].to_pylist()
        for filed in files_of(snapshot, ids).values():
            filed.report().to_json().encode()
        export(snapshot, "plover", self._folder / "exported.jsonl")

    def _written(self, name: str) -> bytes:
        path = self._folder / f"seed.{name}"
        FORMATS[name].write(path, EVENTS, Options())
        return path.read_bytes()


def make() -> Importers:
    """The target."""
    return Importers()

"""A store filled from the examples, so that a newcomer sees something real."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import dateline
from dateline.coder import load
from dateline.read import read
from dateline.store import Store
from dateline.store.add import add

PACKAGE: Final = Path(dateline.__file__).parent
EXAMPLES: Final = PACKAGE / "examples"
ONLY_SHOWN: Final = frozenset({"serve", "cli", "__pycache__"})
"""Folders of the package on which a store does not rest."""

Progress = Callable[[int, int], None]
"""Told how many reports are coded, and of how many."""


@contextmanager
def demo_store(progress: Progress = lambda done, whole: None) -> Iterator[Store]:
    """A store of the example reports to do with as one likes; it is gone at the end.

    Coding them takes half a minute, so that what was coded stays in the user's cache and is copied from there, until
    another version of the program codes anew.
    """
    with tempfile.TemporaryDirectory(prefix="dateline-demo-") as folder:
        copy = Path(folder) / "store"
        try:
            cached = cache_folder() / f"demo-{_key()}"
            if not cached.is_dir():
                _keep(cached, progress)
            shutil.copytree(cached, copy)
        except OSError:
            # Without a cache that can be written, the examples are coded at each start.
            shutil.rmtree(copy, ignore_errors=True)
            _fill(copy, progress)
        yield Store.open(str(copy))


def cache_folder() -> Path:
    """Where programs of the user keep what can be made again, as the XDG base directory specification has it."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dateline"


def _keep(cached: Path, progress: Progress) -> None:
    """Fill the cache at once or not at all, and drop what other versions left there."""
    cached.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="filling-", dir=cached.parent) as filling:
        _fill(Path(filling) / "store", progress)
        for old in cached.parent.glob("demo-*"):
            shutil.rmtree(old, ignore_errors=True)
        (Path(filling) / "store").rename(cached)


def _fill(folder: Path, progress: Progress) -> None:
    whole = sum(1 for _ in EXAMPLES.rglob("*.txt"))
    done = 0

    def note(_: object) -> None:
        nonlocal done
        done += 1
        progress(done, whole)

    progress(0, whole)
    add(Store.open(str(folder), create=True), read([str(EXAMPLES)]), load(), progress=note)


def _key() -> str:
    """A hash of the names, sizes and times of the files that coding and storing rest on."""
    told = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        name = path.relative_to(PACKAGE)
        if ONLY_SHOWN.isdisjoint(name.parts) and path.is_file():
            known = path.stat()
            told.update(f"{name}\t{known.st_size}\t{known.st_mtime_ns}\n".encode())
    return told.hexdigest()[:16]

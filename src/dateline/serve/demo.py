"""A store filled from the examples, so that a newcomer sees something real."""

from __future__ import annotations

import tempfile
from importlib.resources import files
from pathlib import Path

from dateline.coder import load
from dateline.read import read
from dateline.store import Store
from dateline.store.add import add


def demo_store() -> Store:
    """A new store with the example reports, in a folder of its own under the system's temporary one."""
    store = Store.open(str(Path(tempfile.mkdtemp(prefix="dateline-demo-")) / "store"), create=True)
    add(store, read([str(files("dateline.examples"))]), load())
    return store

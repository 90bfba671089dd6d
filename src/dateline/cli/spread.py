"""`--engine ray`: reports added by a cluster of machines."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dateline.engine.spread.cluster import cluster
from dateline.engine.spread.files import find_files
from dateline.errors import UsageError
from dateline.read import Options
from dateline.store import Store
from dateline.store.add import Progress
from dateline.store.summary import Summary


class Engine(StrEnum):
    """Where reports are coded."""

    LOCAL = "local"
    RAY = "ray"


EngineOption = Annotated[
    Engine, typer.Option("--engine", help="Code on this machine, or on a Ray cluster (`pip install 'dateline[ray]'`).")
]
AddressOption = Annotated[
    str | None,
    typer.Option(
        "--address", metavar="HOST:PORT", help="The Ray cluster; without it, one is started on this machine's cores."
    ),
]


def add_with_ray(
    sources: list[str],
    store: str,
    options: Options,
    model: str | None,
    address: str | None,
    summary: Summary,
    progress: Progress,
) -> None:
    """Add files and what lies on S3. Raises `UsageError`, `SetupError`, `StoreError`."""
    files = list(find_files(sources))
    with cluster(address):
        # Ray is an extra, of which `cluster` tells where it is missing.
        from dateline.store.spread.add import add_by_cluster

        corpus = Store.open(store if "://" in store else str(Path(store).absolute()), create=True)
        add_by_cluster(corpus, files, options, model=model, summary=summary, progress=progress)


def check(engine: Engine, jobs: int, address: str | None) -> None:
    """Raises `UsageError` for options that do not go together."""
    if engine is Engine.LOCAL and address:
        raise UsageError("--address names a Ray cluster: give --engine ray as well")
    if engine is Engine.RAY and jobs != 1:
        raise UsageError("--jobs is for this machine; --engine ray takes all processors of its cluster")

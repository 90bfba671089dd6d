"""`--jobs`: how many processes code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from dateline.coder import Coder, load
from dateline.engine import Workers, cores

JobsOption = Annotated[
    int,
    typer.Option(
        "--jobs",
        "-j",
        min=0,
        metavar="N",
        callback=lambda jobs: jobs or cores(),
        help="Code with so many processes of some 350 MB each (0: as many as there are cores).",
    ),
]


@contextmanager
def coder_for(jobs: int, model: str | None, *, apart: bool = False) -> Iterator[Coder | Workers]:
    """What codes: for one job a coder in this process, unless it is to be `apart`, else so many workers.

    Raises `SetupError` where the coder can't be loaded.
    """
    if jobs == 1 and not apart:
        yield load(model)
    else:
        with Workers(jobs, model) as workers:
            yield workers

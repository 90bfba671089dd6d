"""`--jobs`: how many processes code."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.engine import cores

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

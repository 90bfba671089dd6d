"""`dateline serve`: a local site over a store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from typing import Annotated

import typer
import uvicorn
from rich.console import Console
from rich.progress import Progress

from dateline.cli.jobs import JobsOption
from dateline.errors import UsageError
from dateline.serve import Settings, create_app
from dateline.serve.demo import demo_store
from dateline.store import Store


def serve(
    store: Annotated[str | None, typer.Option("--store", metavar="DIR", help="The store to show.")] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Fill a store from the examples, and show that.")] = False,
    host: Annotated[str, typer.Option(help="The address to listen on; others than this machine's need --token.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    token: Annotated[
        str | None, typer.Option(envvar="DATELINE_TOKEN", help="What callers must show, if others can reach it.")
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Refuse all changes.")] = False,
    jobs: JobsOption = 1,
) -> None:
    """Open a local site over a store: relations, reports, calendar, map, search; the same as JSON.

    Examples:

    - `dateline serve --demo`

    - `dateline serve --store news --port 8080`

    - `dateline serve --store news --read-only --host 0.0.0.0 --token "$(openssl rand -hex 16)"`
    """
    if (store is None) == (not demo):
        raise UsageError("say which store to show: --store DIR, or --demo for the examples")
    settings = Settings(host, port, token, read_only, jobs)
    with _demo() if demo else nullcontext(Store.open(store or "")) as opened:
        app = create_app(opened, settings)
        typer.echo(f"dateline serves {opened.uri} at http://{host}:{port}/ (Ctrl-C stops it)")
        uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, limit_concurrency=200)


@contextmanager
def _demo() -> Iterator[Store]:
    """The store of the examples; coding them, at the first start, is shown."""
    console = Console(stderr=True, markup=False, highlight=False, soft_wrap=True)
    with ExitStack() as stack:
        with Progress(console=console, disable=not console.is_terminal, transient=True) as progress:
            task = progress.add_task("coding the example reports, the first time only", total=None)
            store = demo_store(lambda done, whole: progress.update(task, completed=done, total=whole))
            opened = stack.enter_context(store)
        yield opened

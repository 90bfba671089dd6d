"""The application: pages in a row, behind one guard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from dateline.coder import Coder
from dateline.serve.archive import Archive
from dateline.serve.desk import Desk
from dateline.serve.guard import Guard
from dateline.serve.openapi import describe
from dateline.serve.pages import ROUTERS
from dateline.serve.problems import add_problem_handlers
from dateline.serve.settings import Settings
from dateline.store import Store
from dateline.version import VERSION

DESCRIPTION = """What dated news reports tell of relations between states, as kept in one store.

Every page has a JSON twin: the same address with `.json`. Lists are read page by page: `next` is the address of the
next one. Errors are problems as of RFC 9457. Changes need the header `X-Dateline-Token`."""


def create_app(store: Store, settings: Settings | None = None, coder: Coder | None = None) -> FastAPI:
    """The site over a store. A `coder` given here serves for adding reports; else one is loaded when first needed."""
    settings = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        app.state.archive.close()
        app.state.desk.close()

    app = FastAPI(
        title="dateline",
        version=VERSION,
        description=DESCRIPTION,
        # FastAPI's own pages of documentation load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.state.archive = Archive(store, coder, settings.jobs)
    app.state.desk = Desk(Path(store.uri) / "desk.sqlite" if store.local and not settings.read_only else None)
    app.add_middleware(Guard, settings=settings)
    add_problem_handlers(app)
    for router in ROUTERS:
        app.include_router(router)
    describe(app)
    # Last: one script under this address is made, not kept as a file.
    app.mount("/static", StaticFiles(directory=str(files("dateline.serve") / "static")), name="static")
    return app

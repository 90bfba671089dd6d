"""A real browser without a window, a server on a free port of this machine, and pages that fail at the first error."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn

from dateline.serve import Settings, create_app
from dateline.store import Store
from dateline.store.add import add
from tests.browser import hostile
from tests.serve.conftest import REPORTS

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright: make test installs it")
Browser, BrowserContext, Page = sync_api.Browser, sync_api.BrowserContext, sync_api.Page

WIDE = {"width": 1440, "height": 900}
# Nothing of the browser's own may use the network; and no sandbox, since tests run as root in containers.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]
PATIENCE = 20_000
"""Milliseconds that a page may take on a busy machine."""
sync_api.expect.set_options(timeout=PATIENCE)


# Of a module and not of the session: while it runs, this thread has an event loop, which other tests start themselves.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("there is no chromium: on Debian, apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A settled store of plain reports and hostile ones; nobody changes it."""
    store = Store.open(str(tmp_path_factory.mktemp("browser") / "store"), create=True)
    add(store, [*REPORTS, *hostile.REPORTS], hostile.HostileCoder())
    return store


@contextmanager
def serving(store: Store, **settings: bool) -> Iterator[str]:
    """A server over a store in a thread of its own; its address."""
    app = create_app(store, Settings(**settings), hostile.HostileCoder())
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=2))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            while not server.started:
                time.sleep(0.02)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(10)


@pytest.fixture(scope="session")
def site(kept: Store) -> Iterator[str]:
    """A site to read."""
    with serving(kept) as address:
        yield address


@pytest.fixture
def own(kept: Store, tmp_path: Path) -> Store:
    """A copy of the store to change."""
    shutil.copytree(kept.uri, tmp_path / "store")
    return Store.open(str(tmp_path / "store"))


@dataclass
class Watch:
    """What must not happen on a page."""

    faults: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Note errors of all pages of a context, and let no request leave this machine."""
        context.set_default_timeout(PATIENCE)
        context.route(lambda address: not is_ours(address), self._leaves)
        context.on("weberror", lambda error: self.faults.append(f"page error: {error.error}"))
        context.on("console", self._said)
        context.on("dialog", lambda dialog: (self.faults.append(f"a dialog: {dialog.message}"), dialog.dismiss()))

    def _leaves(self, route: sync_api.Route) -> None:
        self.faults.append(f"a request to {route.request.url}")
        route.abort()

    def _said(self, message: sync_api.ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console {message.type}: {message.text} ({message.location.get('url')})")


def is_ours(address: str) -> bool:
    """Whether an address is of this machine, or of no machine at all."""
    parts = urlsplit(address)
    return parts.scheme in ("data", "blob", "about") or parts.hostname == "127.0.0.1"


Open = Callable[..., Page]


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Fails the test at its end if anything went wrong in the browser."""
    watch = Watch()
    yield watch
    assert watch.faults == []


@pytest.fixture
def open_page(chromium: Browser, watch: Watch) -> Iterator[Open]:
    """Opens an address in a context of its own."""
    contexts = []

    def open(address: str, **context: object) -> Page:
        contexts.append(chromium.new_context(viewport=WIDE, **context))
        watch.over(contexts[-1])
        page = contexts[-1].new_page()
        page.goto(address)
        return page

    yield open
    for context in contexts:
        context.close()

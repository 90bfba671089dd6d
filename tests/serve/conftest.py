"""A small store for the pages, made once a session with the quick coder, and a client of a site over it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.serve import Settings, create_app
from dateline.store import Store
from dateline.store.add import add
from tests.analyse.corpus import border_corpus
from tests.store.quick import QuickCoder, entry

TOKEN = "the-token-of-the-page"
CHANGES = {"X-Dateline-Token": TOKEN}
"""The header that a change needs."""

EVIL = '<script>alert("x")</script><svg onload=alert(1)> \u202egnp.exe'
"""What a hostile report says: markup, and a mark that turns the order of characters around."""

FILLER = "The ministers spoke of grain, of the river and of the road, as they had done in each year since the war"

REPORTS = (
    entry(
        f"Kenya accused Uganda of smuggling, and 12 people were hurt. President Wanja Odera of Kenya spoke. {FILLER}.",
        "2026-03-02",
        id="smuggling",
        title="Kenya accuses Uganda",
        source="Rift Valley Press",
        url="https://press.example/smuggling",
    ),
    entry(
        "On the border, Kenya accused Uganda of smuggling maize: 14 people were hurt at the river, traders said.",
        "2026-03-03",
        id="border",
        source="Lake Times",
    ),
    # A near-duplicate of the first.
    entry(
        f"Kenya accused Uganda of smuggling, and 12 people were hurt. President Wanja Odera of Kenya spoke! {FILLER}.",
        "2026-03-02",
        id="copy",
        source="Wire Copy Daily",
    ),
    entry("Peru met Chile in Arica.", "2026-03-05", id="arica", source="Andes Post"),
    entry("Peru thanked Chile in Lima.", "2026-03-06", id="lima", source="Andes Post"),
    entry(
        f"{EVIL} Japan attacked Fiji, said a report. President {EVIL} of Japan",
        "2026-03-08",
        id="evil/../<b>",
        title=EVIL,
        source=EVIL,
        byline=EVIL,
        url="javascript:alert(1)",
    ),
    entry("Nothing of note.", None, id="quiet"),
)


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A settled store of the `REPORTS`; nobody changes it."""
    store = Store.open(str(tmp_path_factory.mktemp("serve") / "store"), create=True)
    add(store, REPORTS, QuickCoder())
    return store


@pytest.fixture
def own(kept: Store, tmp_path: Path) -> Store:
    """A copy of it to change."""
    shutil.copytree(kept.uri, tmp_path / "store")
    return Store.open(str(tmp_path / "store"))


Open = Callable[..., TestClient]


@pytest.fixture
def open_site() -> Iterator[Open]:
    """Opens a site over a store; all are closed at the end, as at the end of a server."""
    clients: list[TestClient] = []

    def open(store: Store, **settings: bool) -> TestClient:
        app = create_app(store, Settings(page_token=TOKEN, **settings), QuickCoder())
        client = TestClient(app, follow_redirects=True)
        client.__enter__()
        clients.append(client)
        return client

    yield open
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def site(kept: Store, open_site: Open) -> TestClient:
    """A site to read."""
    return open_site(kept)


@pytest.fixture
def desk(own: Store, open_site: Open) -> TestClient:
    """A site to change."""
    return open_site(own)


@pytest.fixture(scope="session")
def border(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The store of `tests.analyse` with a hostile plan and quotation, an issue, feeds and a run; nobody changes it."""
    corpus = border_corpus()
    corpus.report("evil", "2026-05-03", f"{EVIL} said a word", source=EVIL)
    corpus.actor("evil", "x", EVIL, country="JPN", sector="GOV")
    planned = {"dyads": ["JPN"], "start": "2026-05-20", "status": "planned", "words": EVIL}
    corpus.act("evil", "plan-evil", "CONSULT", ["x"], **planned)
    corpus.statement("evil", "s9", "x", ["x"], f"{EVIL} said")
    moment = datetime(2026, 5, 5, 10, 30, tzinfo=UTC)
    corpus.row("issues", id="is1", input=EVIL, line=3, reason="no date; write one", coded=False, run="run1")
    corpus.row("issues", id="is2", input="b.jsonl", line=None, reason="no English", coded=True, run="run1")
    corpus.row("sources", url="https://wire.example/feed", name="Example Wire", read_at=moment, status="304")
    corpus.row("sources", url="javascript:alert(1)", name=None, read_at=None, status=EVIL)
    sums = {"documents": 9, "coded": 7, "duplicates": 1, "changed": 0, "skipped": 0, "records": 40, "issues": 2}
    corpus.row("runs", run="run1", command="add", at=moment, coder="", **sums)
    return corpus.written(str(tmp_path_factory.mktemp("border") / "store"))


@pytest.fixture
def border_site(border: Store, open_site: Open) -> TestClient:
    """A site to read over it."""
    return open_site(border)

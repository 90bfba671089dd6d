"""Pictures of the site: `python -m bench.screenshots [--all FOLDER]`.

Without an option, the four of the README, in docs/screenshots. With `--all`, every page at the width of a phone and of
a desk, light and dark, into a folder, to be looked at. Both are of the store of `dateline serve --demo`, in a Chromium
of the system (Debian: apt-get install chromium).
"""

from __future__ import annotations

import argparse
import shutil
import socket
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from dateline.serve import create_app
from dateline.serve.demo import demo_store
from dateline.serve.words import segment
from dateline.store import Store

DOCS: Final = Path(__file__).resolve().parents[1] / "docs" / "screenshots"

README: Final = {
    "today": "/?since=2026-09-01",
    "relation": "/relation/BEN/NER",
    "report": "/report/{report}",
    "map": "/map",
}
OTHERS: Final = {
    "relations": "/relations",
    "empty-relation": "/relation/ISL/TON",
    "act": "/act/{act}",
    "actor": "/actor/KEN",
    "person": "/actor/{person}",
    "calendar": "/calendar",
    "network": "/network",
    "search": "/search",
    "found": "/search?q=border",
    "dossier": "/dossier",
    "data": "/data",
    "versions": "/data/versions",
    "sources": "/data/sources",
    "duplicates": "/data/duplicates",
    "issues": "/data/issues",
    "add": "/add",
    "api": "/api",
    "login": "/login",
    "problem": "/report/none",
}
Light = Literal["light", "dark"]
LIGHTS: Final[tuple[Light, ...]] = ("light", "dark")
WIDTHS: Final = {390: 844, 1440: 900}
"""Widths and heights of a window, in pixels of CSS."""

ARGUMENTS: Final = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
DRAWN: Final = """() => !document.querySelector('.htmx-request') &&
    [...document.querySelectorAll('.chart[data-spec]')].every((chart) => chart.querySelector('svg, canvas'))"""

ACT: Final = "SELECT act FROM joins GROUP BY act ORDER BY count(DISTINCT document) DESC, act LIMIT 1"
PERSON: Final = """
    SELECT person FROM resolutions WHERE person IS NOT NULL GROUP BY person ORDER BY count(*) DESC, person LIMIT 1
"""
REPORT: Final = "SELECT id FROM documents WHERE text LIKE 'NAIROBI, Jan 20 %' ORDER BY id LIMIT 1"


def main() -> None:
    """Take pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every page, into this folder")
    parser.add_argument("--only", nargs="*", help="with --all, only these pages")
    args = parser.parse_args()
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        sys.exit("bench.screenshots needs chromium: on Debian, apt-get install chromium")
    print("coding the examples, if that is not done yet", file=sys.stderr)
    with demo_store() as store, serving(store) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        if args.all:
            pages = {**README, **OTHERS}
            take_all(browser, site, named(store, {name: pages[name] for name in args.only or pages}), args.all)
        else:
            for name, path in named(store, README).items():
                take(browser, site + path, DOCS / f"{name}.png", 1440, "light")
        browser.close()


def named(store: Store, pages: Mapping[str, str]) -> dict[str, str]:
    """The pages' addresses, with what the store has to show in them."""
    snapshot = store.at()
    known = {"act": ACT, "person": PERSON, "report": REPORT}
    found = {name: segment(snapshot.sql(query).column(0)[0].as_py()) for name, query in known.items()}
    return {name: path.format(**found) for name, path in pages.items()}


def take_all(browser: Browser, site: str, pages: Mapping[str, str], folder: Path) -> None:
    """Every page in every width and light, whole."""
    for name, path in pages.items():
        for width in WIDTHS:
            for light in LIGHTS:
                take(browser, site + path, folder / f"{name}-{width}-{light}.png", width, light, whole=True)


def take(browser: Browser, address: str, file: Path, width: int, light: Light, *, whole: bool = False) -> None:
    """A picture of what a window of some width shows of a page, or of the whole page."""
    context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]}, color_scheme=light)
    page = context.new_page()
    page.goto(address)
    page.wait_for_function(DRAWN, timeout=60_000)
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file, full_page=whole)
    context.close()
    print(f"{file} {file.stat().st_size // 1000} kB", flush=True)


@contextmanager
def serving(store: Store) -> Iterator[str]:
    """A server over a store in a thread of its own; its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(create_app(store), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


if __name__ == "__main__":
    main()

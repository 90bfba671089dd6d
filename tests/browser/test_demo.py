"""A newcomer's first minutes: `dateline serve --demo`, and from its first page to all others."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open

START_SECONDS = 400
"""The examples are coded at the first start: half a minute on an idle core."""


@pytest.fixture(scope="module")
def demo(chromium: object) -> Iterator[str]:
    """The address of a running demo. Its store is kept between runs of the tests, as between starts of the program."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    cache = Path(tempfile.gettempdir()) / f"dateline-tests-{os.getuid()}"
    cache.mkdir(mode=0o700, exist_ok=True)
    command = [sys.executable, "-m", "dateline.cli", "serve", "--demo", "--port", f"{port}"]
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        end = time.monotonic() + START_SECONDS
        while server.poll() is None and time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.2)
        else:
            server.kill()
            pytest.fail(f"the demo did not start: {server.communicate()}")
        yield f"http://127.0.0.1:{port}"
        server.terminate()


def test_the_menu_leads_to_every_page(open_page: Open, demo: str) -> None:
    page = open_page(demo)
    expect(page.locator("main .entry").first).to_be_visible()
    menu = page.get_by_role("navigation", name="Site").get_by_role("link")
    names = menu.all_inner_texts()
    assert len(names) == 9
    for name in names:
        page.get_by_role("navigation", name="Site").get_by_role("link", name=name, exact=True).click()
        expect(page.locator("nav [aria-current=page]")).to_have_text(name)
        expect(page.locator("h1")).to_be_visible()
        page.wait_for_load_state("networkidle")


def test_a_relation_a_report_and_why(open_page: Open, demo: str) -> None:
    page = open_page(f"{demo}/relation/ETH/KEN")
    expect(page.locator(".chart svg")).to_be_visible()
    page.locator("#events .entry", has_text="1 report").first.get_by_role("link", name="1 report").click()
    expect(page.locator(".text .mark").first).to_be_visible()
    why = page.locator("details.why").first
    why.locator("summary").click()
    expect(why.locator("li").first).to_be_visible()


def test_a_search_and_an_act_in_several_reports(open_page: Open, demo: str) -> None:
    page = open_page(f"{demo}/search?q=power+line")
    expect(page.locator("mark").first).to_be_visible()
    page.locator("main .entry a").first.click()
    page.get_by_role("link", name="reports").first.click()
    expect(page.locator("h2", has_text="side by side")).to_be_visible()

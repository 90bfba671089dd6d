"""Every page as it opens in a browser: without an error, without a request elsewhere, and for everybody to use."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.store import Store
from tests.browser import hostile
from tests.browser.conftest import WIDE, Browser, Open, Page, Watch

PHONE = {"width": 390, "height": 844}
AXE = Path(__file__).with_name("axe.min.js")
GRAVE = {"serious", "critical"}

PAGES = {
    "today": "/",
    "changes": "/changes",
    "relations": "/relations",
    "relation": "/relation/KEN/UGA",
    "statements": "/relation/KEN/UGA/statements",
    "nothing between": "/relation/CHL/KEN",
    "hostile relation": "/relation/FJI/JPN",
    "report": "/report/smuggling",
    "hostile report": "/report/evil%2F..%2F%3Ci%3E%23%3F",
    "bare report": "/report/quiet",
    "act": "/act/{act}",
    "hostile act": "/act/{hostile act}",
    "actor": "/actor/KEN",
    "person": "/actor/Wanja%20Odera",
    "hostile actor": "/actor/JPN",
    "unknown actor": "/actor/%3Csvg%20onload%3Dwindow.ran%3D1%3E",
    "calendar": "/calendar?year=2026",
    "map": "/map",
    "network": "/network",
    "dossier": "/dossier",
    "search": "/search",
    "found": "/search?q=people",
    "hostile search": "/search?q=%3Cscript%3Ewindow.ran%3D1%3C%2Fscript%3E",
    "data": "/data",
    "versions": "/data/versions",
    "runs": "/data/runs",
    "issues": "/data/issues",
    "sources": "/data/sources",
    "duplicates": "/data/duplicates",
    "add": "/add",
    "api": "/api",
}
TELL = ["today", "hostile relation", "hostile report", "hostile act", "hostile actor", "calendar", "found", "sources"]
"""Pages that tell of the hostile reports."""

MADE = (
    "script:not([src]), [onload], [onerror], [onmouseover], a[href^='javascript:' i], a[href^='data:' i], svg[onload]"
)
"""What only hostile text would bring into a page."""

TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def acts(kept: Store) -> dict[str, str]:
    """Acts to open, by their names in `PAGES`."""
    found = kept.at().sql("SELECT document, min(act) AS act FROM joins GROUP BY document").to_pylist()
    by_document = {row["document"]: row["act"] for row in found}
    return {"act": by_document["smuggling"], "hostile act": by_document[hostile.REPORTS[0].document.id]}


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[tuple[Page, Watch]]:
    """One page for all addresses, since opening one takes longer than most tests; and what went wrong on it."""
    watch = Watch()
    context = chromium.new_context(viewport=WIDE, reduced_motion="reduce")
    watch.over(context)
    yield context.new_page(), watch
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound_and_for_everybody(tab: tuple[Page, Watch], site: str, acts: dict[str, str], name: str) -> None:
    page, watch = tab
    watch.faults.clear()
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    response = page.goto(site + PAGES[name].format(**acts))
    assert response is not None
    assert response.status == 200
    policy = response.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    settle(page)

    assert page.evaluate("() => window.ran") is None
    assert page.locator(MADE).count() == 0
    assert (page.locator("h1").count(), page.locator("main").count()) == (1, 1)
    shown = page.locator("body").inner_text()
    assert not TURNING.search(shown)
    if name in TELL:
        assert "<script>window.ran" in shown

    assert graves(page) == []
    page.emulate_media(color_scheme="dark")
    settle(page)
    assert graves(page, "color-contrast") == []

    assert too_wide(page) == []
    page.set_viewport_size(PHONE)
    assert too_wide(page) == []
    assert watch.faults == []


def settle(page: Page) -> None:
    """Wait until what a page fetches by itself is there: lists, and charts with their library."""
    page.wait_for_function(
        "() => !document.querySelector('.htmx-request') &&"
        " [...document.querySelectorAll('.chart[data-spec]')].every((chart) => chart.hasChildNodes())"
    )


def graves(page: Page, *only: str) -> list[str]:
    """The serious and critical findings of axe: the rule and where."""
    # Through the browser's own door: the policy of the pages lets no such script in.
    door = page.context.new_cdp_session(page)
    if not page.evaluate("() => 'axe' in window"):
        door.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
    options = {"resultTypes": ["violations"], **({"runOnly": list(only)} if only else {})}
    violations = page.evaluate("async (options) => (await axe.run(document, options)).violations", options)
    return [
        f"{one['id']}: {node['html'][:200]}" for one in violations if one["impact"] in GRAVE for node in one["nodes"]
    ]


def too_wide(page: Page) -> list[str]:
    """How far a page goes beyond the window's right border, if it does, and what does."""
    return page.evaluate(
        "() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('main *')]"
        ".filter((one) => one.getBoundingClientRect().right > innerWidth + 1).slice(0, 4)"
        ".map((one) => one.outerHTML.slice(0, 160))"
    )


def test_a_problem_is_a_page(open_page: Open, watch: Watch, site: str) -> None:
    page = open_page(f"{site}/report/%3Cscript%3Ewindow.ran=1%3C%2Fscript%3E")
    assert page.locator("h1").inner_text()
    assert page.evaluate("() => window.ran") is None
    # The browser itself notes that the page was not found.
    assert [fault for fault in watch.faults if "404" not in fault] == []
    watch.faults.clear()

"""A reader at work: narrowing a list, correcting a record, taking a file away, and all of it without a mouse."""

import csv
import io

import pytest
from playwright.sync_api import expect

from dateline.store import Store
from tests.browser.conftest import Open, serving


def test_from_today_to_a_report_and_back_by_links(open_page: Open, site: str) -> None:
    page = open_page(site)
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Relations").click()
    page.get_by_role("link", name="Kenya and Uganda").first.click()
    expect(page).to_have_url(f"{site}/relation/KEN/UGA")
    page.locator("#events .entry a").first.click()
    expect(page.locator("h1")).to_contain_text("Kenya accused")
    page.locator("a[href^='/report/smuggling']").first.click()
    expect(page.locator("h1")).to_have_text("Kenya accuses Uganda")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Kenya accused")


def test_a_filter_narrows_the_list_and_can_be_bookmarked(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/relation/CHL/PER")
    entries = page.locator("#events .entry")
    expect(entries).to_have_count(2)
    page.locator("summary", has_text="Type").click()
    page.get_by_role("checkbox", name="met or talked").check()
    expect(entries).to_have_count(1)
    expect(entries).to_contain_text("met")
    assert "type=CONSULT" in page.url
    again = open_page(page.url)
    expect(again.locator("#events .entry")).to_have_count(1)


def test_a_correction_survives_a_restart_and_can_be_undone(open_page: Open, own: Store) -> None:
    with serving(own) as site:
        page = open_page(f"{site}/report/smuggling")
        record = page.locator(".of-event").first
        record.get_by_role("button", name="Correct").click()
        page.get_by_label("Status").select_option("denied")
        page.get_by_label("Your name").fill("Imani")
        page.get_by_role("button", name="Save").click()
        expect(page.locator(".of-event").first.locator(".edit")).to_contain_text("Imani")
        page.close()
    with serving(own) as site:
        page = open_page(f"{site}/report/smuggling")
        edit = page.locator(".of-event").first.locator(".edit")
        expect(edit).to_contain_text("denied")
        edit.get_by_role("button", name="Undo").click()
        expect(page.locator(".of-event .edit")).to_have_count(0)
        page.close()


def test_a_download_reads_back(open_page: Open, site: str, kept: Store) -> None:
    page = open_page(f"{site}/data")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    told = waiting.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(told)))
    acts = kept.at().sql("SELECT count(DISTINCT act) AS acts FROM joins")["acts"][0].as_py()
    assert len(rows) == acts
    assert f"-v{kept.at().version}" in waiting.value.suggested_filename or str(kept.at().version) in (
        waiting.value.suggested_filename
    )


def test_a_pasted_report_is_coded_and_stored(open_page: Open, own: Store) -> None:
    with serving(own) as site:
        page = open_page(f"{site}/add")
        page.get_by_label("The report").fill("Chile thanked Peru for the boats.")
        page.get_by_label("Day of publication").fill("2026-03-09")
        page.get_by_role("button", name="See what it tells").click()
        expect(page.locator("#result")).to_contain_text("Chile backed or endorsed Peru")
        page.get_by_role("button", name="Add to the store").click()
        expect(page.locator("#adding h2")).to_have_text("Added")
    assert (
        own.at().sql("SELECT count(*) AS n FROM documents WHERE text LIKE 'Chile thanked Peru%'")["n"][0].as_py() == 1
    )


def test_nothing_can_be_changed_on_a_read_only_site(open_page: Open, own: Store) -> None:
    with serving(own, read_only=True) as site:
        page = open_page(f"{site}/report/smuggling")
        expect(page.get_by_role("button", name="Correct")).to_have_count(0)
        page.goto(f"{site}/add")
        expect(page.locator("main form")).to_have_count(0)


def test_keys_alone_lead_to_a_report(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/calendar")
    keys = page.keyboard
    keys.press("?")
    expect(page.locator("#help")).to_be_visible()
    keys.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    keys.press("/")
    expect(page.locator("#quick")).to_be_focused()
    keys.type("people")
    keys.press("Enter")
    expect(page).to_have_url(f"{site}/search?q=people")
    page.wait_for_load_state()
    entries = page.locator("main .entry")
    keys.press("j")
    expect(entries.nth(0).locator("a").first).to_be_focused()
    keys.press("j")
    expect(entries.nth(1).locator("a").first).to_be_focused()
    keys.press("k")
    expect(entries.nth(0).locator("a").first).to_be_focused()
    goal = entries.nth(0).locator("a").first.get_attribute("href")
    keys.press("Enter")
    expect(page).to_have_url(f"{site}{goal}")


def test_tab_reaches_the_content_and_the_controls(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/relation/KEN/UGA")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    reached = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("() => document.activeElement.innerText || document.activeElement.name"))
    assert {"Cite", "Watch", "Type", "since", "source", "Filter"} <= {one.strip() for one in reached}


def test_pointing_at_a_record_lights_its_words(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/report/smuggling")
    page.locator(".of-event .says").first.hover()
    expect(page.locator(".text .on").first).to_contain_text("Kenya accused Uganda")


@pytest.mark.parametrize(
    "path", ["/report/smuggling", "/relation/KEN/UGA", "/search?q=people", "/network", "/calendar"]
)
def test_paper_has_the_text_and_no_controls(open_page: Open, site: str, path: str) -> None:
    page = open_page(site + path, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    shown = page.locator("button, input, select, .top, .jump, .pager, .choice").filter(visible=True)
    expect(shown).to_have_count(0)
    expect(page.locator(".printed")).to_have_text(site + path)
    light = "() => getComputedStyle(document.documentElement).getPropertyValue('--statement-wash').trim()"
    assert page.evaluate(light) == "#e3eefb"


def test_a_chart_follows_the_page_into_the_dark(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/relation/KEN/UGA", color_scheme="light")
    bar = page.locator(".chart svg .mark-rect path").first
    fill = "element => getComputedStyle(element).fill"
    light = bar.evaluate(fill)
    page.emulate_media(color_scheme="dark")
    assert (light, bar.evaluate(fill)) == ("rgb(180, 69, 31)", "rgb(242, 154, 118)")


def test_tables_of_two_and_their_acts_fit_a_phone(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/network")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("() => [...document.querySelectorAll('table')].every((one) => one.clientWidth <= 390 - 32)")

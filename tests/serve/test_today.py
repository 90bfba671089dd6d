"""Today: what changed, what is due, the watch-list, what was seen."""

from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from starlette.testclient import TestClient

from dateline.serve.changed import _change
from dateline.store import Store
from dateline.store.add import add
from dateline.store.schema import TABLES
from tests.serve.conftest import CHANGES, EVIL, Open
from tests.store.quick import QuickCoder, entry


def told(site: TestClient, address: str) -> Any:
    answer = site.get(address)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_today_is_the_day_of_the_newest_report(site: TestClient) -> None:
    page = told(site, "/index.json")
    assert (page["reports"], page["last"], page["since"]) == (7, "2026-03-08", "2026-03-02")
    assert [report["id"] for report in page["newest"]] == ["evil/../<b>", "lima", "arica", "border", "smuggling"]
    assert "Kenya accuses Uganda" in site.get("/").text


def test_an_empty_store_says_what_to_do(open_site: Open, tmp_path: Any) -> None:
    site = open_site(Store.open(str(tmp_path / "empty"), create=True))
    html = site.get("/").text
    assert "No reports yet" in html
    assert 'href="/add"' in html
    assert site.get("/changes.json").status_code == 404
    assert site.get("/relations").status_code == 200


def test_with_too_little_past_the_weightiest_acts_are_told(site: TestClient) -> None:
    page = told(site, "/changes.json")
    assert "weeks of reports" in page["note"]
    assert [act["text"] for act in page["acts"]][:2] == ["Japan attacked Fiji", "Kenya accused or criticised Uganda"]
    assert "Kenya accused or criticised Uganda" in site.get("/changes").text


def test_a_part_is_sent_to_htmx(site: TestClient) -> None:
    assert "<html" not in site.get("/changes", headers={"HX-Request": "true"}).text
    assert "<html" in site.get("/changes").text


@pytest.mark.parametrize("query", ["since=soon", "until=2026-13-01"])
def test_days_are_days(site: TestClient, query: str) -> None:
    assert site.get(f"/changes.json?{query}").status_code == 400


@pytest.mark.parametrize("query", ["since=0001-01-01", "until=0001-01-01", "until=9999-12-31", "since=9999-12-31"])
def test_the_ends_of_the_calendar_can_be_asked_for(site: TestClient, query: str) -> None:
    assert site.get(f"/changes?{query}").status_code == 200
    assert site.get(f"/?{query}").status_code == 200


@pytest.mark.parametrize(
    ("row", "who", "text"),
    [
        (
            {"kind": "new", "a": "KEN", "b": "UGA", "what": "ACCUSE", "observed": 2.0, "expected": 0.1},
            "Kenya and Uganda",
            "for the first time in a year: accused or criticised (2 times)",
        ),
        (
            {"kind": "unusual", "a": "KEN", "b": "UGA", "what": "conflict", "observed": 1.0, "expected": 0.04},
            "Kenya and Uganda",
            "more conflict than usual: 1 act, where hardly any is usual",
        ),
        (
            {"kind": "unusual", "a": "KEN", "b": "", "what": "score", "observed": -6.0, "expected": 1.26},
            "Kenya, with nobody else",
            "more hostile than usual: -6 on PLOVER's scale from -10 to 10, usually 1.3",
        ),
        (
            {"kind": "quiet", "a": "KEN", "b": "UGA", "what": "acts", "observed": 0.0, "expected": 6.0},
            "Kenya and Uganda",
            "nothing heard, where about 6 are usual",
        ),
        (
            {"kind": "holder", "a": "XKX", "b": "", "what": "Ilse Brandt, premier", "observed": None, "expected": None},
            "Kosovo",
            "Ilse Brandt, premier",
        ),
    ],
)
def test_changes_in_words(row: dict[str, Any], who: str, text: str) -> None:
    rest = {"surprise": 3.3, "start": date(2026, 3, 1), "words": None, "record": "act1", "documents": None}
    change = _change({**rest, **row})
    assert (change.who, change.text) == (who, text)
    assert change.chance == "1 in 2,000"


def test_what_falls_due(own: Store, open_site: Open) -> None:
    rows = own.at().table("dyads").to_pylist()
    day = date(2026, 3, 20)
    plan = next(row for row in rows if row["document"] == "lima")
    changed = {**plan, "status": "planned", "start": day, "end": day}
    with own.writing("add", "by hand") as transaction:
        transaction.delete("dyads", "document", ["lima"])
        transaction.append("dyads", pa.Table.from_pylist([changed], TABLES["dyads"].schema))
    [entry] = told(open_site(own), "/index.json")["plans"]
    assert (entry["text"], entry["when"]) == ("Peru to back or endorse Chile", "Fri 20 Mar 2026")


def test_watching_outlives_the_server(own: Store, open_site: Open) -> None:
    site = open_site(own)
    [one] = site.post("/watch", data={"a": "kenya", "b": "UGA"}, headers=CHANGES).json()
    assert (one["title"], one["address"]) == ("Kenya and Uganda", "/relation/KEN/UGA")
    assert (one["recent"], one["conflict"], one["last"]) == (1, 1, "2026-03-02")
    # The same two again, and one by name.
    assert len(site.post("/watch", data={"a": "Uganda", "b": "KEN"}, headers=CHANGES).json()) == 1
    assert len(site.post("/watch", data={"a": EVIL}, headers=CHANGES).json()) == 2
    again = open_site(own)
    watched = told(again, "/index.json")["watched"]
    assert watched[0]["title"] == "Kenya and Uganda"
    assert watched[1]["recent"] is None
    html = again.get("/").text
    assert "<script>alert" not in html
    assert "\u202e" not in html
    left = again.post("/watch/drop", data={"name": watched[1]["name"]}, headers=CHANGES).json()
    assert [one["title"] for one in left] == ["Kenya and Uganda"]


@pytest.mark.parametrize("data", [{}, {"a": ""}, {"a": "  "}, {"a": "x" * 300}])
def test_whom_to_watch_must_be_said(desk: TestClient, data: dict[str, str]) -> None:
    assert desk.post("/watch", data=data, headers=CHANGES).status_code == 422


def test_changes_need_the_token(desk: TestClient) -> None:
    for address in ("/watch", "/watch/drop", "/seen"):
        assert desk.post(address, data={"a": "KEN", "name": "x"}).status_code == 403


def test_a_site_to_read_offers_no_changes(own: Store, open_site: Open) -> None:
    site = open_site(own, read_only=True)
    assert "hx-post" not in site.get("/").text
    assert "hx-post" not in site.get("/relation/KEN/UGA").text
    assert site.post("/seen", headers=CHANGES).status_code == 403


def test_what_came_since_one_looked(own: Store, open_site: Open) -> None:
    site = open_site(own)
    assert told(site, "/index.json")["visit"] is None
    assert site.post("/seen", headers=CHANGES).json()["reports"] == 0
    assert "Nothing was added" in site.get("/").text
    add(own, [entry("Peru met Chile in Tacna.", "2026-03-20", id="tacna")], QuickCoder())
    assert told(site, "/index.json")["visit"]["reports"] == 1
    html = site.get("/").text
    assert "added since you last looked" in html
    assert 'href="/?since=2026-03-08"' in html

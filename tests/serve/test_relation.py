"""Relation: the acts of two, filters and pages, the curve, what they said, agreed and counted; the citation."""

import re
from datetime import date
from typing import Any
from urllib.parse import quote

import pyarrow as pa
import pytest
from starlette.testclient import TestClient

from dateline.store import Store
from dateline.store.schema import TABLES
from tests.serve.conftest import EVIL, Open


def told(site: TestClient, address: str) -> dict[str, Any]:
    answer = site.get(address)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def append(store: Store, table_name: str, **row: Any) -> None:
    """A row of a told table; what is not given is null."""
    table = pa.Table.from_pylist([{**dict.fromkeys(TABLES[table_name].columns), **row}], TABLES[table_name].schema)
    with store.writing("add", "by hand") as transaction:
        transaction.append(table_name, table)


def actor(store: Store, document: str, name: str) -> str:
    rows = store.at().sql("SELECT id FROM actors WHERE document = ? AND name = ?", [document, name])
    return str(rows["id"][0].as_py())


def test_an_act_is_one_entry_however_many_reports(site: TestClient) -> None:
    page = told(site, "/relation/KEN/UGA.json")
    assert (page["known"], page["found"], page["cooperation"], page["conflict"]) == (1, 1, 0, 1)
    [entry] = page["events"]
    assert entry["text"] == "Kenya accused or criticised Uganda"
    assert entry["reports"] == 3
    assert entry["sources"] == ["Lake Times", "Rift Valley Press", "Wire Copy Daily"]
    assert entry["when"] == "Mon 2 Mar 2026"
    assert entry["sure"] == "likely right"
    assert page["periods"] == [{"period": "2026-03-02", "cooperation": 0, "conflict": 1}]
    html = site.get("/relation/KEN/UGA").text
    assert f'id="act-{entry["id"]}"' in html
    assert f'href="/act/{entry["id"]}"' in html


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("UGA", "KEN"),
        ("kenya", "Uganda"),
        ("Kenya", "UG"),
    ],
)
def test_two_are_found_by_code_or_name_either_way(site: TestClient, a: str, b: str) -> None:
    assert told(site, f"/relation/{a}/{b}.json")["found"] == 1


def test_an_actor_without_a_code_is_found_by_name(own: Store, open_site: Open) -> None:
    event = next(row for row in own.at().table("events").to_pylist() if row["document"] == "arica")
    append(own, "actors", id="ac1", document="arica", month="2026-03", position=9, name="Ilse Brandt", kind="person")
    with own.writing("add", "by hand") as transaction:
        transaction.delete("events", "document", ["arica"])
        changed = {**event, "recipients": [*event["recipients"], "ac1"]}
        transaction.append("events", pa.Table.from_pylist([changed], TABLES["events"].schema))
    site = open_site(own)
    assert told(site, "/relation/ilse brandt/PER.json")["found"] == 1
    assert told(site, "/relation/PER/Ilse%20Brandt.json?actor=brandt")["found"] == 1
    assert told(site, "/relation/JPN/Ilse Brandt.json")["found"] == 0


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 2),
        ("type=CONSULT", 1),
        ("type=CONSULT&type=SUPPORT", 2),
        ("type=ASSAULT", 0),
        ("status=happened", 2),
        ("status=planned", 0),
        ("since=2026-03-06", 1),
        ("until=2026-03-05", 1),
        ("source=andes+post", 2),
        ("source=Lake+Times", 0),
        ("actor=chil", 2),
        ("actor=kenya", 0),
        ("sector=MIL", 0),
        # What a form sends for fields that nobody filled in.
        ("type=&status=&since=&until=&sector=&actor=&source=&cursor=", 2),
    ],
)
def test_filters(site: TestClient, query: str, found: int) -> None:
    page = told(site, f"/relation/PER/CHL.json?{query}")
    assert page["found"] == found
    assert len(page["events"]) == found
    assert page["known"] == 2


def test_pages_follow_each_other(site: TestClient) -> None:
    first = told(site, "/relation/PER/CHL.json?limit=1")
    assert [entry["type"] for entry in first["events"]] == ["SUPPORT"]
    second = told(site, first["next"].replace("/CHL?", "/CHL.json?"))
    assert [entry["type"] for entry in second["events"]] == ["CONSULT"]
    assert second["next"] is None


@pytest.mark.parametrize(
    "query", ["type=XX", "status=maybe", "since=soon", "since=2026-05-01&until=2026-01-01", "cursor=!", "cursor=YWJj"]
)
def test_what_cannot_be_asked_is_said(site: TestClient, query: str) -> None:
    answer = site.get(f"/relation/PER/CHL.json?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("query", ["limit=0", "limit=100000", "limit=x"])
def test_pages_are_bounded(site: TestClient, query: str) -> None:
    assert site.get(f"/relation/PER/CHL.json?{query}").status_code == 422


@pytest.mark.parametrize("query", ["since=0001-01-01", "until=9999-12-31", "since=9999-12-31", "until=0001-01-01"])
@pytest.mark.parametrize("part", ["", "/chart.json", "/statements"])
def test_the_ends_of_the_calendar_can_be_asked_for(site: TestClient, part: str, query: str) -> None:
    assert site.get(f"/relation/PER/CHL{part}?{query}").status_code == 200


def test_each_point_of_the_curve_leads_to_its_entry(site: TestClient) -> None:
    page = told(site, "/relation/PER/CHL.json")
    spec = told(site, page["chart"])
    points = spec["datasets"]["points"]
    assert {point["entry"] for point in points} == {f"act-{entry['id']}" for entry in page["events"]}
    assert [point["text"] for point in points] == ["Peru met or talked with Chile", "Peru backed or endorsed Chile"]
    for point in points:
        address, _, entry = point["address"].partition("#")
        html = site.get(address).text
        assert re.search(r'class="entry[^"]*" id="([^"]+)"', html).group(1) == entry  # type: ignore[union-attr]
    # The colours of the page are put in by these names.
    assert {param["name"] for param in spec["params"]} >= {"cooperation", "conflict"}
    assert [bar["value"] for bar in spec["datasets"]["bars"]] == [2]


def test_nothing_of_two_says_what_to_do(site: TestClient) -> None:
    html = site.get("/relation/NOR/PRY").text
    assert "No report tells of anything between Norway and Paraguay" in html
    assert 'href="/relations"' in html


def test_htmx_gets_a_part_and_a_tidy_address(site: TestClient) -> None:
    answer = site.get("/relation/PER/CHL?type=CONSULT&status=&since=", headers={"HX-Request": "true"})
    assert "<html" not in answer.text
    assert answer.headers["HX-Push-Url"] == "/relation/PER/CHL?type=CONSULT"
    assert "HX-Request" in answer.headers["Vary"]
    back = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in site.get("/relation/PER/CHL", headers=back).text


def test_a_citation_stays_true(own: Store, open_site: Open) -> None:
    site = open_site(own)
    cite = told(site, "/relation/PER/CHL.json?type=CONSULT")["cite"]
    version = own.at().version
    assert cite["address"].endswith(f"/relation/PER/CHL?type=CONSULT&version={version}")
    assert f"Store version {version}" in cite["text"]
    assert "model quick" in cite["text"]
    before = told(site, f"/relation/PER/CHL.json?version={version}")
    with own.writing("remove", "all of it") as transaction:
        transaction.delete("dyads", "dyad", ["CHL-PER"])
    assert told(site, "/relation/PER/CHL.json")["found"] == 0
    assert told(site, f"/relation/PER/CHL.json?version={version}")["events"] == before["events"]


def test_statements_about_each_other(own: Store, open_site: Open) -> None:
    peru, chile = (actor(own, "arica", name) for name in ("Peru", "Chile"))
    common = {"document": "arica", "month": "2026-03", "kind": "direct", "addressees": [], "confidence": 0.95}
    append(own, "statements", id="st1", position=0, speaker=peru, about=[chile], words="We like Chile", **common)
    append(own, "statements", id="st2", position=1, speaker=peru, about=[peru], words="We like Peru", **common)
    append(own, "statements", id="st3", position=2, speaker=chile, about=[peru], words=EVIL, **common)
    site = open_site(own)
    page = told(site, "/relation/PER/CHL/statements.json?limit=1")
    assert page["found"] == 2
    [entry] = page["entries"]
    assert (entry["speaker"], entry["towards"], entry["sure"]) == ("Peru", ["Chile"], "very likely right")
    following = told(site, page["next"].replace("/statements?", "/statements.json?"))
    assert [entry["id"] for entry in following["entries"]] == ["st3"]
    html = site.get("/relation/PER/CHL/statements").text
    assert "<script>alert" not in html
    assert "\u202e" not in html
    assert told(site, "/relation/KEN/UGA/statements.json")["found"] == 0


def test_agreements_with_their_stages(own: Store, open_site: Open) -> None:
    parties = [actor(own, "lima", name) for name in ("Peru", "Chile")]
    pact = {"name": "Arica pact", "stage": "signed", "words": "the Arica pact", "confidence": 0.7}
    append(own, "agreements", id="ag1", document="lima", month="2026-03", position=0, parties=parties, **pact)
    append(own, "agreements", id="ag2", document="lima", month="2026-03", position=1, parties=parties[:1], **pact)
    site = open_site(own)
    [entry] = told(site, "/relation/CHL/PER/agreements.json")["entries"]
    assert (entry["name"], entry["stage"], entry["parties"]) == ("Arica pact", "signed", ["Peru", "Chile"])
    assert "signed" in site.get("/relation/CHL/PER/agreements").text


def test_figures_of_all_reports_of_an_act(site: TestClient) -> None:
    entries = told(site, "/relation/KEN/UGA/figures.json")["entries"]
    assert [(entry["text"], entry["of"], entry["document"]) for entry in entries] == [
        ("14", "people", "border"),
        ("12", "people", "smuggling"),
    ]


def test_what_is_planned(own: Store, open_site: Open) -> None:
    rows = own.at().table("dyads").to_pylist()
    plan = next(row for row in rows if row["document"] == "lima")
    day = date(2026, 4, 1)
    with own.writing("add", "by hand") as transaction:
        transaction.delete("dyads", "document", ["lima"])
        changed = {**plan, "status": "planned", "start": day, "end": day, "month": "2026-04"}
        transaction.append("dyads", pa.Table.from_pylist([changed], TABLES["dyads"].schema))
    [entry] = told(open_site(own), "/relation/PER/CHL.json")["plans"]
    assert entry["text"] == "Peru to back or endorse Chile"
    assert entry["when"] == "Wed 1 Apr 2026"


def test_hostile_reports_show_as_text(site: TestClient) -> None:
    html = site.get("/relation/JPN/FJI").text
    assert "Japan attacked Fiji" in html
    assert "<script>alert" not in html
    assert "<svg onload" not in html
    assert "\u202e" not in html
    assert 'href="/report/evil%2F..%2F%3Cb%3E' in html


@pytest.mark.parametrize("name", [EVIL, "'; DROP TABLE dyads --", "%", "\\", "\x00", "é́" * 50, ".."])
def test_hostile_names_are_names(site: TestClient, name: str) -> None:
    for part in ("", ".json", "/chart.json", "/statements", "/figures.json"):
        answer = site.get(f"/relation/{quote(name, safe='')}/KEN{part}?actor={quote(name)}&source={quote(name)}")
        assert answer.status_code in (200, 404)
        if answer.headers["content-type"].startswith("text/html"):
            assert "<script>alert" not in answer.text


def test_the_chooser_leads_to_two(site: TestClient) -> None:
    assert site.get("/relations?a=kenya&b=European+Union", follow_redirects=False).headers["location"] == (
        "/relation/KEN/EUR"
    )
    page = told(site, "/relations.json?limit=1")
    assert page["dyads"][0]["address"] == "/relation/CHL/PER"
    assert told(site, page["next"].replace("/relations?", "/relations.json?"))["dyads"][0]["acts"] == 1
    assert "Peru" in site.get("/relations").text


def test_the_library_of_charts_is_sent_once(site: TestClient) -> None:
    answer = site.get("/static/vega.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "as vegaEmbed" in answer.text
    again = site.get("/static/vega.js", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")

"""Actor: a state, a body, a person or a name; offices, acts done and suffered, counterparts, words, the dead."""

from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from dateline.offices.persons import Person
from dateline.offices.tenancy import Tenancy
from dateline.serve.actor.offices import when_held
from tests.serve.conftest import EVIL


def actor(site: TestClient, key: str, query: str = "") -> dict[str, Any]:
    answer = site.get(f"/actor/{quote(key, safe='')}.json{query}")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_a_state_has_what_it_did_and_what_was_done_to_it(border_site: TestClient) -> None:
    told = actor(border_site, "UGA")
    assert (told["kind"], told["name"]) == ("state", "Uganda")
    # Done: what both do together (two plans and the pact) and the protest.
    assert (told["known"], told["done"], told["suffered"]) == (9, 4, 5)
    assert told["counterparts"][0]["code"] == "KEN"
    assert told["counterparts"][0]["acts"] == 9
    assert told["counterparts"][0]["address"] == "/relation/UGA/KEN"
    assert [act["id"] for act in actor(border_site, "UGA", "?side=suffered")["acts"]][:2] == ["e3", "closing"]


@pytest.mark.parametrize(
    ("key", "kind", "found"),
    [
        ("Kenya", "state", "KEN"),
        ("ken", "state", "KEN"),
        ("United Nations", "body", "UNO"),
        ("wanja odera", "name", "wanja odera"),
        ("Nobody Known", "name", "Nobody Known"),
    ],
)
def test_whom_a_key_names(border_site: TestClient, key: str, kind: str, found: str) -> None:
    told = actor(border_site, key)
    assert (told["kind"], told["key"]) == (kind, found)


def test_a_name_finds_acts_of_reports_that_tell_another_one(border_site: TestClient) -> None:
    # Report r4 tells only "Okello"; the office table knows the full name.
    assert "e3" in [act["id"] for act in actor(border_site, "Moses Okello")["acts"]]


def test_a_person_has_offices_and_words(site: TestClient) -> None:
    told = actor(site, "KEN")
    (office,) = [office for office in told["offices"] if office["name"] == "Wanja Odera"]
    assert office["title"] == "President"
    assert office["document"] in ("smuggling", "copy")
    person = actor(site, office["person"])
    assert (person["kind"], person["code"]) == ("person", "KEN")
    assert [held["owner"] for held in person["offices"]] == ["KEN"]
    html = site.get(f"/actor/{quote(office['person'], safe='')}").text
    assert 'href="/actor/KEN"' in html
    # Whoever types the name alone means the same person.
    assert actor(site, "Wanja Odera")["key"] == office["person"]


def test_the_page_of_a_state_does_not_wait_for_the_offices(site: TestClient) -> None:
    first = site.get("/actor/KEN").text
    assert 'hx-get="/actor/KEN?whole=true"' in first
    assert "/actor/KEN%2Fwanja-odera" not in first
    assert "/actor/KEN%2Fwanja-odera" in site.get("/actor/KEN?whole=true").text
    # Once read, they are there.
    assert "/actor/KEN%2Fwanja-odera" in site.get("/actor/KEN").text


def test_acts_are_paged_without_gap_or_repeat(border_site: TestClient) -> None:
    every = [act["id"] for act in actor(border_site, "KEN")["acts"]]
    read: list[str] = []
    address = "/actor/KEN?limit=3"
    while address:
        path, _, query = address.partition("?")
        page = border_site.get(f"{path}.json?{query}").json()
        assert len(page["acts"]) <= 3
        read += [act["id"] for act in page["acts"]]
        address = page["next"]
    assert read == every
    assert len(every) == 10


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("?type=CONSULT", ["e5", "e3"]),
        ("?status=planned", ["e4", "e5"]),
        ("?since=2026-05-01&until=2026-05-02", ["e9", "e10"]),
        ("?side=done&type=SANCTION", ["closing"]),
    ],
)
def test_filters(border_site: TestClient, query: str, ids: list[str]) -> None:
    assert [act["id"] for act in actor(border_site, "KEN", query)["acts"]] == ids


def test_statements_and_the_dead(border_site: TestClient) -> None:
    told = actor(border_site, "KEN")
    assert [said["words"] for said in told["statements"]] == ["A good day", "We will not yield"]
    assert told["statements"][1]["towards"] == ["Moses Okello"]
    assert [(dead["killed"], dead["done"]) for dead in told["dead"]] == [(2.0, True), (3.0, True)]
    assert [dead["done"] for dead in actor(border_site, "UGA")["dead"]] == [False]


def test_hostile_names_show_as_text(border_site: TestClient) -> None:
    for key in ("JPN", EVIL):
        html = border_site.get(f"/actor/{quote(key, safe='')}").text
        assert "<script>alert" not in html
        assert "<svg" not in html
        assert "\u202e" not in html
    assert "&lt;script&gt;" in html


def test_nobody_is_told_of_is_said_with_what_to_do(border_site: TestClient) -> None:
    html = border_site.get("/actor/Nobody%20Known").text
    assert "No report tells of Nobody Known" in html
    assert "/search?q=Nobody%20Known" in html


@pytest.mark.parametrize(
    "query", ["?side=x", "?type=WAVE", "?since=yesterday", "?cursor=zz", "?limit=0", "?version=99"]
)
def test_wrong_questions_are_problems(border_site: TestClient, query: str) -> None:
    answer = border_site.get(f"/actor/KEN.json{query}")
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert 400 <= answer.status_code < 500 or query == "?version=99"


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        ({"first_seen": "2026-03-01", "last_seen": "2026-03-01"}, "in office on 1 March 2026"),
        ({"first_seen": "2026-03-01", "last_seen": "2026-05-02"}, "in office 1 March 2026 to 2 May 2026"),
        ({"first_seen": "2026-03-01", "last_seen": "2026-03-01", "from_": "2024"}, "from 2024, last seen 1 March 2026"),
        ({"from_": "2024-05", "until": "2025-06-03"}, "from May 2024 until 3 June 2025"),
        ({"before": "2026-03-01"}, "before 1 March 2026"),
        ({"after": "2026-03-01"}, "after 1 March 2026"),
        ({}, "at a time not told"),
    ],
)
def test_times_in_office_are_no_more_precise_than_told(ends: dict[str, str], told: str) -> None:
    person = Person("KEN/w", "Wanja Odera", ("Wanja Odera",), "KEN", None)
    known: dict[str, Any] = dict.fromkeys(("first_seen", "last_seen", "from_", "until", "after", "before"))
    known |= {name: end if name in ("from_", "until") else date.fromisoformat(end) for name, end in ends.items()}
    assert when_held(Tenancy(person, "president", "KEN", "President", **known, reports=1, documents=("r",))) == told

"""Act: its reports side by side, what they disagree on, and decisions about it by hand."""

import time
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.store import Store
from tests.serve.conftest import CHANGES, Open


def act_of(store: Store, document: str) -> str:
    return str(store.at().sql("SELECT act FROM joins WHERE document = ?", [document])["act"][0].as_py())


def page(site: TestClient, act: str) -> dict[str, Any]:
    answer = site.get(f"/act/{act}.json")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def settled(site: TestClient) -> None:
    """Wait as the page does."""
    for _ in range(200):
        if not site.get("/settling.json").json()["settling"]:
            return
        time.sleep(0.02)
    raise AssertionError("still settling")


def test_the_reports_stand_side_by_side(site: TestClient, kept: Store) -> None:
    told = page(site, act_of(kept, "smuggling"))
    assert {member["document"] for member in told["members"]} == {"smuggling", "border"}
    assert told["reports"] == 3
    assert {member["document"]: member["copies"] for member in told["members"]}["smuggling"] == 1
    evidence = ["".join(s["text"] for s in member["words"] if s["evidence"]) for member in told["members"]]
    assert evidence == ["Kenya accused Uganda"] * 2
    assert [difference["about"] for difference in told["differences"]] == ["killed"]
    assert [value["value"] for value in told["differences"][0]["values"]] == ["12", "14"]
    html = site.get(f"/act/{told['id']}").text
    assert "side by side" in html
    assert "What the reports disagree on" in html


def test_hostile_reports_show_as_text(site: TestClient, kept: Store) -> None:
    html = site.get(f"/act/{act_of(kept, 'evil/../<b>')}").text
    assert "<script>alert" not in html
    assert "<svg" not in html
    assert "\u202e" not in html
    assert 'href="javascript' not in html
    assert 'href="/report/evil%2F..%2F%3Cb%3E' in html


@pytest.mark.parametrize("id", ["act0", "..%2f..%2fetc", "%00", "act'--"])
def test_what_is_no_act_is_404(site: TestClient, id: str) -> None:
    assert site.get(f"/act/{id}").status_code == 404


def test_parting_and_undoing(desk: TestClient, own: Store) -> None:
    act = act_of(own, "smuggling")
    form = {"act": act, "documents": "border", "by": "Ada", "note": "another lorry"}
    kept = desk.post("/edits/split", data=form, headers=CHANGES)
    assert kept.status_code == 201
    assert kept.headers["HX-Trigger"] == "edited"
    settled(desk)
    told = page(desk, act)
    assert [member["document"] for member in told["members"]] == ["smuggling"]
    assert [(note["kind"], note["by"], note["note"]) for note in told["edits"]] == [("split", "Ada", "another lorry")]
    assert [other["document"] for other in told["parted"]] == ["border"]
    assert desk.post(f"/edits/{kept.json()['edit']}/undo", headers=CHANGES).status_code == 201
    settled(desk)
    assert len(page(desk, act)["members"]) == 2


def test_a_joined_act_is_found_under_its_old_address(desk: TestClient, own: Store, open_site: Open) -> None:
    first, second = act_of(own, "arica"), act_of(own, "lima")
    assert [other["id"] for other in page(desk, first)["similar"]] == [second]
    assert desk.post("/edits/join", data={"acts": [first, second]}, headers=CHANGES).status_code == 201
    settled(desk)
    told = page(desk, second)
    assert told["id"] == first
    assert {member["joined_by"] for member in told["members"]} == {"edit"}
    # It holds after a restart.
    assert len(page(open_site(Store.open(own.uri)), first)["members"]) == 2


@pytest.mark.parametrize(
    ("address", "form", "status"),
    [
        ("/edits/split", {"act": "act0", "documents": "border"}, 404),
        ("/edits/join", {"acts": ["act0", "act1"]}, 404),
        ("/edits/split", {"act": "{act}", "documents": "lima"}, 400),
        ("/edits/split", {"act": "{act}", "documents": ["smuggling", "border"]}, 400),
        ("/edits/split", {"act": "{act}"}, 422),
        ("/edits/join", {}, 422),
    ],
)
def test_what_can_not_be_is_refused(
    desk: TestClient, own: Store, address: str, form: dict[str, Any], status: int
) -> None:
    version = own.head().version
    form = {name: act_of(own, "smuggling") if value == "{act}" else value for name, value in form.items()}
    assert desk.post(address, data=form, headers=CHANGES).status_code == status
    assert own.head().version == version


def test_read_only_has_no_forms(own: Store, open_site: Open) -> None:
    html = open_site(own, read_only=True).get(f"/act/{act_of(own, 'smuggling')}").text
    assert "hx-post" not in html

"""Report: the text with its records, what is hostile in it, and corrections that stay."""

from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from dateline.serve.sureness import plain_reason, sure
from dateline.store import Store
from dateline.store.rows import tables_of
from dateline.store.settle import settle
from tests.serve.conftest import CHANGES, Open

EVIL_ID = "evil/../<b>"


def page(site: TestClient, id: str, **query: str) -> dict[str, Any]:
    answer = site.get(f"/report/{quote(id, safe='')}.json", params=query)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def records(told: dict[str, Any], kind: str = "event") -> list[dict[str, Any]]:
    return [one for section in told["sheet"]["sections"] for one in section["records"] if one["kind"] == kind]


def correct(site: TestClient, id: str, **fields: object) -> dict[str, Any]:
    record = records(page(site, id))[0]["id"]
    answer = site.post("/edits/correct", data={"document": id, "record": record, **fields}, headers=CHANGES)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_the_text_is_whole_and_its_evidence_marked(site: TestClient, kept: Store) -> None:
    told = page(site, "smuggling")
    text = kept.at().sql("SELECT text FROM documents WHERE id = 'smuggling'")["text"][0].as_py()
    assert "".join(piece["text"] for piece in told["sheet"]["pieces"]) == text
    (event,) = records(told)
    assert event["text"] == "Kenya accused or criticised Uganda"
    marked = [piece["text"] for piece in told["sheet"]["pieces"] if event["id"] in piece["records"]]
    assert marked == ["Kenya accused Uganda"]


def test_the_page_links_words_and_records(site: TestClient) -> None:
    html = site.get("/report/smuggling").text
    event = records(page(site, "smuggling"))[0]["id"]
    assert f'id="r-t-{event}" data-records="r-{event}"' in html
    assert f'<li class="record of-event" id="r-{event}" data-records="r-{event}">' in html
    assert "Likely right" in html
    assert "https://press.example/smuggling" in html
    assert "<style" not in html
    assert "style=" not in html


def test_near_duplicates_know_each_other(site: TestClient) -> None:
    assert [copy["id"] for copy in page(site, "smuggling")["copies"]] == ["copy"]
    copy = page(site, "copy")
    assert copy["duplicate_of"] == "smuggling"
    assert records(copy) == []
    assert 'href="/report/smuggling"' in site.get("/report/copy").text


def test_an_event_says_why_it_was_joined(site: TestClient) -> None:
    told = page(site, "border")
    event = records(told)[0]
    assert told["acts"][event["id"]]["reports"] == 3
    assert any("like smuggling; same type “accused" in why for why in event["why"]), event["why"]


def test_hostile_reports_show_as_text(site: TestClient) -> None:
    html = site.get(f"/report/{quote(EVIL_ID, safe='')}").text
    assert "<script>alert" not in html
    assert "<svg" not in html
    assert "\u202e" not in html
    assert "javascript:" not in html
    assert "&lt;script&gt;alert" in html
    assert "Japan attacked Fiji" in html


@pytest.mark.parametrize(
    "id", ["nothing", "../../etc/passwd", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "%00", "%ff", "..%5c..%5cdesk.sqlite"]
)
def test_what_is_no_report_is_404(site: TestClient, id: str) -> None:
    for address in (f"/report/{id}", f"/report/{id}.json"):
        assert site.get(address).status_code == 404


def test_a_report_without_records_says_so(site: TestClient) -> None:
    assert "No records were found in this report" in site.get("/report/quiet").text


def test_others_events_are_shown_without_a_text(own: Store, open_site: Open) -> None:
    place = {"document": "gdelt-1", "month": "2026-03", "position": 0}
    actor = {**place, "id": "ac1", "name": "<b>Kenya</b>", "kind": "country", "country": "KEN"}
    event = {**place, "id": "ev1", "type": "CONSULT", "mode": "visit", "status": "happened", "focus": "news"}
    event |= {"quad": 1, "score": 2.5, "actors": ["ac1"], "recipients": [], "others": [], "contexts": []}
    event |= {"according_to": [], "disputed_by": [], "confidence": 0.0, "origin": "gdelt"}
    figure = {**place, "id": "fi1", "value": 3.0, "qualifier": "exact", "event": "ev1", "confidence": 0.0}
    document = {"id": "gdelt-1", "month": "2026-03", "key": "gdelt-1", "version": 1, "origin": "gdelt"}
    document |= {"url": "http://[broken", "sentences": [], "date": date(2026, 3, 1)}
    with own.writing("import") as transaction:
        rows = {"documents": [document], "actors": [actor], "events": [event], "figures": [figure]}
        for name, table in tables_of(rows).items():
            transaction.append(name, table)
    settle(own)
    site = open_site(own)
    told = page(site, "gdelt-1")
    assert [record["text"] for record in records(told)] == ["<b>Kenya</b> visited"]
    assert told["has_text"] is False
    html = site.get("/report/gdelt-1").text
    assert "without the text of the report" in html
    assert "How sure is not known" in html
    assert "<b>Kenya" not in html
    assert "[broken" not in html
    assert site.get(f"/act/{told['acts']['ev1']['id']}").status_code == 200
    correct(site, "gdelt-1", given="act", act="CONSULT phone")
    assert records(page(site, "gdelt-1"))[0]["code"] == "CONSULT · phone"


def test_the_coder_is_asked_for_its_reasons(site: TestClient) -> None:
    assert page(site, "smuggling", why="true")["explained"] is True


def test_a_correction_is_shown_at_once_and_survives_a_restart(own: Store, open_site: Open) -> None:
    first = open_site(own)
    correct(first, "arica", given=["act", "status"], act="CONSULT visit", status="planned", by="Ada", note="<i>sic</i>")
    told = page(first, "arica")
    assert records(told)[0]["text"] == "Peru to visit Chile"
    second = open_site(Store.open(own.uri))
    told = page(second, "arica")
    (event,) = records(told)
    assert (event["text"], event["status"], event["code"]) == ("Peru to visit Chile", "planned", "CONSULT · visit")
    (note,) = told["edits"][event["id"]]
    assert (note["by"], note["note"], note["change"]) == ("Ada", "<i>sic</i>", ["visited", "planned"])
    html = second.get("/report/arica").text
    assert "&lt;i&gt;sic&lt;/i&gt;" in html
    # What the report tells is as it was.
    assert own.at().sql("SELECT status FROM events WHERE document = 'arica'")["status"].to_pylist() == ["happened"]


def test_timelines_follow_a_correction(own: Store, open_site: Open) -> None:
    site = open_site(own)
    correct(site, "arica", given=["when"], first="2026-02-01", last="2026-02-03")
    site.__exit__(None, None, None)
    rows = own.at().sql("SELECT start, \"end\" FROM dyads WHERE document = 'arica'").to_pylist()
    assert {(str(row["start"]), str(row["end"])) for row in rows} == {("2026-02-01", "2026-02-03")}
    site.__enter__()


def test_undoing_brings_the_record_back(desk: TestClient) -> None:
    edit = correct(desk, "lima", given=["actors", "recipients"])["edit"]
    assert records(page(desk, "lima"))[0]["text"] == "Somebody unnamed backed or endorsed"
    assert desk.post(f"/edits/{edit}/undo", headers=CHANGES).status_code == 201
    told = page(desk, "lima")
    assert records(told)[0]["text"] == "Peru backed or endorsed Chile"
    assert told["edits"] == {}
    assert desk.post(f"/edits/{edit}/undo", headers=CHANGES).status_code == 404


def test_a_rejected_record_is_kept_aside(desk: TestClient) -> None:
    event = records(page(desk, "lima"))[0]["id"]
    form = {"document": "lima", "record": event, "note": "irony"}
    assert desk.post("/edits/reject", data=form, headers=CHANGES).status_code == 201
    told = page(desk, "lima")
    assert records(told) == []
    (rejected,) = told["rejected"]
    assert (rejected["record"]["id"], rejected["edit"]["note"]) == (event, "irony")
    assert all(event not in piece["records"] for piece in told["sheet"]["pieces"])
    html = desk.get("/report/lima").text
    assert "Rejected by readers" in html
    # It can't be corrected any more, nor rejected twice.
    assert desk.post("/edits/reject", data=form, headers=CHANGES).status_code == 404


@pytest.mark.parametrize(
    ("fields", "status", "problem"),
    [
        ({"given": "act", "act": "CONSULT torture"}, 400, "no act 'CONSULT torture'"),
        ({"given": "act", "act": "DANCE"}, 400, "no act 'DANCE'"),
        ({"given": "status", "status": "dreamt"}, 400, "'dreamt' is no status"),
        ({"given": "actors", "actors": "ac-of-elsewhere"}, 400, "no actor of the report"),
        ({"given": "when", "first": "2026-03-05", "last": "2026-03-01"}, 400, "before the first"),
        ({"given": "when", "last": "2026-03-01"}, 400, "the first day, too"),
        ({"given": "when", "first": "yesterday"}, 422, "first"),
        ({"given": "stage", "stage": "signed"}, 400, "can't be corrected"),
        ({"given": "status", "status": "happened"}, 400, "nothing was changed"),
        ({"given": "words", "words": "x"}, 422, "given"),
        ({}, 422, "given"),
        ({"given": "status", "status": "planned", "document": "nothing"}, 404, "no such report"),
        ({"given": "status", "status": "planned", "record": "nothing"}, 404, "no such record"),
        ({"given": "status", "status": "planned", "note": "x" * 3000}, 422, "note"),
    ],
)
def test_what_can_not_be_is_refused(desk: TestClient, fields: dict[str, str], status: int, problem: str) -> None:
    form = {"document": "lima", "record": records(page(desk, "lima"))[0]["id"], **fields}
    answer = desk.post("/edits/correct", data=form, headers={**CHANGES, "Accept": "application/json"})
    assert answer.status_code == status
    assert problem in answer.json()["detail"]
    assert page(desk, "lima")["edits"] == {}


@pytest.mark.parametrize(
    "headers",
    [{}, {"X-Dateline-Token": "guess"}, {**CHANGES, "Origin": "https://elsewhere.example"}],
    ids=["no token", "wrong token", "other origin"],
)
def test_changes_need_token_and_origin(desk: TestClient, own: Store, headers: dict[str, str]) -> None:
    version = own.head().version
    form = {"document": "lima", "record": "x", "acts": ["a", "b"], "act": "a", "documents": "b"}
    for address in ("/edits/correct", "/edits/reject", "/edits/split", "/edits/join", "/edits/ed1/undo"):
        assert desk.post(address, data=form, headers=headers).status_code == 403
    assert own.head().version == version


def test_read_only_hides_and_refuses(own: Store, open_site: Open) -> None:
    site = open_site(own, read_only=True)
    for address in ("/report/smuggling", "/report/lima"):
        assert "<form hx-post" not in site.get(address).text
        assert ">Correct</button>" not in site.get(address).text
    assert site.post("/edits/reject", data={"document": "lima", "record": "x"}, headers=CHANGES).status_code == 403


def test_an_earlier_version_can_be_read_but_not_changed(desk: TestClient, own: Store) -> None:
    version = own.head().version
    correct(desk, "lima", given="status", status="denied")
    assert records(page(desk, "lima", version=str(version)))[0]["status"] == "happened"
    html = desk.get("/report/lima", params={"version": version}).text
    assert ">Correct</button>" not in html
    assert f"As of version {version}" in html


def test_the_form_offers_what_fits(site: TestClient) -> None:
    event = records(page(site, "smuggling"))[0]["id"]
    choices = site.get("/correct.json", params={"document": "smuggling", "record": event}).json()
    chosen = [one["value"] for type in choices["acts"] for one in type["choices"] if one["chosen"]]
    assert chosen == ["ACCUSE"]
    assert [one["words"] for one in choices["actors"] if one["chosen"]] == ["Kenya"]
    assert site.get("/correct", params={"document": "smuggling", "record": "x"}).status_code == 404
    tenure = records(page(site, "smuggling"), "tenure")[0]["id"]
    choices = site.get("/correct.json", params={"document": "smuggling", "record": tenure}).json()
    assert (choices["kind"], choices["fields"]) == ("tenure", ["status"])
    assert [one["value"] for one in choices["statuses"]] == ["current", "former", "incoming"]


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("same type CONSULT visit", "same type “visited”"),
        ("both name ETH, KEN", "both name Ethiopia, Kenya"),
        ("money 6e+07 and 5e+07", "money 60,000,000 and 50,000,000"),
        (
            "lexicon: verb fly_to subject; model: 0.98",
            "the verb “fly to” with subject tells of such acts; the trained network gives it 98%",
        ),
        ("times overlap", "times overlap"),
    ],
)
def test_reasons_are_in_words(reason: str, words: str) -> None:
    assert plain_reason(reason) == words
    assert plain_reason(words) == words


@pytest.mark.parametrize(
    ("confidence", "origin", "words"),
    [
        (1.0, "dateline", "virtually certain"),
        (0.66, "dateline", "likely right"),
        (0.5, "dateline", "about as likely right as wrong"),
        (0.0, "dateline", "very unlikely to be right"),
        (0.0, "gdelt", "how sure is not known: the source does not say"),
    ],
)
def test_how_sure_in_words(confidence: float, origin: str, words: str) -> None:
    assert sure(confidence, origin) == words

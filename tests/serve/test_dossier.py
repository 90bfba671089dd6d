import io
import zipfile
from typing import Any

import pytest
from docx import Document
from starlette.testclient import TestClient

from dateline.serve.dossier import pins
from dateline.serve.dossier.markdown import escaped
from dateline.store import Store
from tests.serve.conftest import CHANGES, EVIL, Open
from tests.serve.test_map import Markup

EVIL_DOCUMENT = "evil/../<b>"


def pin(site: TestClient, kind: str, id: str, document: str = "") -> Any:
    return site.post("/dossier/pins", data={"kind": kind, "id": id, "document": document}, headers=CHANGES)


def dossier(site: TestClient) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = site.get("/dossier.json").json()["pins"]
    return told


def record(store: Store, table: str, document: str) -> str:
    rows = store.at().sql(f"SELECT id FROM {table} WHERE document = ?", [document])
    return str(rows["id"][0].as_py())


def act_of(store: Store, document: str) -> str:
    return str(store.at().sql("SELECT act FROM joins WHERE document = ?", [document])["act"][0].as_py())


def test_a_record_is_pinned_with_its_words_and_source(desk: TestClient, own: Store) -> None:
    answer = pin(desk, "tenure", record(own, "tenures", "smuggling"), "smuggling")
    assert (answer.status_code, answer.json()["pins"]) == (201, 1)
    (pinned,) = dossier(desk)
    assert "Wanja Odera" in pinned["title"]
    assert pinned["told"]["quote"]
    (source,) = pinned["sources"]
    assert (source["headline"], source["url"]) == ("Kenya accuses Uganda", "https://press.example/smuggling")
    assert pinned["address"].startswith("/report/smuggling#r-")


def test_an_act_is_pinned_with_all_its_reports(desk: TestClient, own: Store) -> None:
    pin(desk, "act", act_of(own, "smuggling"))
    (pinned,) = dossier(desk)
    assert "smuggling" in [source["document"] for source in pinned["sources"]]
    assert pinned["reports"] >= 2


@pytest.mark.parametrize("kind", ["event", "figure"])
def test_other_records(desk: TestClient, own: Store, kind: str) -> None:
    assert pin(desk, kind, record(own, f"{kind}s", "smuggling"), "smuggling").status_code == 201
    assert dossier(desk)[0]["told"]["kind"] == kind


def test_pins_and_notes_survive_a_restart(own: Store, open_site: Open) -> None:
    first = open_site(own)
    key = pin(first, "report", "arica").json()["key"]
    first.post(f"/dossier/pins/{key}/note", data={"note": "Ask the envoy."}, headers=CHANGES)
    (kept,) = dossier(open_site(own))
    assert (kept["key"], kept["note"], kept["title"]) == (key, "Ask the envoy.", "Peru met Chile in Arica.")


def test_order_and_removal(desk: TestClient) -> None:
    keys = [pin(desk, "report", id).json()["key"] for id in ("arica", "lima", "border")]

    def change(key: str, what: str, **data: str) -> int:
        status: int = desk.post(f"/dossier/pins/{key}/{what}", data=data, headers=CHANGES).status_code
        return status

    assert change(keys[2], "move", to="up") == 200
    assert [one["id"] for one in dossier(desk)] == ["arica", "border", "lima"]
    # There is nothing above the first.
    assert change(keys[0], "move", to="up") == 200
    assert change(keys[0], "remove") == 200
    assert change(keys[0], "remove") == 404
    assert change(keys[0], "note", note="x") == 404
    assert change(keys[1], "move", to="left") == 422
    assert [one["id"] for one in dossier(desk)] == ["border", "lima"]


def test_pinning_twice_keeps_the_note(desk: TestClient) -> None:
    key = pin(desk, "report", "arica").json()["key"]
    desk.post(f"/dossier/pins/{key}/note", data={"note": "mine"}, headers=CHANGES)
    assert pin(desk, "report", "arica").json() == {"key": key, "pins": 1}
    assert dossier(desk)[0]["note"] == "mine"


def test_the_dossier_is_bounded(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "MOST", 1)
    assert pin(desk, "report", "arica").status_code == 201
    assert pin(desk, "report", "lima").status_code == 400


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"kind": "report", "id": "none"}, 404),
        ({"kind": "act", "id": "act0"}, 404),
        ({"kind": "event", "id": "ev0", "document": "arica"}, 404),
        ({"kind": "event", "id": "ev0"}, 404),
        ({"kind": "story", "id": "arica"}, 422),
        ({"kind": "report", "id": "x" * 501}, 422),
        ({}, 422),
    ],
)
def test_what_is_not_there_cannot_be_pinned(desk: TestClient, form: dict[str, str], status: int) -> None:
    assert desk.post("/dossier/pins", data=form, headers=CHANGES).status_code == status
    assert dossier(desk) == []


def test_changes_need_the_token(desk: TestClient) -> None:
    assert desk.post("/dossier/pins", data={"kind": "report", "id": "arica"}).status_code == 403


def test_htmx_gets_parts_of_the_page(desk: TestClient) -> None:
    headers = {**CHANGES, "HX-Request": "true"}
    said = desk.post("/dossier/pins", data={"kind": "report", "id": "arica"}, headers=headers)
    assert said.text.startswith("Pinned.")
    key = dossier(desk)[0]["key"]
    moved = desk.post(f"/dossier/pins/{key}/move", data={"to": "down"}, headers=headers)
    assert moved.text.startswith('<div id="pins">')
    left = desk.post(f"/dossier/pins/{key}/remove", headers=headers)
    assert "Nothing is pinned yet" in left.text


def test_a_record_that_is_gone_says_so(desk: TestClient, own: Store) -> None:
    pin(desk, "report", "arica")
    desk.post(f"/dossier/pins/{dossier(desk)[0]['key']}/note", data={"note": "kept"}, headers=CHANGES)
    with own.writing("remove", "a takedown") as transaction:
        transaction.delete("documents", "id", ["arica"])
    (pinned,) = dossier(desk)
    assert (pinned["sources"], pinned["note"]) == ([], "kept")
    assert "not in this version" in desk.get("/dossier").text
    assert "not in this version" in desk.get("/dossier.md").text


def test_markdown_has_quotations_links_and_how_to_cite(desk: TestClient, own: Store) -> None:
    key = pin(desk, "tenure", record(own, "tenures", "smuggling"), "smuggling").json()["key"]
    desk.post(f"/dossier/pins/{key}/note", data={"note": "See *also* Lima."}, headers=CHANGES)
    answer = desk.get("/dossier.md")
    version = own.at().version
    assert answer.headers["content-disposition"] == 'attachment; filename="dossier.md"'
    assert "[Kenya accuses Uganda](<https://press.example/smuggling>), Rift Valley Press, 2 March 2026" in answer.text
    assert f"/report/smuggling?version={version}#r-" in answer.text
    assert "\n> President Wanja Odera" in answer.text
    assert "See *also* Lima." in answer.text
    assert f"version {version} of" in answer.text.split("## How to cite")[1]


def test_docx_has_the_same_and_is_the_same_each_time(desk: TestClient) -> None:
    pin(desk, "report", "smuggling")
    body = desk.get("/dossier.docx").content
    assert body == desk.get("/dossier.docx").content
    document = Document(io.BytesIO(body))
    text = [paragraph.text for paragraph in document.paragraphs]
    assert text[:2] == ["Dossier", "1. Kenya accuses Uganda"]
    links = {relation.target_ref for relation in document.part.rels.values() if relation.is_external}
    assert "https://press.example/smuggling" in links


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("[a](javascript:x)", r"\[a\](javascript:x)"),
        ("see http://x.example and www.x.example", r"see http\://x.example and www\.x.example"),
        ("1. one", r"1\. one"),
        ("- one\n# two", r"\- one \# two"),
        ("16:30, a-b (c)", "16:30, a-b (c)"),
        ("a\u202eb", "a\ufffdb"),
    ],
)
def test_text_means_nothing_in_markdown(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_hostile_records_are_text_in_every_form(desk: TestClient, own: Store) -> None:
    key = pin(desk, "report", EVIL_DOCUMENT).json()["key"]
    pin(desk, "event", record(own, "events", EVIL_DOCUMENT), EVIL_DOCUMENT)
    desk.post(f"/dossier/pins/{key}/note", data={"note": f"</textarea>{EVIL}\x00\x0b"}, headers=CHANGES)
    page = desk.get("/dossier").text
    markup = Markup(page)
    assert markup.elements.count("script") == 2
    assert "onload" not in markup.attributes
    assert "javascript:" not in page
    markdown = desk.get("/dossier.md").text
    assert "<script" not in markdown
    assert "javascript:" not in markdown
    assert "\u202e" not in markdown
    with zipfile.ZipFile(io.BytesIO(desk.get("/dossier.docx").content)) as files:
        assert b"javascript:" not in files.read("word/_rels/document.xml.rels")
        assert "\u202e" not in files.read("word/document.xml").decode()


def test_a_read_only_site_offers_no_changes(own: Store, open_site: Open) -> None:
    pin(open_site(own), "report", "arica")
    page = open_site(own, read_only=True).get("/dossier").text
    assert "hx-post" not in page

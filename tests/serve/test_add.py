"""Add: what is brought is coded for a look, or stored, within limits; what is wrong with it is told."""

import json
import multiprocessing
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.engine import Workers
from dateline.read import Options
from dateline.serve.archive import Archive
from dateline.serve.intake import Intake, Upload
from dateline.serve.settings import UPLOAD_BYTES
from dateline.store import Store
from tests.engine.fakes import slow
from tests.serve.conftest import CHANGES, EVIL, Open
from tests.store.quick import told as text_of

JSON = {**CHANGES, "Accept": "application/json"}
TEXT = "Kenya met Peru in Nairobi on Monday, the ministry said, and spoke of the harbour that both want to build."


def preview(site: TestClient, **form: Any) -> dict[str, Any]:
    files = {"file": form.pop("file")} if "file" in form else None
    answer = site.post("/add/preview", data=form, files=files, headers=JSON)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def added(site: TestClient, **form: Any) -> dict[str, Any]:
    """What became of an upload, once it is done."""
    files = {"file": form.pop("file")} if "file" in form else None
    answer = site.post("/add", data=form, files=files, headers=JSON)
    assert answer.status_code == 202, answer.text
    run = answer.json()["run"]
    for _ in range(400):
        told: dict[str, Any] = site.get(f"/add/{run}.json").json()
        if told["done"]:
            return told
        time.sleep(0.02)
    raise AssertionError("not done")


def test_a_look_codes_and_stores_nothing(desk: TestClient, own: Store) -> None:
    version = own.head().version
    told = preview(desk, text=TEXT, day="2026-04-01", title="Harbour", source="Coast")
    (look,) = told["reports"]
    assert (look["headline"], look["date"], look["source"], look["stored"]) == ("Harbour", "2026-04-01", "Coast", None)
    assert look["sheet"]["sections"][0]["records"][0]["text"] == "Kenya met or talked with Peru"
    assert own.head().version == version


def test_a_look_is_a_page_too(desk: TestClient) -> None:
    html = desk.post("/add/preview", data={"text": f"{TEXT} {EVIL}"}, headers=CHANGES).text
    assert "Kenya met Peru" in html
    assert "<script>alert" not in html
    assert "<svg" not in html
    assert "\u202e" not in html
    assert "no date found" in html
    assert "--date" not in html


def test_what_is_added_is_there(desk: TestClient, own: Store) -> None:
    told = added(desk, text=f"{TEXT}\r\nMore.", day="2026-04-01", url="https://press.example/harbour")
    assert (told["documents"], told["problem"], told["issues"]) == (1, None, [])
    (report,) = told["reports"]
    (row,) = own.at().sql("SELECT text, url, date FROM documents WHERE id = ?", [report["id"]]).to_pylist()
    assert (row["text"], row["url"]) == (f"{TEXT}\nMore.", "https://press.example/harbour")
    assert desk.get(f"/report/{report['id']}").status_code == 200
    assert own.head().kind == "settle"
    again = added(desk, text=f"{TEXT}\nMore.", day="2026-04-01", url="https://press.example/harbour")
    assert (again["documents"], again["skipped"]) == (0, 1)
    assert preview(desk, text=f"{TEXT}\nMore.", day="2026-04-01")["reports"][0]["stored"] is None


def test_a_day_in_another_notation_of_iso_8601_is_that_day(desk: TestClient, own: Store) -> None:
    (report,) = added(desk, text=TEXT, day="20260401")["reports"]
    (row,) = own.at().sql("SELECT month FROM documents WHERE id = ?", [report["id"]]).to_pylist()
    assert row["month"] == "2026-04"


def test_another_process_knows_what_was_added(desk: TestClient, own: Store, open_site: Open) -> None:
    run = added(desk, text=TEXT, day="2026-04-01")["run"]
    told = open_site(Store.open(own.uri)).get(f"/add/{run}.json").json()
    assert (told["done"], told["documents"], len(told["reports"])) == (True, 1, 1)
    assert desk.get("/add/nothing").status_code == 404


def test_a_file_of_many_reports_with_faults(desk: TestClient) -> None:
    lines = [json.dumps({"text": f"{TEXT} Page {n}.", "date": "2026-04-02"}) for n in range(7)]
    lines[2:2] = ['{"a"', json.dumps({"text": " "}), json.dumps({"text": "A FAULT in it.", "date": "2026-04-02"})]
    file = ("../../evil.jsonl", "\n".join(lines).encode(), "application/x-ndjson")
    told = preview(desk, file=file)
    assert len(told["reports"]) + len(told["issues"]) >= 5
    assert told["more"] is True
    done = added(desk, file=file)
    assert done["documents"] == 7
    assert [issue.partition(":")[0] for issue in done["issues"]] == ["line 3", "line 4"]
    assert done["failed"] == 3


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        (
            "page.html",
            b"<html><body><article><p>Kenya met Peru in Nairobi, and both spoke.</p></article></body></html>",
            1,
        ),
        ("table.csv", b"date,text\n2026-03-01,Kenya met Peru in Nairobi and spoke of the harbour\n", 1),
        ("table.csv", b"a,b\n1,2\n", 0),
        ("broken.json.gz", b"\x1f\x8b\x08\x00broken", 0),
        ("bytes.txt", bytes(range(256)) * 8, 0),
    ],
)
def test_formats(desk: TestClient, name: str, data: bytes, told: int) -> None:
    found = preview(desk, file=(name, data))
    assert len(found["reports"]) == told
    assert bool(found["issues"]) or told


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ({}, "paste a report"),
        ({"text": "  "}, "paste a report"),
        ({"text": TEXT, "day": "Monday"}, "is no day"),
        ({"text": TEXT, "url": "javascript:alert(1)"}, "must begin with http"),
        ({"text": TEXT, "url": "http://[broken"}, "must begin with http"),
        ({"text": TEXT, "format": "exe"}, "no format 'exe'"),
    ],
)
def test_what_can_not_be_is_refused(desk: TestClient, own: Store, form: dict[str, str], problem: str) -> None:
    version = own.head().version
    for address in ("/add/preview", "/add"):
        answer = desk.post(address, data=form, headers=JSON)
        assert answer.status_code == 400
        assert problem in answer.json()["detail"]
    assert own.head().version == version


def test_too_large_an_upload_is_413(desk: TestClient) -> None:
    file = ("large.txt", b"x" * (UPLOAD_BYTES + 1))
    assert desk.post("/add/preview", files={"file": file}, headers=JSON).status_code == 413


def test_adding_needs_token_and_origin(desk: TestClient) -> None:
    for address in ("/add", "/add/preview"):
        assert desk.post(address, data={"text": TEXT}).status_code == 403
        other = {**CHANGES, "Origin": "https://elsewhere.example"}
        assert desk.post(address, data={"text": TEXT}, headers=other).status_code == 403


def test_read_only_hides_and_refuses(own: Store, open_site: Open) -> None:
    site = open_site(own, read_only=True)
    html = site.get("/add").text
    assert "read-only" in html
    assert "<textarea" not in html
    assert site.post("/add", data={"text": TEXT}, headers=CHANGES).status_code == 403


def test_workers_code_what_comes_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.serve.archive.Workers", partial(Workers, load=slow))
    archive = Archive(Store.open(str(tmp_path / "store"), create=True), jobs=2)
    before = set(multiprocessing.active_children())
    intake = Intake(archive)
    upload = Upload.of_text(text_of(1), Options(date="2026-03-02"))
    (coded,), issues, more = intake.look(upload, 1)
    assert (coded.report.coder.model, issues, more) == ("quick", [], False)
    job = intake.job(intake.start(upload))
    assert job
    until = time.monotonic() + 60
    while not job.done and time.monotonic() < until:
        time.sleep(0.05)
    assert (job.problem, job.summary.documents) == (None, 1)
    archive.close()
    assert set(multiprocessing.active_children()) == before

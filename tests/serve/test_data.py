"""Data: tables, versions, sources and issues; downloads that read back."""

import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.export import FORMATS, Log, import_files, validate
from dateline.serve.data.take import ENDINGS
from dateline.store import TABLES, Store
from tests.serve.conftest import EVIL


def test_every_table_is_told_with_its_rows_and_meanings(border_site: TestClient, border: Store) -> None:
    told = border_site.get("/data.json").json()
    tables = {table["name"]: table for table in told["tables"]}
    assert set(tables) == set(TABLES)
    assert tables["events"]["rows"] == len(border.at().table("events")) == told["events"]
    assert [column["name"] for column in tables["dyads"]["columns"]] == TABLES["dyads"].schema.names
    assert all(column["meaning"] and column["type"] for table in told["tables"] for column in table["columns"])
    types = {column["name"]: column["type"] for column in tables["events"]["columns"]}
    assert (types["start"], types["actors"], types["score"]) == ("day", "list of text", "number")
    assert {one["name"] for one in told["formats"]} == set(FORMATS)
    html = border_site.get("/data").text
    assert "who did what to whom, as one document tells it" in html
    assert "/download/icews" in html


def test_versions_tell_what_each_did_and_stay(site: TestClient, kept: Store) -> None:
    told = site.get("/data/versions.json").json()
    newest, *others = told["entries"]
    assert newest["version"] == kept.at().version == told["found"]
    assert [one["version"] for one in others] == list(range(newest["version"] - 1, 0, -1))
    assert others[-1]["kind"] == "create"
    assert others[-1]["tables"] == []
    (added,) = [one for one in told["entries"] if one["kind"] == "add"]
    assert "documents" in added["tables"]
    assert site.get("/data.json?version=1").json()["reports"] == 0
    assert "As of version 1" in site.get("/data?version=1").text


def test_books_are_told(border_site: TestClient) -> None:
    issues = border_site.get("/data/issues.json").json()
    assert [(one["id"], one["warning"]) for one in issues["entries"]] == [("is1", False), ("is2", True)]
    runs = border_site.get("/data/runs.json").json()
    assert [(one["run"], one["documents"]) for one in runs["entries"]] == [("run1", 9)]
    sources = border_site.get("/data/sources.json").json()
    assert [feed["status"] for feed in sources["feeds"]] == ["304", EVIL]
    assert {one["source"]: one["reports"] for one in sources["entries"]}["Example Herald"] == 2
    (copies,) = border_site.get("/data/duplicates.json").json()["entries"]
    assert (copies["document"], copies["copies"], copies["sources"]) == ("r2", 1, ["Example Post"])
    html = border_site.get("/data/sources").text
    assert "5 May 2026, 10:30 UTC" in html
    assert "nothing new" in html


def test_lists_are_paged(border_site: TestClient) -> None:
    first = border_site.get("/data/issues.json?limit=1").json()
    assert first["next"] == "/data/issues?cursor=1&limit=1"
    second = border_site.get("/data/issues.json?limit=1&cursor=1").json()
    assert [one["id"] for one in first["entries"] + second["entries"]] == ["is1", "is2"]
    assert second["next"] is None


@pytest.mark.parametrize("path", ["/data", "/data/issues", "/data/sources", "/data/runs", "/data/versions"])
def test_hostile_books_show_as_text(border_site: TestClient, path: str) -> None:
    html = border_site.get(path).text
    assert "<script>alert" not in html
    assert "<svg" not in html
    assert "\u202e" not in html
    assert 'href="javascript' not in html


@pytest.mark.parametrize(
    "path", ["/data/issues", "/data/runs", "/data/sources", "/data/duplicates", "/calendar", "/actor/KEN"]
)
def test_an_empty_store_says_what_to_do(open_site: object, tmp_path: Path, path: str) -> None:
    site = open_site(Store.open(str(tmp_path / "none"), create=True))  # type: ignore[operator]
    answer = site.get(path)
    assert answer.status_code == 200
    assert 'class="empty"' in answer.text


def unpacked(content: bytes, name: str, folder: Path) -> list[Path]:
    """The files of a download in a folder of their own."""
    if not name.endswith(".zip"):
        (folder / name).write_bytes(content)
        return [folder / name]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        packed.extractall(folder)
        return [folder / one for one in packed.namelist()]


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_a_download_reads_back(site: TestClient, kept: Store, format: str, tmp_path: Path) -> None:
    answer = site.get(f"/download/{format}")
    assert answer.status_code == 200, answer.text
    name = answer.headers["content-disposition"].partition('filename="')[2].rstrip('"')
    assert name.startswith(f"dateline-v{kept.at().version}")
    files = unpacked(answer.content, name, tmp_path)
    rows = sum(1 for _ in FORMATS[format].read(files[0]))
    events = int(answer.headers["x-dateline-events"])
    assert rows >= events > 0
    assert not validate(format, Log(files, events, rows))
    store = Store.open(str(tmp_path / "store"), create=True)
    done = import_files(store, format, files[:1])
    assert not done.wrong
    assert store.at().sql("SELECT count(*) AS n FROM events")["n"][0].as_py() == done.events > 0


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_whole_tables_read_back(site: TestClient, kept: Store, format: str, tmp_path: Path) -> None:
    answer = site.get(f"/download/{format}?tables=true")
    assert answer.headers["content-type"] == "application/zip"
    folder = tmp_path / "tables"
    folder.mkdir()
    unpacked(answer.content, "tables.zip", folder)
    store = Store.open(str(tmp_path / "store"), create=True)
    import_files(store, format, [folder])
    query = "SELECT id, text FROM documents ORDER BY id"
    assert store.at().sql(query).equals(kept.at().sql(query))


def test_a_download_is_of_what_was_asked_for(border_site: TestClient) -> None:
    def ids(query: str) -> list[str]:
        lines = border_site.get(f"/download/csv?{query}").text.splitlines()
        return [line.partition(",")[0] for line in lines[1:]]

    assert ids("since=2026-05-01&until=2026-05-02") == ["e9", "e10"]
    assert ids("dyad=jpn") == ["plan-evil"]
    assert len(ids("dyad=KEN-UGA&reports=true")) == len(ids("dyad=KEN-UGA")) + 1
    assert "Kenya closed" in border_site.get("/download/csv").text
    assert "Kenya closed" not in border_site.get("/download/csv?text=false").text


def test_files_are_cleaned_up(border_site: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert border_site.get("/download/gdelt").status_code == 200
    assert border_site.get("/download/csv?tables=true").status_code == 200
    assert border_site.get("/download/csv?tables=true&since=2026-01-01").status_code == 400
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "query",
    ["docx", "plover?tables=true", "csv?since=soon", "csv?since=2026-02-01&until=2026-01-01", "csv?dyad=" + "A" * 50],
)
def test_wrong_questions_are_problems(border_site: TestClient, query: str) -> None:
    assert border_site.get(f"/download/{query}").status_code in (400, 422)


def test_a_hostile_dyad_names_no_file(border_site: TestClient) -> None:
    answer = border_site.get("/download/csv", params={"dyad": '../"\r\nX: y'})
    assert answer.status_code == 200
    assert ".." not in answer.headers["content-disposition"]
    assert "x" not in answer.headers


def test_every_format_has_an_ending() -> None:
    assert set(ENDINGS) == set(FORMATS)

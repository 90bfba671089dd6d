"""`dateline add`, `issues`, `info`, `recode` and `compact`."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dateline.cli.extent import Extent
from dateline.read import Entry, Issue
from dateline.records import Document
from dateline.store import Store
from dateline.store.schema import FORMAT
from tests.cli.conftest import Run
from tests.store.quick import QuickCoder, column, told


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> QuickCoder:
    coder = QuickCoder()
    monkeypatch.setattr("dateline.cli.jobs.load", lambda model: coder)
    return coder


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(json.dumps(row(n)) + "\n" for n in range(5)), encoding="utf-8")
    return path


def row(n: int) -> dict[str, Any]:
    return {"id": f"n{n}", "date": "2026-03-02", "text": told(n), "source": "The Daily"}


def test_add_and_add_again(run: Run, quick: QuickCoder, reports: Path, tmp_path: Path) -> None:
    result = run("add", reports, "--store", tmp_path / "s")
    assert (result.status, result.err) == (0, "")
    lines = dict(line.rsplit(maxsplit=1) for line in result.out.splitlines() if line.startswith("  "))
    assert {name.strip(): count for name, count in lines.items()} == {
        "reports added": "5",
        "coded": "5",
        "records": "20",
        "actors": "10",
        "events": "5",
        "figures": "5",
    }
    version = Store.open(str(tmp_path / "s")).head().version
    again = run("add", reports, "--store", tmp_path / "s")
    assert again.status == 0
    assert "nothing new" in again.out
    assert Store.open(str(tmp_path / "s")).head().version == version


def test_issues_have_reasons(run: Run, quick: QuickCoder, reports: Path, tmp_path: Path) -> None:
    with reports.open("a", encoding="utf-8") as stream:
        stream.write('{"text": \n{"id": "x", "date": "2026-03-02", "text": "A FAULT in the text of Kenya."}\n')
    result = run("add", reports, tmp_path / "none.txt", "--store", tmp_path / "s")
    assert result.status == 3
    assert "no such file" in result.out.lower()
    rows = json.loads(run("issues", "--store", tmp_path / "s", "--format", "json").out)
    assert [(Path(row["input"]).name, row["line"], row["kind"]) for row in rows] == [
        ("none.txt", None, "failure"),
        ("reports.jsonl", 6, "failure"),
        ("reports.jsonl", 7, "failure"),
    ]
    table = run("issues", "--store", tmp_path / "s").out
    assert "the coder failed on this report" in table
    assert run("issues", "--store", tmp_path / "s", "--as-of", 1).out == ""


def test_nothing_read(run: Run, quick: QuickCoder, tmp_path: Path) -> None:
    assert run("add", tmp_path / "none.txt", "--store", tmp_path / "s").status == 2


def test_options_of_reading(run: Run, quick: QuickCoder, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(told(1), encoding="utf-8")
    run(
        "add", tmp_path / "a.txt", "--store", tmp_path / "s", "--date", "2026-05-06", "--source", "Wire", "--title", "T"
    )
    (row,) = Store.open(str(tmp_path / "s")).at().sql("SELECT date, source, title FROM documents").to_pylist()
    assert (str(row["date"]), row["source"], row["title"]) == ("2026-05-06", "Wire", "T")


def test_a_list_of_sources_is_read_first(run: Run, quick: QuickCoder, tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('[[source]]\nurl = "nowhere"\nname = "N"\n', encoding="utf-8")
    result = run("add", tmp_path / "sources.toml", "--store", tmp_path / "s")
    assert result.status == 1
    assert "is not an address" in result.err
    assert not (tmp_path / "s").exists()


def test_private_addresses_are_refused(run: Run, quick: QuickCoder, tmp_path: Path) -> None:
    result = run("add", "http://127.0.0.1:9/feed", "--store", tmp_path / "s")
    assert result.status == 2
    assert "127.0.0.1" in result.out


def test_info(run: Run, quick: QuickCoder, reports: Path, tmp_path: Path) -> None:
    run("add", reports, "--store", tmp_path / "s")
    shown = run("info", "--store", tmp_path / "s").out
    for words in ("2026-03-02 to 2026-03-02", "The Daily", "create: an empty store", "add: run "):
        assert words in shown
    numbers = json.loads(run("info", "--store", tmp_path / "s", "--format", "json").out)
    assert (numbers["documents"], numbers["records"]["events"]) == (5, 5)
    assert json.loads(run("info", "--store", tmp_path / "s", "--as-of", "1", "--format", "json").out)["documents"] == 0


def test_recode_and_compact(run: Run, quick: QuickCoder, reports: Path, tmp_path: Path) -> None:
    run("add", reports, "--store", tmp_path / "s")
    assert "nothing to do" in run("recode", "--store", tmp_path / "s").out
    quick.info = quick.info.model_copy(update={"version": "2"})
    assert run("recode", "--store", tmp_path / "s").out.startswith("5 reports coded again")
    assert "nothing to do" in run("settle", "--store", tmp_path / "s").out
    assert run("compact", "--store", tmp_path / "s").status == 0


@pytest.mark.parametrize("command", ["issues", "info", "recode", "settle", "compact"])
def test_no_store(run: Run, quick: QuickCoder, tmp_path: Path, command: str) -> None:
    result = run(command, "--store", tmp_path / "s")
    assert result.status == 1
    assert f"there is no store at {tmp_path / 's'}" in result.err
    assert not (tmp_path / "s").exists()


def test_a_store_of_a_newer_program(
    run: Run, quick: QuickCoder, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.store.lake.FORMAT", FORMAT + 1)
    run("add", reports, "--store", tmp_path / "s")
    monkeypatch.undo()
    monkeypatch.setattr("dateline.cli.jobs.load", lambda model: quick)
    result = run("add", reports, "--store", tmp_path / "s")
    assert result.status == 1
    assert "update dateline" in result.err


@pytest.fixture
def small_disk(tmp_path: Path) -> Any:
    """A file system of 8 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder], capture_output=True)
    if mounted.returncode:
        pytest.skip("only root may mount a file system")
    yield folder
    subprocess.run(["umount", folder], check=True)


ROOT = pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root may mount a file system")


def fill(disk: Path, left: int) -> Path:
    """A file that leaves so many bytes of a disk."""
    filler = disk / "filler"
    filler.write_bytes(b"x" * (shutil.disk_usage(disk).free - left))
    return filler


@ROOT
def test_a_disk_too_full_to_begin(run: Run, quick: QuickCoder, small_disk: Path, reports: Path) -> None:
    store = small_disk / "s"
    assert run("add", reports, "--store", store).status == 0
    fill(small_disk, 100_000)
    reports.write_text(json.dumps(row(99)) + "\n", encoding="utf-8")
    result = run("add", reports, "--store", store)
    assert result.status == 1
    assert "no space left" in result.err
    # Delta's writer would have told of the panic of a thread as well.
    assert "panicked" not in result.err


@ROOT
def test_disk_full_and_read_only(
    run: Run, quick: QuickCoder, small_disk: Path, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = small_disk / "s"
    assert run("add", reports, "--store", store).status == 0
    # Another program may fill the disk after it was looked at.
    monkeypatch.setattr("dateline.store.transaction.require_room", lambda uri, size: None)
    filler = fill(small_disk, 400_000)
    many = tmp_path / "many.jsonl"
    many.write_text("".join(json.dumps(row(n)) + "\n" for n in range(10, 400)), encoding="utf-8")
    result = run("add", many, "--store", store)
    assert result.status == 1
    assert "no space left" in result.err
    assert "Traceback" not in result.err
    filler.unlink()
    kept = column(Store.open(str(store)), "SELECT count(*) FROM documents")[0]
    assert kept >= 5
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    result = run("add", many, "--store", store)
    assert result.status == 1
    assert "read-only" in result.err
    assert column(Store.open(str(store)), "SELECT count(*) FROM documents") == [kept]
    subprocess.run(["mount", "-o", "remount,rw,size=60m", small_disk], check=True)
    assert run("add", many, "--store", store).status == 0
    assert column(Store.open(str(store)), "SELECT count(*) FROM documents") == [395]


def test_extent(tmp_path: Path) -> None:
    lines, text = tmp_path / "a.jsonl", tmp_path / "b.txt"
    lines.write_bytes(b"x" * 9 + b"\n" + b"y" * 9 + b"\n")
    text.write_bytes(b"z" * 30)
    extent = Extent([str(lines), str(text)])
    document = Document(id="1", text="x")
    assert extent.total == 50
    assert extent.reach(Entry(str(lines), 1, document)) == 10
    assert extent.reach(Issue(str(text), None, "empty")) == 50
    # What comes late does not put it back.
    assert extent.reach(Entry(str(lines), 2, document)) == 50
    assert Extent([str(lines), "-"]).total is None

"""`dateline code`: outputs, issues and exit statuses."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import dateline
from dateline.records import Report
from tests.cli.conftest import Run

TEXT = "Kenyan President Wanja Odera met her Ugandan counterpart in Kampala on Monday. “We agree,” Odera said."
DATED = {"text": TEXT, "date": "2024-05-07"}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def rows(path: Path, *given: dict[str, Any] | str) -> Path:
    path.write_text("".join((g if isinstance(g, str) else json.dumps(g)) + "\n" for g in given), encoding="utf-8")
    return path


def test_readable_report(run: Run, report: Path) -> None:
    result = run("code", report, "--date", "2024-05-07", "--title", "Talks", "--source", "The Daily")
    assert result.status == 0
    assert result.out.startswith("Talks\nTue 7 May 2024 · The Daily\n")
    assert "Wanja Odera (Kenya)" in result.out
    assert "\x1b" not in result.out
    assert max(map(len, result.out.splitlines())) <= 80
    assert result.err == ""


def test_json_of_one_report_is_an_object(run: Run, report: Path) -> None:
    result = run("code", report, "--date", "2024-05-07", "--format", "json")
    found = Report.from_json(result.out)
    assert found.document.text == TEXT
    assert found.document.date == "2024-05-07"


def test_json_of_several_is_an_array(run: Run, report: Path) -> None:
    result = run("code", report, report, report, "--date", "2024-05-07", "--format", "json")
    assert [Report.model_validate(row).document.text for row in json.loads(result.out)] == [TEXT] * 3


def test_json_lines_keep_order_and_ids(run: Run, tmp_path: Path) -> None:
    path = rows(tmp_path / "a.jsonl", *({"id": f"n{n}", **DATED} for n in range(20)))
    result = run("code", path, "--format", "jsonl")
    assert result.status == 0
    assert [Report.from_json(line).document.id for line in result.out.splitlines()] == [f"n{n}" for n in range(20)]


def test_json_is_that_of_the_report(run: Run, report: Path, coder: dateline.Coder) -> None:
    result = run("code", report, "--date", "2024-05-07", "--format", "jsonl")
    assert result.out == coder.code(TEXT, "2024-05-07").to_json() + "\n"


def test_page(run: Run, report: Path) -> None:
    result = run("code", report, "--date", "2024-05-07", "--format", "html")
    assert result.out.startswith("<!doctype html>")
    assert result.out.rstrip().endswith("</html>")


def test_output_file_tells_the_format(run: Run, report: Path, tmp_path: Path) -> None:
    result = run("code", report, "--date", "2024-05-07", "--output", tmp_path / "out.jsonl")
    assert (result.status, result.out) == (0, "")
    assert Report.from_json((tmp_path / "out.jsonl").read_text("utf-8")).document.text == TEXT
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "report.txt"]


def test_standard_input(run: Run) -> None:
    result = run("code", "-", "--format", "jsonl", stdin=(json.dumps(DATED) + "\n").encode() * 2)
    assert len(result.out.splitlines()) == 2


def test_same_input_same_bytes(run: Run, report: Path) -> None:
    first, second = (run("code", report, "--format", "json", "--date", "2024-05-07").out for _ in range(2))
    assert first == second


def test_explain(run: Run, report: Path) -> None:
    assert "because: " in run("code", report, "--date", "2024-05-07", "--explain").out
    row = json.loads(run("code", report, "--date", "2024-05-07", "--explain", "--format", "json").out)
    ids = {record["id"] for kind in ("events", "statements", "tenures") for record in row[kind]}
    assert set(row["reasons"]) & ids


def test_map(run: Run, tmp_path: Path) -> None:
    path = rows(tmp_path / "a.jsonl", {"body": TEXT, "published": "7 May 2024"})
    result = run("code", path, "--map", "date=published", "--map", "text=body", "--format", "jsonl")
    assert Report.from_json(result.out).document.date == "2024-05-07"


def test_broken_line_seven_of_ten(run: Run, tmp_path: Path) -> None:
    lines: list[dict[str, Any] | str] = [{"id": str(n), **DATED} for n in range(1, 11)]
    lines[6] = '{"id": "7", "text": '
    path = rows(tmp_path / "a.jsonl", *lines)
    result = run("code", path, "--format", "jsonl", "--issues", tmp_path / "issues.jsonl")
    assert result.status == 3
    assert len(result.out.splitlines()) == 9
    assert f"{path}:7: not JSON" in result.err
    (issue,) = map(json.loads, (tmp_path / "issues.jsonl").read_text("utf-8").splitlines())
    assert issue["input"] == str(path)
    assert issue["line"] == 7
    assert issue["coded"] is False


def test_no_date_is_coded_with_a_warning(run: Run, report: Path) -> None:
    result = run("code", report, "--format", "json")
    assert result.status == 0
    assert "warning: no date found" in result.err
    assert Report.from_json(result.out).document.date is None


NOTHING = [
    ("missing", None),
    ("empty", b""),
    ("binary", b"\x7fELF\0\0"),
    ("Latin-1", b"caf\xe9"),
    ("French", "Le ministre a rencontré son homologue.".encode()),
]


@pytest.mark.parametrize(("why", "data"), NOTHING, ids=[row[0] for row in NOTHING])
def test_nothing_read(run: Run, tmp_path: Path, why: str, data: bytes | None) -> None:
    path = tmp_path / "a.txt"
    if data is not None:
        path.write_bytes(data)
    result = run("code", path, "--format", "json", "--output", tmp_path / "out.json")
    assert (result.status, result.out) == (2, ""), why
    assert result.err.startswith(f"dateline: {path}: ")
    assert "Traceback" not in result.err
    assert not (tmp_path / "out.json").exists()


def test_some_not_read(run: Run, report: Path, tmp_path: Path) -> None:
    result = run("code", report, tmp_path / "none.txt", "--date", "2024-05-07", "--format", "jsonl")
    assert result.status == 3
    assert len(result.out.splitlines()) == 1


def test_force(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Le ministre a rencontré son homologue.", encoding="utf-8")
    result = run("code", path, "--force", "--date", "2024-05-07", "--format", "json")
    assert result.status == 0
    assert Report.from_json(result.out).document.language == "fr"


WRONG = [
    (["code"], "Missing argument"),
    (["code", "x", "--format", "xml"], "xml"),
    (["code", "x", "--date", "soon"], "is not a day"),
    (["code", "x", "--map", "when=x"], "FIELD=NAME"),
    (["code", "x", "--from", "pdf"], "is none of"),
    (["code", "x", "--model", "no_such_model"], "no_such_model"),
    (["code", "x", "--output", "/no/such/folder/x.json"], "can't write"),
    (["code", "x", "--issues", "/no/such/folder/x.json"], "can't write"),
    (["decode"], "decode"),
    (["code", "--colour"], "colour"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=[" ".join(row[0]) for row in WRONG])
def test_wrong_usage(run: Run, arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.status == 1
    assert said in result.err
    assert "Traceback" not in result.err


def test_failure_of_the_coder_is_an_issue(
    run: Run, tmp_path: Path, coder: dateline.Coder, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = coder._code

    def fail(document: dateline.Document, parsed: Any) -> Any:
        if document.id == "2":
            raise ZeroDivisionError("a fault")
        return code(document, parsed)

    monkeypatch.setattr(coder, "_code", fail)
    path = rows(tmp_path / "a.jsonl", *({"id": str(n), **DATED} for n in range(4)))
    result = run("code", path, "--format", "jsonl")
    assert result.status == 3
    assert [Report.from_json(line).document.id for line in result.out.splitlines()] == ["0", "1", "3"]
    assert (
        f"{path}:3: the coder failed on this report, please tell its makers: ZeroDivisionError: a fault" in result.err
    )


def test_hostile_names_and_texts_do_not_act_on_a_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m.txt"
    path.write_text("Kenya met \x1b[2JUganda \u202eon Monday.", encoding="utf-8")
    result = run("code", path, "--title", "x\x1b]0;owned\x07")
    assert "\x1b" not in result.out + result.err
    assert "\u202e" not in result.out


def test_broken_pipe(tmp_path: Path) -> None:
    path = rows(tmp_path / "a.jsonl", *({"id": str(n), **DATED} for n in range(200)))
    command = [sys.executable, "-m", "dateline.cli", "code", str(path), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


def test_control_c(tmp_path: Path) -> None:
    path = rows(tmp_path / "a.jsonl", *({"id": str(n), **DATED} for n in range(5000)))
    output = tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "dateline.cli", "code", str(path), "--output", str(output)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        part = tmp_path / "out.jsonl.part"
        until = time.monotonic() + 60
        while not (part.exists() and part.stat().st_size) and time.monotonic() < until:
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"interrupted" in err
    assert b"Traceback" not in err
    assert not output.exists()
    assert all(Report.from_json(line) for line in part.read_text("utf-8").splitlines())

import csv
import io
import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dateline.analyse.timeline import TIMELINE
from dateline.cli import main
from tests.analyse.corpus import border_corpus

Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> str:
    uri = str(tmp_path_factory.mktemp("ask") / "archive")
    border_corpus().written(uri)
    return uri


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], archive: str) -> Ask:
    """`ask("who", "president of Kenya")`: status, standard output and error of a question to the archive."""

    def ask(*arguments: object, store: str = archive) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dateline", *map(str, arguments), "--store", store])
        with pytest.raises(SystemExit) as end:
            main()
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return int(end.value.code or 0), out.decode(), err.decode()

    return ask


def test_a_timeline_for_people(ask: Ask) -> None:
    status, out, _ = ask("timeline", "Kenya", "Uganda", "--since", "2026-01-01", "--until", "2026-01-31")
    assert status == 0
    events, curve = out.split("\n\n")
    assert "SANCTION" in events
    assert "Kenya closed the border" in events
    assert "We will not yield" in events
    # No plan is among these, so the table has no column of stages.
    assert "stage" not in events
    assert curve.splitlines()[1].split()[:4] == ["2026-01-01", "0", "1", "-6"]
    assert all(len(line) <= 160 for line in out.splitlines())


@pytest.mark.parametrize(
    "question",
    [
        ("timeline", "KEN", "UGA"),
        ("timeline", "KEN", "UGA", "--curve", "--by", "week"),
        ("panel", "--unit", "country"),
        ("calendar", "--country", "Kenya"),
        ("find", "border"),
        ("sql", "SELECT * FROM events"),
    ],
)
def test_forms_tell_the_same(ask: Ask, tmp_path: Path, question: tuple[str, ...]) -> None:
    status, out, _ = ask(*question, "--format", "json")
    rows = json.loads(out)
    assert status == 0
    assert rows
    lines = list(csv.DictReader(io.StringIO(ask(*question, "--format", "csv")[1])))
    path = tmp_path / "answer.parquet"
    assert ask(*question, "--output", path)[:2] == (0, "")
    table = pq.read_table(path)
    assert len(lines) == table.num_rows == len(rows)
    assert list(lines[0]) == table.column_names == list(rows[0])


def test_days_and_lists(ask: Ask) -> None:
    row = json.loads(ask("timeline", "KEN", "UGA", "--type", "SANCTION", "-f", "json")[1])[0]
    assert (row["start"], row["actors"], row["mode"]) == ("2026-01-05", ["Wanja Odera"], None)
    line = next(csv.DictReader(io.StringIO(ask("timeline", "KEN", "UGA", "--type", "SANCTION", "-f", "csv")[1])))
    assert line["sources"] == "Example Herald; Example Post; Example Wire"


def test_a_plot(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "curve.svg"
    assert ask("timeline", "KEN", "UGA", "--plot", path, "--per-1000")[0] == 0
    assert "acts per 1,000 reports per month" in path.read_text(encoding="utf-8")


def test_what_the_curve_leaves_out_is_said(ask: Ask) -> None:
    assert "3 acts are not in the curve" in ask("timeline", "KEN", "UGA")[2]


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (("timeline", "Atlantis"), "nothing found about Atlantis; try another spelling"),
        (("calendar", "--country", "JPN"), "no plan found; try a wider span"),
        (("who", "president of Kenya"), "no report tells who is president of Kenya; try without --on"),
        (("find", "walrus"), "try fewer or shorter words"),
        (("sql", "SELECT 1 WHERE false"), "the query has no rows"),
    ],
)
def test_an_empty_answer_says_what_to_try(ask: Ask, question: tuple[str, ...], message: str) -> None:
    status, out, err = ask(*question)
    assert (status, out.strip()) == (0, "")
    assert message in err
    assert json.loads(ask(*question, "-f", "json")[1]) == []


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (("timeline", "KEN", "--since", "soon"), "'soon' is not a day"),
        (("timeline", "KEN", "--as-of", "99"), "no version as of 99"),
        (("calendar", "--country", "Atlantis"), "'Atlantis' is no country"),
        (("changes", "--since", "2026-01-12"), "weeks of reports before 2026-01-12"),
        (("panel", "-f", "parquet"), "name a file with --output"),
        (("panel", "--output", "/nowhere/panel.csv"), "can't write /nowhere/panel.csv"),
        (("sql", "DROP TABLE events"), "must be one SELECT"),
    ],
)
def test_what_can_not_be_answered(ask: Ask, question: tuple[str, ...], message: str) -> None:
    status, out, err = ask(*question)
    assert (status, out) == (1, "")
    assert message in err


def test_no_store(ask: Ask, tmp_path: Path) -> None:
    status, _, err = ask("find", "border", store=str(tmp_path / "none"))
    assert status == 1
    assert "there is no store at" in err


def test_an_earlier_version(ask: Ask) -> None:
    assert json.loads(ask("timeline", "KEN", "--as-of", "1", "-f", "json")[1]) == []
    assert len(json.loads(ask("timeline", "KEN", "--as-of", "2", "-f", "json")[1])) > 0


def test_what_would_act_in_a_terminal_is_shown_instead(ask: Ask) -> None:
    _, out, _ = ask("sql", "SELECT chr(27) || '[2J' AS hostile")
    assert "\x1b" not in out


@pytest.mark.parametrize("command", ["timeline", "panel", "calendar", "who", "changes", "find", "sql"])
def test_help_has_examples(ask: Ask, command: str) -> None:
    status, out, _ = ask(command, "--help")
    assert status == 0
    assert f"dateline {command}" in " ".join(out.split())
    assert "--as-of" in out


def test_columns_shown_are_columns(ask: Ask) -> None:
    module = import_module("dateline.cli.timeline")
    assert set(module.SHOWN) <= set(TIMELINE.names)

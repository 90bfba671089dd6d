"""`--jobs` of the commands, and a store that several processes code for."""

import json
from functools import partial
from pathlib import Path

import pytest

from dateline.cli import main
from dateline.coder import Coder
from dateline.engine import Workers
from dateline.read import Entry
from dateline.store import Store
from dateline.store.add import PART, add
from dateline.store.recode import recode
from tests.engine.fakes import risky
from tests.store.adding import series
from tests.store.quick import QuickCoder, contents


def quick(model: str | None) -> Coder:
    return QuickCoder()  # type: ignore[return-value]


def test_a_store_is_the_same_for_any_number(tmp_path: Path) -> None:
    one, two = (Store.open(str(tmp_path / name), create=True) for name in ("one", "two"))
    # More than four parts, with near-duplicates, changed texts, issues and reports that fail.
    alone = add(one, series(0, 4 * PART), QuickCoder())  # type: ignore[arg-type]
    with Workers(2, load=quick) as workers:
        together = add(two, series(0, 4 * PART), workers)
    assert contents(two) == contents(one)
    assert two.head().version == one.head().version
    assert (together.documents, together.failed) == (alone.documents, alone.failed)
    assert min(alone.documents, alone.failed, alone.duplicates) > 0


def test_what_is_coded_ahead_is_right_where_another_writer_comes_between(tmp_path: Path) -> None:
    """It stores texts that were forecast as new, and one that others are then near-duplicates of."""
    store, one_by_one = (Store.open(str(tmp_path / name), create=True) for name in ("store", "one"))
    reports = list(series(0, 2 * PART))
    others = [one for one in series(70, 90) if isinstance(one, Entry) and "FAULT" not in one.document.text][::2]
    came = False

    def meanwhile(_: object) -> None:
        nonlocal came
        if not came:
            came = True
            add(store, others, QuickCoder())  # type: ignore[arg-type]

    with Workers(2, load=quick) as workers:
        summary = add(store, reports, workers, progress=meanwhile)
    add(one_by_one, others, QuickCoder())  # type: ignore[arg-type]
    alone = add(one_by_one, reports, QuickCoder())  # type: ignore[arg-type]
    assert contents(store) == contents(one_by_one)
    assert (summary.documents, summary.skipped) == (alone.documents, alone.skipped)
    assert alone.skipped >= len(others)


def test_recoded_by_two(tmp_path: Path) -> None:
    one, two = (Store.open(str(tmp_path / name), create=True) for name in ("one", "two"))
    for store in (one, two):
        add(store, series(0, PART), QuickCoder("0"))  # type: ignore[arg-type]
    alone = recode(one, QuickCoder())  # type: ignore[arg-type]
    with Workers(2, load=quick) as workers:
        assert recode(two, workers) == alone
    assert contents(two) == contents(one)


def test_code_with_jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.jsonl"
    text = "Kenya accused Uganda of keeping {} trucks of grain at the border on Monday."
    texts = [
        "KILL the grain talks, Kenya and Uganda were told on Monday." if n == 6 else text.format(n) for n in range(9)
    ]
    rows = [{"id": f"n{n}", "date": "2026-03-01", "text": told} for n, told in enumerate(texts)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    monkeypatch.setattr("dateline.cli.jobs.Workers", partial(Workers, load=risky))
    monkeypatch.setattr("sys.argv", ["dateline", "code", str(path), "--jobs", "2", "--format", "jsonl"])
    with pytest.raises(SystemExit) as end:
        main()
    out, err = capfd.readouterr()
    assert end.value.code == 3
    assert [json.loads(line)["document"]["id"] for line in out.splitlines()] == [f"n{n}" for n in range(9) if n != 6]
    assert f"{path}:7: the coder was killed" in err

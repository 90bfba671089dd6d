from datetime import date
from pathlib import Path

import pytest

from dateline.analyse import curve, timeline
from dateline.analyse.curve import CURVE, LEFT_OUT
from dateline.analyse.plot import plot
from dateline.errors import UsageError
from dateline.store import Snapshot


def test_cooperation_and_conflict_by_month(border: Snapshot) -> None:
    table = curve(border, "KEN", "UGA")
    assert table.schema.equals(CURVE)
    rows = {row["period"].month: row for row in table.to_pylist()}
    assert sorted(rows) == [1, 2, 3, 4, 5]
    # Told in three reports; the imported act of the same day is another source's.
    assert (rows[1]["conflict"], rows[1]["conflict_score"], rows[1]["cooperation"]) == (1, -6.0, 0)
    assert rows[1]["cooperation_score"] is None
    # Near-duplicates are reports, too.
    assert (rows[1]["reports_read"], rows[1]["conflict_per_1000"]) == (3, pytest.approx(1000 / 3))
    assert (rows[2]["cooperation"], rows[2]["cooperation_score"]) == (1, 4.0)
    # A plan has not happened; where nothing was read there is no rate.
    assert (rows[3]["cooperation"], rows[3]["cooperation_per_1000"]) == (0, None)
    assert (rows[5]["cooperation"], rows[5]["conflict"]) == (1, 1)


def test_background_is_never_at_the_reports_date(border: Snapshot) -> None:
    # "e8" and "e11" have no day; "e7" is of 2004, which no month of the reports is.
    assert curve(border, "KEN", "UGA").schema.metadata[LEFT_OUT] == b"3"
    counted = curve(border, "KEN", "UGA", focus="background").to_pylist()
    assert sum(row["conflict"] for row in counted) == 0


def test_a_time_coarser_than_the_period_is_not_counted(border: Snapshot) -> None:
    scope = {"since": "2004-01-01", "until": "2004-12-31"}
    assert sum(row["conflict"] for row in curve(border, "KEN", "UGA", "month", **scope).to_pylist()) == 0
    planned = curve(border, "KEN", "UGA", "month", status=["planned"])
    assert [row["cooperation"] for row in planned.to_pylist()] == [0, 0, 1, 0, 0]
    assert planned.schema.metadata[LEFT_OUT] == b"1"


def test_weeks_begin_on_monday_and_fill_the_span(border: Snapshot) -> None:
    rows = curve(border, "KEN", "UGA", "week", since="2026-01-01", until="2026-01-14").to_pylist()
    assert [row["period"] for row in rows] == [date(2025, 12, 29), date(2026, 1, 5), date(2026, 1, 12)]
    assert [row["conflict"] for row in rows] == [0, 1, 0]


def test_a_curve_of_a_named_actor(border: Snapshot) -> None:
    named = curve(border, "Wanja Odera", "Moses Okello").to_pylist()
    assert sum(row["cooperation"] for row in named) == 2


@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_a_plot(border: Snapshot, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"curve{suffix}"
    told = timeline(border, "KEN", "UGA")
    plot(curve(border, "KEN", "UGA"), told, path, title="Kenya and Uganda", by="month")
    drawn = path.read_bytes()
    if suffix == ".png":
        assert drawn.startswith(b"\x89PNG")
        return
    text = drawn.decode()
    # The acts of weight are told beneath, and no picture or font comes from elsewhere.
    assert "Kenya closed the border" in text
    assert "SANCTION" in text
    assert "href=" not in text


def test_a_plot_that_can_not_be_drawn(border: Snapshot, empty: Snapshot, tmp_path: Path) -> None:
    told = timeline(border, "KEN", "UGA")
    with pytest.raises(UsageError, match=r"must end with \.svg or \.png"):
        plot(curve(border, "KEN", "UGA"), told, tmp_path / "a.gif", title="", by="month")
    with pytest.raises(UsageError, match="nothing to plot"):
        plot(curve(empty, "KEN", "UGA"), timeline(empty, "KEN", "UGA"), tmp_path / "a.svg", title="", by="month")
    with pytest.raises(UsageError, match="can't write"):
        plot(curve(border, "KEN", "UGA"), told, tmp_path / "none" / "a.svg", title="", by="month")

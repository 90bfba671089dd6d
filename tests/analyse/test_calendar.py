from datetime import date

import pytest

from dateline.analyse import calendar
from dateline.analyse.calendar import CALENDAR, when
from dateline.store import Snapshot


def test_plans_and_what_became_of_them(border: Snapshot) -> None:
    table = calendar(border, ["Kenya"])
    assert table.schema == CALENDAR
    talks, signing = table.to_pylist()
    assert (talks["id"], talks["when"], talks["outcome"]) == ("e5", "2026-03-02", "unknown")
    assert (signing["when"], signing["granularity"]) == ("2026-Q2", "quarter")
    assert (signing["outcome"], signing["outcome_act"], signing["outcome_start"]) == ("kept", "e6", date(2026, 5, 4))
    assert signing["actor_codes"] == ["KEN", "UGA"]


def test_a_plan_to_come_is_awaited(border: Snapshot) -> None:
    assert [row["outcome"] for row in calendar(border, on="2026-03-02").to_pylist()] == ["awaited", "kept"]


@pytest.mark.parametrize(
    ("countries", "scope", "ids"),
    [
        (["UGA"], {"until": "2026-03-31"}, ["e5"]),
        (["JPN"], {}, []),
        ([], {"since": "2026-04-01"}, ["e4"]),
        ([], {"types": ["CONSULT"]}, ["e5"]),
    ],
)
def test_scopes(border: Snapshot, countries: list[str], scope: dict[str, str], ids: list[str]) -> None:
    assert calendar(border, countries, **scope)["id"].to_pylist() == ids


@pytest.mark.parametrize(
    ("start", "end", "granularity", "told"),
    [
        ("2026-03-14", "2026-03-14", "day", "2026-03-14"),
        ("2026-03-09", "2026-03-15", "week", "2026-03-09 to 2026-03-15"),
        ("2026-02-01", "2026-02-28", "month", "2026-02"),
        ("2026-12-01", "2026-12-31", "month", "2026-12"),
        ("2026-03-01", "2026-03-10", "month", "2026-03-01 to 2026-03-10"),  # "in early March"
        ("2026-10-01", "2026-12-31", "quarter", "2026-Q4"),
        ("2026-01-01", "2026-12-31", "year", "2026"),
        ("2026-03-14", "2026-03-15", "day", "2026-03-14 to 2026-03-15"),
    ],
)
def test_no_time_is_told_more_exactly_than_it_was(start: str, end: str, granularity: str, told: str) -> None:
    assert when(date.fromisoformat(start), date.fromisoformat(end), granularity) == told


def test_an_empty_store(empty: Snapshot) -> None:
    assert calendar(empty).num_rows == 0

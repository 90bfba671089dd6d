"""Calendar: the plans of a month with what became of them, and the file to subscribe to."""

from datetime import date

import icalendar
import pytest
from starlette.testclient import TestClient

from dateline.serve.calendar.plans import following, last_of, weeks_of
from tests.serve.conftest import EVIL


def events(text: str) -> dict[str, icalendar.Event]:
    read = icalendar.Calendar.from_ical(text)
    return {str(event["UID"]): event for event in read.walk("VEVENT")}


def test_a_month_tells_its_plans_and_what_became_of_them(border_site: TestClient) -> None:
    told = border_site.get("/calendar.json?month=2026-03").json()
    (talks,) = told["plans"]
    assert (talks["id"], talks["day"], talks["outcome"]) == ("e5", "2026-03-02", "unknown")
    assert [cell["plans"] for week in told["weeks"] for cell in week if cell["day"] == "2026-03-02"] == [["e5"]]
    assert [(one["month"], one["plans"], one["kept"]) for one in told["months"]] == [
        ("2026-03", 1, 0),
        ("2026-04", 1, 1),
        ("2026-05", 1, 0),
    ]
    html = border_site.get("/calendar?month=2026-04").text
    assert "it took place" in html
    assert 'href="/act/e6"' in html
    assert "Not told to the day" in html


def test_the_month_of_the_newest_report_is_shown_first(border_site: TestClient) -> None:
    assert border_site.get("/calendar.json").json()["month"] == "2026-05"


@pytest.mark.parametrize(
    ("query", "ids"),
    [("&country=Uganda", ["e5"]), ("&country=JPN", []), ("&type=CONSULT", ["e5"]), ("&type=SUPPORT", [])],
)
def test_filters(border_site: TestClient, query: str, ids: list[str]) -> None:
    told = border_site.get(f"/calendar.json?month=2026-03{query}").json()
    assert [plan["id"] for plan in told["plans"]] == ids
    assert query.lstrip("&").partition("=")[0] in told["next"]


def test_the_file_reads_back_and_keeps_its_identities(border_site: TestClient) -> None:
    answer = border_site.get("/calendar.ics?country=KEN")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.text == border_site.get("/calendar.ics?country=KEN").text
    told = events(answer.text)
    assert set(told) == {"e4@dateline", "e5@dateline"}
    talks, pact = told["e5@dateline"], told["e4@dateline"]
    assert (talks.decoded("DTSTART"), talks.decoded("DTEND")) == (date(2026, 3, 2), date(2026, 3, 3))
    assert (str(talks["STATUS"]), str(talks["TRANSP"])) == ("TENTATIVE", "OPAQUE")
    assert (pact.decoded("DTSTART"), pact.decoded("DTEND")) == (date(2026, 4, 1), date(2026, 7, 1))
    assert (str(pact["STATUS"]), str(pact["TRANSP"])) == ("CONFIRMED", "TRANSPARENT")
    assert "not told to the day" in str(pact["SUMMARY"])
    assert str(talks["URL"]) == "http://testserver/act/e5"


def test_hostile_text_stays_text(border_site: TestClient) -> None:
    html = border_site.get("/calendar").text
    assert "<script>alert" not in html
    assert "<svg" not in html
    assert "\u202e" not in html
    text = border_site.get("/calendar.ics?country=JPN").text
    assert "\u202e" not in text
    # A name with line ends and colons in it must begin no property of its own.
    assert events(text)["plan-evil@dateline"]["SUMMARY"].startswith(EVIL[:20])


@pytest.mark.parametrize(
    "address",
    [
        "/calendar?month=2026-3",
        "/calendar?month=9999-12",
        "/calendar?month=0001-01",
        "/calendar?country=Atlantis",
        "/calendar.ics?since=soon",
        "/calendar.ics?type=WAVE",
    ],
)
def test_wrong_questions_are_problems(border_site: TestClient, address: str) -> None:
    assert border_site.get(address).status_code in (400, 422)


def test_months_follow_each_other() -> None:
    assert (following("2026-12"), following("2026-01", -1)) == ("2027-01", "2025-12")
    assert last_of("2028-02") == date(2028, 2, 29)


def test_weeks_go_from_monday_to_sunday() -> None:
    weeks = weeks_of("2026-02", [])
    assert {len(week) for week in weeks} == {7}
    assert (weeks[0][0].day, weeks[-1][-1].day) == (date(2026, 1, 26), date(2026, 3, 1))
    assert sum(cell.inside for week in weeks for cell in week) == 28

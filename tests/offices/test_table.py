import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.offices import Holding, OfficeTable
from tests.offices import held


def who(table: OfficeTable, office: str, owner: str, on: str | None = None) -> list[tuple[str, str]]:
    found = table.holders(office, owner, date.fromisoformat(on) if on else None)
    return [(holder.tenancy.person.name, holder.sure) for holder in found]


SUCCESSION = [
    held("2026-01-10", "Peter Okello", "Foreign Minister", "UGA"),
    held("2026-03-10", "Peter Okello", "minister of foreign affairs", "UGA"),
    held("2026-06-10", "Ruth Akello", "foreign minister", "UGA"),
]

DAYS = [
    ("2026-01-10", [("Peter Okello", "seen")], "a report of the day"),
    ("2026-02-01", [("Peter Okello", "seen")], "between two reports"),
    ("2025-12-01", [("Peter Okello", "seen after")], "before the first"),
    ("2026-04-10", [("Peter Okello", "seen before"), ("Ruth Akello", "seen after")], "the gap is open"),
    ("2026-06-10", [("Ruth Akello", "seen")], "the successor"),
    ("2026-09-01", [("Ruth Akello", "seen before")], "after the last"),
]


@pytest.mark.parametrize(("on", "expected", "why"), DAYS, ids=[row[2] for row in DAYS])
def test_who_held_an_office(on: str, expected: list[tuple[str, str]], why: str) -> None:
    assert who(OfficeTable.of(SUCCESSION), "foreign minister", "UGA", on) == expected


def test_without_a_day_all_holders_in_order() -> None:
    names = [name for name, _ in who(OfficeTable.of(SUCCESSION), "foreign minister", "UGA")]
    assert names == ["Peter Okello", "Ruth Akello"]


def test_a_gap_says_so_and_shares_its_days() -> None:
    early, late = OfficeTable.of(SUCCESSION).holders("foreign minister", "UGA", date(2026, 4, 2))
    assert (round(early.share, 2), round(late.share, 2)) == (0.75, 0.25)
    assert any("gap between two holders" in reason for reason in early.reasons)


TOLD = [
    (
        [held("2026-05-01", "Ana Lima", "president", "BRA", from_="2026-01-01")],
        "2026-02-01",
        [("Ana Lima", "told")],
        "since a told day",
    ),
    (
        [held("2026-05-01", "Ana Lima", "president", "BRA", from_="2026-01-01")],
        "2025-12-31",
        [],
        "not before a told day",
    ),
    (
        [
            held("2026-01-01", "Ana Lima", "president", "BRA"),
            held("2026-03-01", "Ana Lima", "president", "BRA", status="former"),
        ],
        "2026-03-02",
        [],
        "former since a report",
    ),
    (
        [
            held("2026-01-01", "Ana Lima", "president", "BRA"),
            held("2026-03-05", "Ana Lima", "president", "BRA", status="former", until="2026-02-20"),
        ],
        "2026-02-10",
        [("Ana Lima", "told")],
        "until a told day",
    ),
    (
        [
            held("2025-11-01", "Ana Lima", "president", "BRA", status="incoming"),
            held("2026-02-01", "Ana Lima", "president", "BRA"),
        ],
        "2025-10-01",
        [],
        "not yet when coming",
    ),
    (
        [held("2026-01-01", "Ana Lima", "president", "BRA", from_="2027")],
        "2026-01-01",
        [("Ana Lima", "seen")],
        "an end that the report contradicts is not taken",
    ),
]


@pytest.mark.parametrize(("holdings", "on", "expected", "why"), TOLD, ids=[row[3] for row in TOLD])
def test_what_reports_tell_of_the_ends(
    holdings: list[Holding], on: str, expected: list[tuple[str, str]], why: str
) -> None:
    assert who(OfficeTable.of(holdings), "president", "BRA", on) == expected


def test_one_who_comes_back_has_two_times() -> None:
    table = OfficeTable.of(
        held(day, name, "prime minister", "NPL")
        for name, days in {
            "Hari Thapa": ("2026-01-01", "2026-02-01", "2026-09-01"),
            "Gita Rai": ("2026-04-01", "2026-05-01"),
        }.items()
        for day in days
    )
    assert [name for name, _ in who(table, "prime minister", "NPL")] == ["Hari Thapa", "Gita Rai", "Hari Thapa"]


def test_a_lone_report_does_not_break_anothers_time() -> None:
    table = OfficeTable.of(
        [
            held("2026-01-01", "Hari Thapa", "prime minister", "NPL"),
            held("2026-02-01", "Gita Rai", "prime minister", "NPL"),
            held("2026-03-01", "Hari Thapa", "prime minister", "NPL"),
        ]
    )
    assert ("Hari Thapa", "seen") in who(table, "prime minister", "NPL", "2026-02-15")
    assert who(table, "prime minister", "NPL", "2026-04-01")[0] == ("Hari Thapa", "seen before")


def test_several_hold_a_shared_office() -> None:
    table = OfficeTable.of(
        [held("2026-01-01", "Ann Marsh", "Senator", "USA"), held("2026-02-01", "Tom Field", "Senator", "USA")]
    )
    assert who(table, "senator", "USA", "2026-01-15") == [("Ann Marsh", "seen before"), ("Tom Field", "seen after")]
    assert all(holder.share == 1 for holder in table.holders("senator", "USA", date(2026, 1, 15)))


PERSONS = [
    (["Park Ji-ho", "Ji Ho Park", "President Park"], 1, "one in three spellings"),
    (["Camila Restrepo", "Camila Restrepo Duarte"], 1, "a shorter form"),
    (["Kim Min-su", "Kim Yong-ho"], 2, "one family name, two persons"),
    (["Kim Min-su", "Kim Yong-ho", "Kim"], 3, "a family name that may be either's"),
]


@pytest.mark.parametrize(("names", "persons", "why"), PERSONS, ids=[row[2] for row in PERSONS])
def test_persons_across_reports(names: list[str], persons: int, why: str) -> None:
    country = "COL" if names[0].startswith("Camila") else "KOR"
    table = OfficeTable.of(held(f"2026-01-0{i + 1}", name, "President", country) for i, name in enumerate(names))
    assert len(table.persons) == persons


def test_a_guessed_state_gives_way_to_a_told_one() -> None:
    table = OfficeTable.of(
        [
            held("2026-01-01", "Ann Marsh", "President", "USA"),
            held("2026-02-01", "Ann Marsh", "President", "MEX", told=False),
        ]
    )
    assert who(table, "president", "USA", "2026-02-01") == [("Ann Marsh", "seen")]
    assert who(table, "president", "MEX") == []


def test_a_state_guessed_once_stays_open() -> None:
    (person,) = OfficeTable.of([held("2026-01-01", "Ann Marsh", "President", "MEX", told=False)]).persons.values()
    assert (person.country, person.guessed) == (None, ("MEX",))


def test_a_guess_that_another_holder_contradicts_is_dropped() -> None:
    table = OfficeTable.of(
        [
            held("2026-01-01", "Ann Marsh", "President", "USA"),
            held("2026-01-01", "Old Hand", "President", "USA", told=False),
        ]
    )
    assert [person.name for person in table.persons.values()] == ["Ann Marsh"]


def test_bodies_have_their_usual_name() -> None:
    table = OfficeTable.of([held("2026-01-01", "Eva Lund", "Secretary-General", organisation="U.N.")])
    assert who(table, "secretary general", "United Nations", "2026-01-01") == [("Eva Lund", "seen")]


def test_unlikely_records_and_mere_titles_are_left_out() -> None:
    table = OfficeTable.of(
        [
            held("2026-01-01", "Ann Marsh", "President", "USA", confidence=0.3),
            held("2026-01-01", "Major General", "spokesman", "USA"),
        ]
    )
    assert not table.persons


STATUSES = st.sampled_from(["current", "current", "former", "incoming"])
HOLDINGS = st.lists(
    st.builds(
        lambda day, name, office, country, status, told: held(
            day.isoformat(), name, office, country, status=status, told=told, n=name[:1]
        ),
        st.dates(date(2026, 1, 1), date(2026, 1, 20)),
        st.sampled_from(
            ["Peter Okello", "Okello", "Okello Peter", "P. Okello", "Ruth Akello", "Akello", "Amos Okello"]
        ),
        st.sampled_from(["president", "President", "foreign minister", "senator", "foreign and trade minister"]),
        st.sampled_from(["UGA", "KEN", None]),
        STATUSES,
        st.booleans(),
    ),
    max_size=14,
)


@settings(max_examples=150, deadline=None)
@given(HOLDINGS, st.randoms(use_true_random=False))
def test_the_table_does_not_depend_on_the_order_of_reports(holdings: list[Holding], shuffler: random.Random) -> None:
    other = [*holdings, *holdings[:3]]
    shuffler.shuffle(other)
    assert list(OfficeTable.of(holdings)) == list(OfficeTable.of(other))


@settings(max_examples=100, deadline=None)
@given(HOLDINGS)
def test_reports_of_a_time_lie_within_its_bounds(holdings: list[Holding]) -> None:
    for tenancy in OfficeTable.of(holdings):
        if tenancy.first_seen and tenancy.last_seen:
            assert tenancy.first_seen <= tenancy.last_seen
            assert tenancy.holds(tenancy.first_seen)
            assert tenancy.holds(tenancy.last_seen)

from datetime import date

import pytest

from dateline.analyse import timeline
from dateline.analyse.timeline import TIMELINE
from dateline.errors import UsageError
from dateline.store import Snapshot, Store


@pytest.fixture(params=["gathered", "kept"])
def border(request: pytest.FixtureRequest, border: Snapshot, settled_border: Snapshot) -> Snapshot:
    """The store without the table `relations`, as older programs made it, and with it."""
    return border if request.param == "gathered" else settled_border


def told(snap: Snapshot, *parties: str, **scope: object) -> list[str]:
    return timeline(snap, *parties, **scope)["id"].to_pylist()


def test_all_kinds_in_order_of_time(border: Snapshot) -> None:
    table = timeline(border, "Kenya", "Uganda")
    assert table.schema == TIMELINE
    rows = table.to_pylist()
    found = [(row["id"], row["kind"]) for row in rows]
    assert found == [
        ("e7", "event"),
        ("closing", "event"),
        ("s1", "statement"),
        ("e3", "event"),
        ("g1", "agreement"),
        ("e5", "event"),
        ("e4", "event"),
        ("e9", "event"),
        ("g2", "agreement"),
        ("e6", "event"),
        ("e11", "event"),
        ("e8", "event"),
    ]
    assert [row["start"] for row in rows[-2:]] == [None, None]


def test_an_act_of_many_reports_is_one_row(border: Snapshot) -> None:
    row = next(row for row in timeline(border, "KEN", "UGA").to_pylist() if row["id"] == "closing")
    assert row["record"] == "e1"
    assert row["words"] == "Kenya closed the border"
    assert (row["reports"], row["documents"]) == (3, ["r1", "r2", "r3"])
    assert row["sources"] == ["Example Herald", "Example Post", "Example Wire"]
    assert (row["start"], row["reported"]) == (date(2026, 1, 5), date(2026, 1, 6))


def test_the_office_table_fills_names_and_codes(border: Snapshot) -> None:
    visit = next(row for row in timeline(border, "KEN", "UGA").to_pylist() if row["id"] == "e3")
    assert (visit["actors"], visit["actor_codes"]) == (["Wanja Odera"], ["KEN"])
    # The report says "Okello", and tells no country.
    assert (visit["recipients"], visit["recipient_codes"]) == (["Moses Okello"], ["UGA"])


@pytest.mark.parametrize(
    ("parties", "scope", "ids"),
    [
        (("UGA", "KEN"), {"since": "2026-01-01", "until": "2026-02-28"}, ["closing", "s1", "e3", "g1"]),
        (("KEN", "UGA"), {"since": "2026-05-03"}, ["g2", "e6"]),  # a bound leaves out what has no day
        (("KEN", "UGA"), {"types": ["consult"]}, ["e3", "e5"]),  # a statement has no type
        (("KEN", "UGA"), {"status": ["planned"]}, ["e5", "e4"]),
        (("KEN", "UGA"), {"focus": "background"}, ["e7", "e8"]),
        (("KEN", "UGA"), {"sector": "CVL"}, []),  # only one side is of it
        (("KEN", "UGA"), {"origin": "icews", "types": ["ASSAULT"]}, ["x1"]),
        (("KEN",), {"since": "2026-05-01", "types": ["MOBILIZE", "PROTEST"]}, ["e10", "e9"]),
        (("Wanja Odera", "UGA"), {"types": ["SANCTION"]}, ["closing"]),
        (("moses okello", "Wanja Odera"), {"types": ["CONSULT"], "status": ["happened"]}, ["e3"]),
        (("Nobody", "UGA"), {}, []),
        (("JPN", "UGA"), {}, []),
    ],
)
def test_scopes(border: Snapshot, parties: tuple[str, ...], scope: dict[str, object], ids: list[str]) -> None:
    assert told(border, *parties, **scope) == ids


@pytest.mark.parametrize("parties", [("KEN", "UGA"), ("UGA",), ("KEN",), ("KEN", "KEN"), ("KEN", "JPN")])
@pytest.mark.parametrize("since", [None, "2026-02-01"])
def test_both_ways_tell_the_same(
    border_store: Store, settled_border: Snapshot, parties: tuple[str, ...], since: str | None
) -> None:
    gathered, kept = (timeline(snap, *parties, since=since) for snap in (border_store.at(), settled_border))
    assert gathered.to_pylist() == kept.to_pylist()


def test_one_party_and_anybody(border: Snapshot) -> None:
    # A statement counts if the party speaks or is spoken of; an act of several dyads stands once.
    assert {"s1", "s2", "e10", "e6"} <= set(told(border, "KEN"))


@pytest.mark.parametrize(
    ("scope", "message"),
    [
        ({"types": ["FIGHT"]}, "'FIGHT' is not a type; it can be AGREE"),
        ({"status": ["done"]}, "it can be happened, planned"),
        ({"sector": "ZZZ"}, "is not a sector"),
        ({"since": "yesterday"}, "write it as 2026-03-01"),
        ({"since": "2026-02-01", "until": "2026-01-01"}, "ends before it begins"),
    ],
)
def test_wrong_words(border: Snapshot, scope: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        told(border, "KEN", "UGA", **scope)


def test_an_empty_store(empty: Snapshot) -> None:
    assert timeline(empty, "KEN", "UGA").num_rows == 0

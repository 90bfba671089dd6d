"""What a person decided holds against every likeness, and after later adds."""

from datetime import UTC, datetime
from typing import Any

import pytest

from dateline.errors import UsageError
from dateline.join import Edits, join_acts, join_change, split_change
from dateline.join.edits import EventKey
from tests.join.stories import told

RAID: dict[str, Any] = {
    "who": "SDN",
    "whom": "TCD",
    "when": "2026-03-13",
    "words": "raiders attacked a convoy near the river",
}
BAN: dict[str, Any] = {"type": "SANCTION", "who": "KEN", "whom": "TZA", "when": "2026-01-09", "words": "banned maize"}


def row(kind: str, change: str, hour: int = 0, id: str = "e1") -> dict[str, Any]:
    return {"id": id, "at": datetime(2026, 4, 1, hour, tzinfo=UTC), "kind": kind, "change": change}


def key(document: str) -> EventKey:
    return document, "ev000000000001"


RAIDS = [told(document, **RAID) for document in "abc"]


def documents(edits: Edits, *events: Any) -> list[list[str]]:
    return [[event.document for event in act.told] for act in join_acts(events or RAIDS, edits)]


def test_a_split_takes_reports_out() -> None:
    edits = Edits.of([row("split", split_change(map(key, "abc"), ["b"]))])
    assert documents(edits) == [["a", "c"], ["b"]]


def test_a_split_holds_after_a_later_add() -> None:
    edits = Edits.of([row("split", split_change(map(key, "abc"), ["b"]))])
    acts = documents(edits, *RAIDS, told("d", **RAID))
    assert all(not {"a", "b"} <= set(act) and not {"b", "c"} <= set(act) for act in acts)


def test_a_join_makes_one_act_of_what_is_not_alike() -> None:
    edits = Edits.of([row("join", join_change([key("a"), key("z")]))])
    (act,) = join_acts([told("a", **RAID), told("z", **BAN)], edits)
    assert [member.by for member in act.members] == ["edit", "edit"]
    assert act.members[0].reasons == ("joined by an edit",)


def test_a_join_may_join_two_events_of_one_report() -> None:
    one, other = told("a", "ev1", **RAID), told("a", "ev2", **RAID)
    (act,) = join_acts([one, other], Edits.of([row("join", join_change([one.key, other.key]))]))
    assert act.reports == 1


def test_of_two_edits_that_contradict_the_later_holds() -> None:
    split, join = split_change(map(key, "ab"), ["b"]), join_change([key("a"), key("b")])
    two = RAIDS[:2]
    assert documents(Edits.of([row("split", split, 1), row("join", join, 2)]), *two) == [["a", "b"]]
    assert documents(Edits.of([row("join", join, 1), row("split", split, 2)]), *two) == [["a"], ["b"]]


def test_an_edit_whose_event_is_gone_is_told_and_left_aside() -> None:
    edits = Edits.of([row("join", join_change([key("a"), key("gone")]))])
    assert edits.lost(RAIDS) == ["e1"]
    assert documents(edits) == [["a", "b", "c"]]


def test_other_edits_are_passed_over() -> None:
    assert Edits.of([row("reject", "{}")]) == Edits()


@pytest.mark.parametrize("change", ["", "[]", "{}", '{"events": [["a"]]}', '{"events": [["a", "b"]]}', '{"events": 7}'])
@pytest.mark.parametrize("kind", ["join", "split"])
def test_an_edit_that_cannot_be_read_is_named(kind: str, change: str) -> None:
    with pytest.raises(UsageError, match="edit e1"):
        Edits.of([row(kind, change)])


def test_an_edit_of_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="two events"):
        join_change([key("a")])
    for apart in (["z"], ["a", "b"]):
        with pytest.raises(UsageError, match="some, not all"):
            split_change(map(key, "ab"), apart)

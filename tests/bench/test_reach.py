"""The loose rule that all rivals are measured by."""

import json
from pathlib import Path
from typing import Any

import pytest

from bench.rivals.reach import Reached, names_both, reach, wanted

KENYA = {"name": "Kenya", "country": "KEN"}
UGANDA = {"name": "Uganda", "country": "UGA"}
OTIENO = {"name": "Amina Otieno", "country": "KEN"}
ARMY = {"name": "the army", "country": "KEN"}
UN = {"name": "U.N. Security Council", "country": None}
UNICEF = {"name": "UNICEF", "country": None}


@pytest.mark.parametrize(
    ("record", "one", "other", "named"),
    [
        ("Kenya ; Uganda", KENYA, UGANDA, True),
        ("Ugandan officials ; Nairobi", KENYA, UGANDA, True),  # by people and capital, in any order
        ("Kenya ; talks", KENYA, UGANDA, False),
        ("Otieno ; Uganda", OTIENO, UGANDA, True),  # a part of the name
        ("Kenya ; Uganda", OTIENO, UGANDA, True),  # her state
        ("Kenya ; the demonstrators", KENYA, OTIENO, False),  # two of one state go by their names
        ("Kenya ; Ms. Otieno", KENYA, OTIENO, True),
        ("Kenya ; an army", KENYA, ARMY, True),  # who has no name but a rank goes by that
        ("the UN ; Kenya", UN, KENYA, True),
        ("the council ; Kenya", UN, KENYA, False),  # a rank is not a name
        ("U.N. ; UNICEF", UN, UNICEF, True),
    ],
)
def test_names_both(record: str, one: dict[str, Any], other: dict[str, Any], named: bool) -> None:
    assert names_both(record, one, other) is named


def test_wanted_are_events_with_two_parties_that_are_not_optional(tmp_path: Path) -> None:
    events = [
        {"actors": [KENYA], "recipients": [UGANDA]},
        {"actors": [KENYA, UGANDA, UN], "recipients": []},
        {"actors": [KENYA], "recipients": []},
        {"actors": [KENYA], "recipients": [UGANDA], "optional": True},
    ]
    (tmp_path / "one.json").write_text(json.dumps({"events": events}), encoding="utf-8")
    assert wanted(tmp_path) == [[[(KENYA, UGANDA)], [(KENYA, UGANDA), (KENYA, UN), (UGANDA, UN)]]]


def test_reach_counts_each_event_once() -> None:
    reports = [[[(KENYA, UGANDA)], [(KENYA, UN)]], [[(KENYA, UGANDA)]]]
    told = [["Kenya ; Uganda", "Uganda ; Kenya"], ["Kenya ; a bridge"]]
    assert reach(reports, told) == Reached(events=3, reached=1, records=3)

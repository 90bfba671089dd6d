"""What became of plans, promises and threats."""

from typing import Any

import pytest

from dateline.join import find_outcomes, join_acts
from tests.join.stories import told

VISIT: dict[str, Any] = {"type": "CONSULT", "status": "planned", "who": "KEN", "whom": "ETH", "when": "2026-03-20"}
VISIT |= {"words": "the minister will visit Addis Ababa over the dam"}
LATER: dict[str, Any] = {
    **VISIT,
    "status": "happened",
    "reported": "2026-03-21",
    "words": "the minister visited over the dam",
}
LOAN: dict[str, Any] = {"type": "AGREE", "who": "KEN", "whom": "ETH", "when": "2026-03-14"}
LOAN |= {"words": "promised a loan for the power line"}
TRUCE: dict[str, Any] = {"type": "AGREE", "who": "ARM AZE", "when": "2026-03-14", "words": "agreed on a ceasefire"}
MENACE: dict[str, Any] = {"type": "THREATEN", "who": "USA", "whom": "MEX", "when": "2026-03-14"}
MENACE |= {"words": "threatened duties on steel"}
APRIL: dict[str, Any] = {"reported": "2026-04-11", "when": "2026-04-10"}


@pytest.mark.parametrize(
    ("plan", "act", "outcome"),
    [
        (VISIT, LATER, "kept"),
        (VISIT, {**LATER, "when": "2026-03-21"}, "kept"),
        ({**VISIT, "when": ("2026-03-01", "2026-03-31"), "granularity": "month"}, LATER, "kept"),
        ({**VISIT, "when": None}, LATER, "kept"),
        # Held another day; or announced for another day.
        (VISIT, {**LATER, "when": "2026-04-02", "reported": "2026-04-03"}, "moved"),
        (VISIT, {**VISIT, "when": "2026-04-02", "reported": "2026-03-18"}, "moved"),
        (VISIT, {**LATER, "status": "denied"}, "cancelled"),
        (
            VISIT,
            {**LATER, "type": "REJECT", "mode": "meet", "when": "2026-03-18", "words": "called off the visit"},
            "cancelled",
        ),
        (LOAN, {**LOAN, **APRIL, "type": "AID", "words": "paid the loan for the line"}, "kept"),
        (TRUCE, {"type": "ASSAULT", "who": "AZE", "whom": "ARM", **APRIL, "words": "shelled a village"}, "broken"),
        (MENACE, {**MENACE, **APRIL, "type": "SANCTION", "words": "imposed duties on steel"}, "kept"),
        (MENACE, {**MENACE, **APRIL, "type": "CONCEDE", "words": "dropped the duties on steel"}, "withdrawn"),
        # Too early, too late, by others, between others, of something else; and what was not about a truce.
        (VISIT, {**LATER, "when": "2026-01-05", "reported": "2026-01-06"}, None),
        (VISIT, {**LATER, "when": "2027-03-20", "reported": "2027-03-21"}, None),
        (VISIT, {**LATER, "who": "UGA", "whom": "RWA"}, None),
        (LOAN, {**LOAN, **APRIL, "type": "AID", "words": "sent vaccines"}, None),
        (TRUCE, {"type": "ASSAULT", "who": "AZE", "whom": "GEO", **APRIL, "words": "shelled a village"}, None),
        (LOAN, {"type": "ASSAULT", "who": "KEN", "whom": "ETH", **APRIL, "words": "shelled a village"}, None),
        (MENACE, {**MENACE, **APRIL, "type": "SANCTION", "who": "MEX", "whom": "USA"}, None),
    ],
)
def test_what_became_of_it(plan: dict[str, Any], act: dict[str, Any], outcome: str | None) -> None:
    first, second = told("a", "ev00000000000a", **plan), told("b", "ev00000000000b", **act)
    found = {found.plan: found for found in find_outcomes(join_acts([first, second]))}
    ours = found.get("act00000000000a")
    assert (ours.outcome if ours else None) == outcome
    if ours:
        assert ours.act == "act00000000000b"
        assert ours.day == second.start
        assert len(ours.reasons) > 1


def test_only_the_best_outcome_is_told() -> None:
    events = [
        told("a", "ev00000000000a", **MENACE),
        told("b", "ev00000000000b", **{**MENACE, **APRIL, "type": "SANCTION", "words": "put tariffs on steel"}),
        told("c", "ev00000000000c", **{**MENACE, **APRIL, "type": "SANCTION", "words": "barred two firms"}),
    ]
    (found,) = find_outcomes(join_acts(events))
    assert found.act == "act00000000000b"

"""Events of many reports that tell of one act."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.join import Act, Told, join_acts
from dateline.join.acts import act_id
from dateline.join.compare import Comparison, Known
from tests.join.stories import told

RAID: dict[str, Any] = {
    "who": "SDN",
    "whom": "TCD",
    "when": "2026-03-13",
    "words": "Sudanese raiders attacked a convoy near the river",
}
TALKS: dict[str, Any] = {
    "type": "CONSULT",
    "who": "JPN KOR",
    "when": "2026-03-13",
    "words": "ministers met in Busan over fishing rights",
}
BAN: dict[str, Any] = {
    "type": "SANCTION",
    "who": "KEN",
    "whom": "TZA",
    "when": "2026-03-13",
    "words": "Kenya banned maize imports over a toxin",
}
PLAN: dict[str, Any] = {**TALKS, "status": "planned", "when": "2026-04-20", "words": "the ministers will meet in Busan"}


def groups(acts: Sequence[Act]) -> set[frozenset[str]]:
    return {frozenset(event.document for event in act.told) for act in acts}


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        # The same act in other words.
        (RAID, {**RAID, "words": "gunmen from Sudan ambushed the convoy by a river"}, True),
        (BAN, {**BAN, "words": "a ban on Kenyan maize imports"}, True),
        # One report names the day, one only its own.
        (RAID, {**RAID, "when": "2026-03-14", "by_report": True}, True),
        # Looked back upon: the month, or no time at all.
        (RAID, {**RAID, "when": ("2026-03-01", "2026-03-31"), "granularity": "month", "reported": "2026-06-02"}, True),
        (RAID, {**RAID, "when": None, "focus": "background", "reported": "2026-04-02"}, True),
        # A side left open.
        (RAID, {**RAID, "who": ""}, True),
        # A trade ban is a sanction to one report and a restriction to another.
        (BAN, {**BAN, "type": "COERCE", "mode": "restrict"}, True),
        # The same plan announced twice.
        (PLAN, {**PLAN, "words": "talks of the ministers in Busan"}, True),
        (PLAN, {**PLAN, "status": "possible"}, True),
        # Another day.
        (RAID, {**RAID, "when": "2026-03-09"}, False),
        # After the report that tells it without a time.
        (RAID, {**RAID, "when": None, "focus": "background", "reported": "2026-03-01"}, False),
        # Others did it; the sides are swapped.
        (RAID, {**RAID, "who": "LBY"}, False),
        (BAN, {**BAN, "who": "TZA", "whom": "KEN"}, False),
        # Talks are not their result, a plan not its happening, a denial no fact.
        (TALKS, {**TALKS, "type": "AGREE"}, False),
        (PLAN, {**TALKS, "when": "2026-04-20"}, False),
        (RAID, {**RAID, "status": "denied"}, False),
        # A plan of another day: see outcomes.
        (PLAN, {**PLAN, "when": "2026-04-27"}, False),
        # The same dyad on the same day, with other words, places and numbers.
        (
            {**RAID, "place": "Tine", "figures": (("killed", 3.0),)},
            {**RAID, "words": "a drone struck the airfield", "place": "Adre", "figures": (("killed", 40.0),)},
            False,
        ),
    ],
)
def test_two_reports(one: dict[str, Any], other: dict[str, Any], joined: bool) -> None:
    acts = join_acts([told("a", **one), told("b", **other)])
    assert (len(acts) == 1) == joined


def test_two_events_of_one_report_are_never_joined() -> None:
    assert len(join_acts([told("a", "ev1", **RAID), told("a", "ev2", **RAID)])) == 2


def test_each_event_of_a_report_finds_its_own_act() -> None:
    first = {**RAID, "words": "shelled the market of Tine", "place": "Tine"}
    second = {**RAID, "words": "ambushed a convoy by the river", "place": "Adre"}
    acts = join_acts([told(d, e, **raid) for d in "ab" for e, raid in (("ev1", first), ("ev2", second))])
    assert sorted([event.event for event in act.told] for act in acts) == [["ev1", "ev1"], ["ev2", "ev2"]]


def test_no_chain_joins_what_is_not_alike() -> None:
    # Each is a day from the next: the first and the last are three days apart.
    days = [told(f"d{day}", **{**RAID, "when": f"2026-03-{day}", "reported": "2026-03-20"}) for day in range(10, 17)]
    for act in join_acts(days):
        dates = [event.start for event in act.told if event.start]
        assert (max(dates) - min(dates)).days <= 2


def test_reasons_are_told_in_words() -> None:
    (act,) = join_acts([told("a", **RAID), told("b", **RAID)])
    assert act.members[1].by == "rule"
    assert act.members[1].reasons[:4] == ("like a", "same type ASSAULT", "both name SDN, TCD", "same day 2026-03-13")
    assert act.members[1].reasons[4] == "words shared: attacked, convoy, raiders, river"
    (alone,) = join_acts([told("a", **RAID)])
    assert alone.members[0].reasons == ()


def test_the_act_counts_reports_and_is_shown_by_the_surest() -> None:
    events = [
        told("c", **RAID, confidence=0.9, weight=2),
        told("b", **RAID, confidence=0.4, weight=40),
        told("d", **RAID, confidence=0.9, reported="2026-03-15"),
    ]
    (act,) = join_acts(events)
    assert act.reports == 43
    assert act.main.document == "c"
    assert [event.document for event in act.told] == ["b", "c", "d"]


def test_the_id_is_that_of_the_earliest_event() -> None:
    late, early = told("a", "ev00000000000a", **RAID), told("b", "ev00000000000b", reported="2026-03-13", **RAID)
    (act,) = join_acts([late, early])
    assert act.id == "act00000000000b"
    assert act_id(told("b", "17", **RAID)) != act_id(told("c", "17", **RAID))


def test_what_the_reports_disagree_on_stands_side_by_side() -> None:
    (act,) = join_acts([told("a", **RAID, figures=(("killed", 11.0),)), told("b", **RAID, figures=(("killed", 9.0),))])
    (killed,) = act.disagreements
    assert (killed.about, killed.values) == ("killed", (("11", ("a",)), ("9", ("b",))))


WORDS = ["convoy", "river", "market", "drone", "bridge", "airfield", "shelled", "raid"]
EVENTS = st.lists(
    st.builds(
        lambda document, event, kind, who, whom, offset, words, status, vague: told(
            f"d{document}",
            f"ev{event:012d}",
            type=kind,
            who=who,
            whom=whom,
            when=None if vague else date(2026, 3, 10 + offset).isoformat(),
            reported=date(2026, 3, 12 + document).isoformat(),
            words=" ".join(words),
            status=status,
        ),
        st.integers(0, 6),
        st.integers(0, 3),
        st.sampled_from(["ASSAULT", "COERCE", "AGREE", "CONSULT"]),
        st.sampled_from(["", "SDN", "TCD", "SDN TCD"]),
        st.sampled_from(["", "TCD", "LBY"]),
        st.integers(0, 4),
        st.lists(st.sampled_from(WORDS), max_size=4),
        st.sampled_from(["happened", "planned", "denied"]),
        st.booleans(),
    ),
    max_size=14,
    unique_by=lambda event: event.key,
)


@settings(max_examples=60, deadline=None)
@given(EVENTS, st.randoms(use_true_random=False))
def test_the_order_of_input_does_not_matter(events: list[Told], random: Any) -> None:
    shuffled = list(events)
    random.shuffle(shuffled)
    assert join_acts(shuffled) == join_acts(events)


@settings(max_examples=60, deadline=None)
@given(EVENTS)
def test_every_event_has_one_act_and_no_act_two_events_of_a_document(events: list[Told]) -> None:
    acts = join_acts(events)
    assert sorted(event.key for act in acts for event in act.told) == sorted(event.key for event in events)
    for act in acts:
        assert len({event.document for event in act.told}) == len(act.told)
        assert act.main in act.told


PLEDGE: dict[str, Any] = {"type": "AGREE", "who": "KEN", "when": None, "words": "Kenya pledged to help the victims"}


def test_months_apart_one_participant_and_a_verb_are_no_act() -> None:
    other = {**PLEDGE, "words": "Kenya has pledged funds", "reported": "2026-11-20"}
    assert len(join_acts([told("a", **PLEDGE), told("b", **other)])) == 2


def test_who_acts_in_every_report_says_less() -> None:
    one, other = (Known(told(name, **{**TALKS, "who": "USA"})) for name in ("a", "b"))
    crowd = [Known(told(f"r{n}", type="REJECT", who="USA", words=f"refused {n}")) for n in range(60)]
    others = [Known(told(f"r{n}", type="REJECT", who="BRA", words=f"refused {n}")) for n in range(60)]
    alone, beside, among = (Comparison([one, other, *rest]).points(one, other) for rest in ([], others, crowd))
    assert alone is not None
    assert among is not None
    assert beside == alone
    assert among < alone - 3

"""What holds for every text, whatever it says."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dateline
from dateline.records import Report

STATES = ["Kenya", "Peru", "Norway", "Vietnam", "Jordan", "Fiji", "Mongolia", "Ghana"]
# A verb whose first actor does it to the second, with the type of the act.
ACTS = [("condemned", "ACCUSE"), ("invaded", "ASSAULT"), ("thanked", "SUPPORT"), ("sued", "ACCUSE")]
DENIED = [
    "{a} did not sign the treaty with {b}.",
    "{a} has not agreed to withdraw from {b}.",
    "{a} did not attack {b} on Monday.",
    "{a} did not impose sanctions on {b}.",
]
PIECES = st.sampled_from(
    [
        *STATES,
        "Hanoi",
        "President Odhiambo",
        "the premier",
        "he",
        "they",
        "agreed",
        "will visit",
        "did not sign",
        "said",
        "that",
        "the treaty",
        "on Monday",
        "last week",
        "in 2019",
        "“We are ready,”",
        '"not now"',
        "about 300",
        "$4 million",
        "15%",
        "and",
        "with",
        ".",
        ",",
        "\n",
        "\n\n",
        "\r\n",
        "🕊️",
        "𝔸",
        "e\u0301",
        "السلام",
        "\u200f",
        "\u00a0",
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map(" ".join) | st.text(max_size=80)
pair = st.lists(st.sampled_from(STATES), min_size=2, max_size=2, unique=True)
# A parse takes tens of milliseconds on a busy machine: no deadline, and few enough examples for a quick suite. The same
# examples each time: what fails here fails everywhere.
quick = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def spans(report: Report) -> list[tuple[int, int]]:
    """Every span of a report."""
    found = [span for actor in report.actors for span in actor.mentions] + list(report.document.sentences)
    for event in report.events:
        found += [*event.evidence, event.trigger]
    for statement in report.statements:
        found += [*statement.content, *([statement.cue] if statement.cue else [])]
    for record in (*report.agreements, *report.figures, *report.tenures):
        found += record.evidence
    return found + [time.span for time in report.times]


def check(report: Report, text: str) -> None:
    """What every report must fulfil: spans inside the text, and every reference to a record that is there."""
    assert report.document.text == text
    for start, end in spans(report):
        assert 0 <= start < end <= len(text)
    actors, events, statements = ({r.id for r in some} for some in (report.actors, report.events, report.statements))
    for event in report.events:
        assert event.evidence
        assert any(start <= event.trigger[0] and event.trigger[1] <= end for start, end in event.evidence)
        assert {*event.actors, *event.recipients, *(o.actor for o in event.others)} <= actors
        assert {*event.according_to, *event.disputed_by} <= statements
        if event.when is not None:
            assert event.when.start <= event.when.end
            assert event.when.text is None or event.when.text in text
    for statement in report.statements:
        assert {*statement.addressees, *statement.about, statement.speaker, statement.via} - {None} <= actors
        assert statement.event is None or statement.event in events
    for figure in report.figures:
        assert figure.event is None or figure.event in events
    assert {a for agreement in report.agreements for a in agreement.parties} <= actors
    assert {tenure.person for tenure in report.tenures} <= actors
    for kind in (report.actors, report.events, report.statements, report.agreements, report.figures, report.tenures):
        assert len({record.id for record in kind}) == len(kind)


@quick
@given(TEXTS)
def test_offsets_and_references_hold(coder: dateline.Coder, text: str) -> None:
    check(coder.code(text, date="2026-05-13"), text)


@quick
@given(TEXTS)
def test_same_input_same_bytes(coder: dateline.Coder, text: str) -> None:
    first = coder.code(text, date="2026-05-13")
    assert coder.code(text, date="2026-05-13").to_json() == first.to_json()
    assert Report.from_json(first.to_json()) == first


@settings(quick, max_examples=25)
@given(st.sampled_from(["🕊️", "𝔸𝔹", "\n\n"]), pair)
def test_what_stands_before_moves_offsets_and_nothing_else(
    coder: dateline.Coder, before: str, states: list[str]
) -> None:
    text = f"{states[0]} condemned {states[1]} on Monday."
    report = coder.code(f"{before}\n\n{text}", date="2026-05-13")
    plain = coder.code(text, date="2026-05-13")
    shift = len(before) + 2
    moved = [(event.type, event.trigger[0] - shift, event.trigger[1] - shift) for event in report.events]
    assert moved == [(event.type, *event.trigger) for event in plain.events]


def roles(report: Report, type: str) -> list[tuple[list[str], list[str]]]:
    """Actors and recipients by name of the events of a type."""
    names = {actor.id: actor.name for actor in report.actors}
    return [([names[i] for i in e.actors], [names[i] for i in e.recipients]) for e in report.events if e.type == type]


@settings(quick, max_examples=30)
@given(pair, st.sampled_from(ACTS))
def test_swapping_two_actors_swaps_their_roles(coder: dateline.Coder, states: list[str], act: tuple[str, str]) -> None:
    verb, type = act
    one, other = states
    assert roles(coder.code(f"{one} {verb} {other} on Monday.", date="2026-05-13"), type) == [([one], [other])]
    assert roles(coder.code(f"{other} {verb} {one} on Monday.", date="2026-05-13"), type) == [([other], [one])]


@pytest.mark.parametrize("sentence", DENIED)
@pytest.mark.parametrize("states", [("Kenya", "Peru"), ("Vietnam", "Jordan")])
def test_did_not_makes_denied(coder: dateline.Coder, sentence: str, states: tuple[str, str]) -> None:
    report = coder.code(sentence.format(a=states[0], b=states[1]), date="2026-05-13")
    assert report.events
    assert {event.status for event in report.events} == {"denied"}

"""PLOVER as data: every part fits every other."""

import pytest

from dateline.errors import UsageError
from dateline.ontology import CONTEXTS, QUADS, SECTORS, TYPES, fold_future, is_mode, quad_of, score_of

QUAD_OF = {
    1: "AGREE CONSULT SUPPORT CONCEDE",
    2: "COOPERATE AID RETREAT",
    3: "REQUEST ACCUSE REJECT THREATEN",
    4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}


def test_sixteen_types_in_four_quads() -> None:
    assert {quad: " ".join(t for t in TYPES if quad_of(t) == quad) for quad in QUADS} == QUAD_OF
    assert len(TYPES) == 16


def test_counts_of_the_manual() -> None:
    assert len(CONTEXTS) == len(set(CONTEXTS)) == 37
    assert len(SECTORS) == 25
    assert sum(len(t.modes) for t in TYPES.values()) == 67


def test_every_mode_belongs_to_its_type() -> None:
    for name, told in TYPES.items():
        for mode in told.modes:
            assert is_mode(name, mode)
    assert not is_mode("AGREE", "visit")
    assert not is_mode("VISIT", "visit")


@pytest.mark.parametrize(
    ("type", "mode", "score"),
    [
        ("CONSULT", "phone", 1.5),
        ("AID", None, 10),
        ("ACCUSE", None, -3),  # the manual's table prints 3
        ("REQUEST", "assist", 0.5),
        ("SANCTION", "expel", -5.5),  # expel is a mode of THREATEN too, with another score
        ("THREATEN", "expel", -3.5),
        ("ASSAULT", "unconventional", -10),
    ],
)
def test_scores(type: str, mode: str | None, score: float) -> None:
    assert score_of(type, mode) == score


def test_scores_stay_on_the_scale_and_on_the_side_of_their_quad() -> None:
    for told in TYPES.values():
        for score in (told.score, *(mode.score for mode in told.modes.values())):
            assert -10 <= score <= 10
            assert score > 0 if told.quad < 3 else score <= 0.5


@pytest.mark.parametrize(
    ("type", "status", "folded"),
    [
        ("CONSULT", "planned", "AGREE"),
        ("SUPPORT", "planned", "AGREE"),
        ("COOPERATE", "planned", "AGREE"),
        ("AID", "planned", "AGREE"),
        ("RETREAT", "planned", "CONCEDE"),
        ("ASSAULT", "planned", "THREATEN"),
        ("SANCTION", "planned", None),  # no rule: stays out
        ("CONSULT", "denied", None),
        ("ASSAULT", "possible", None),
        ("ASSAULT", "happened", "ASSAULT"),
    ],
)
def test_fold_future(type: str, status: str, folded: str | None) -> None:
    assert fold_future(type, status) == folded


def test_unknown_names_are_usage_errors() -> None:
    with pytest.raises(UsageError, match="no type 'VISIT'"):
        quad_of("VISIT")
    with pytest.raises(UsageError, match="AGREE has no mode 'visit'"):
        score_of("AGREE", "visit")

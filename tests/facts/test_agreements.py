"""Agreements: what is one, its parties and its stage."""

import pytest

from dateline.actors import Cast, Mention
from dateline.facts import find_agreements
from dateline.language import Engine
from dateline.records import Actor, Agreement, Document
from dateline.records.reasons import Reasons
from dateline.time import find_times

STATES = {"Norway": "NOR", "Kenya": "KEN", "Peru": "PER", "Chile": "CHL", "Fiji": "FJI"}


def agreements(engine: Engine, text: str) -> list[Agreement]:
    """Agreements of a text whose only actors are the states of `STATES`, under their ISO codes as ids."""
    parsed = engine.parse(text)
    document = Document(id="d", date="2024-05-14", text=text)
    told = [token for token in parsed.tokens if token.text in STATES]
    codes = {token.text: STATES[token.text] for token in told}
    cast = Cast(
        {code: Actor(id=code, name=name, kind="country", country=code) for name, code in codes.items()},
        [Mention(token.i, token.i + 1, token.i, (codes[token.text],), "name") for token in told],
    )
    return find_agreements(parsed, cast, find_times(parsed, document.date), document, Reasons())


STAGES = [
    ("Norway and Kenya signed a fisheries agreement.", "signed", {"NOR", "KEN"}),
    ("Peru reached a border deal with Chile.", "agreed", {"PER", "CHL"}),
    ("The Suva Treaty binds the islands.", "in-force", set()),
    ("Peru has ratified the fisheries treaty with Chile.", "ratified", {"PER", "CHL"}),
    ("Norway suspended the visa agreement with Fiji.", "suspended", {"NOR", "FJI"}),
    ("Kenya withdrew from the grain pact.", "ended", {"KEN"}),
    ("Chile violated the truce.", "breached", {"CHL"}),
    ("Fiji proposed a fisheries pact.", "proposed", set()),
    ("The water accord between Peru and Chile took effect.", "in-force", {"PER", "CHL"}),
]


@pytest.mark.parametrize(("text", "stage", "parties"), STAGES)
def test_stage_and_parties(engine: Engine, text: str, stage: str, parties: set[str]) -> None:
    assert [(a.stage, set(a.parties)) for a in agreements(engine, text)] == [(stage, parties)]


NONE = [
    "The ministers deal with the flood.",
    "The vote is a big deal for the port.",
    "The clerk took a plea deal.",
    "There was a great deal of noise.",
]


@pytest.mark.parametrize("text", NONE)
def test_none(engine: Engine, text: str) -> None:
    assert agreements(engine, text) == []


def test_told_twice_is_one(engine: Engine) -> None:
    text = "Norway and Kenya signed a fisheries agreement. The agreement opens two ports."
    (agreement,) = agreements(engine, text)
    assert [text[s:e] for s, e in agreement.evidence] == ["a fisheries agreement", "The agreement"]
    assert agreement.name == "fisheries agreement"


def test_other_parties_make_another(engine: Engine) -> None:
    text = "Norway signed a fisheries agreement with Kenya. Peru and Chile reached a mining deal."
    assert len(agreements(engine, text)) == 2


def test_a_plan_to_sign_is_no_signature(engine: Engine) -> None:
    (agreement,) = agreements(engine, "Peru wants to sign a mining pact with Chile.")
    assert agreement.stage in ("proposed", "talks")

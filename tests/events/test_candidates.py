"""Which predicates are candidates, and what fills the places around them."""

import pytest

from dateline.actors import Cast
from dateline.events.candidate import Candidate
from dateline.events.candidates import propose
from dateline.events.lexicon import load_lexicon
from dateline.language import Engine

# text, trigger, slot, heads in that slot
CASES = [
    ("Kenya attacked the base.", "attacked", "subject", ["Kenya"]),
    ("The treaty was signed by Peru on Monday.", "signed", "subject", ["Peru"]),
    ("The treaty was signed by Peru on Monday.", "signed", "object", ["treaty"]),
    ("Ghana, which invaded Togo in May, denied it.", "invaded", "subject", ["Ghana"]),
    ("Peru condemned and rejected the plan.", "rejected", "subject", ["Peru"]),
    ("Chile agreed to send aid to Haiti.", "send", "subject", ["Chile"]),
    ("Norway urged Sudan to stop the raids.", "stop", "subject", ["Sudan"]),
    ("Mali accused Niger of arming the rebels.", "arming", "subject", ["Niger"]),
    ("Kenya and Uganda condemned the raid.", "condemned", "subject", ["Kenya", "Uganda"]),
    ("Peru held talks with Chile in Lima.", "talks", "subject", ["Peru"]),
    ("Peru held talks with Chile in Lima.", "talks", "with", ["Chile"]),
    ("Oman called for Yemen to lift the ban.", "called", "for", ["Yemen"]),
    ("The Front claimed responsibility for the attack.", "attack", "subject", ["Front"]),
    ("Peru will not attend the summit.", "attend", "refusing", ["not"]),
    ("Britain ceded control of the wells to Oman.", "ceded", "to", ["Oman"]),
    ("South Korean President Yoo and Japanese Premier Sato held a summit.", "held", "subject", ["Yoo", "Sato"]),
    ("Mali pulled its soldiers back from Gao.", "pulled", "particle", ["back"]),
    ("Togo said that it would close the port unless Ghana paid.", "said", "unless", ["paid"]),
]


def candidates(engine: Engine, text: str) -> dict[str, Candidate]:
    return {c.trigger.text: c for c in propose(engine.parse(text), Cast(), load_lexicon())}


@pytest.mark.parametrize(("text", "trigger", "slot", "heads"), CASES)
def test_slots(engine: Engine, text: str, trigger: str, slot: str, heads: list[str]) -> None:
    assert [t.text for t in candidates(engine, text)[trigger].slots[slot]] == heads


@pytest.mark.parametrize(
    ("text", "trigger", "form"),
    [
        ("Kenya attacked the base.", "attacked", "verb"),
        ("The base was attacked.", "attacked", "passive"),
        ("Peru held talks with Chile.", "talks", "light"),
        ("The convoy came under attack.", "attack", "light"),
        ("The attack on the port shocked Lima.", "attack", "noun"),
    ],
)
def test_form(engine: Engine, text: str, trigger: str, form: str) -> None:
    assert candidates(engine, text)[trigger].form == form


def test_evidence_is_the_clause_not_the_sentence(engine: Engine) -> None:
    text = "Kenya condemned the raid on Tuesday, although the rebels had denied it for weeks."
    parsed = engine.parse(text)
    condemned = next(c for c in propose(parsed, Cast(), load_lexicon()) if c.trigger.text == "condemned")
    assert parsed.slice(condemned.first, condemned.last) == "Kenya condemned the raid on Tuesday"


def test_no_candidate_in_mere_modifiers(engine: Engine) -> None:
    assert "banned" not in candidates(engine, "The banned group held a rally.")

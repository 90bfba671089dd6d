"""The cue lexicon: that it can be read, and what its senses decide."""

import pytest

import dateline
from dateline.errors import SetupError
from dateline.events.lexicon import Lexicon, load_lexicon

TYPES = {
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}

# text, (type, mode) of its only event, or None for no event
CASES = [
    ("Peru lifted sanctions on Chile.", ("CONCEDE", None)),
    ("Peru imposed sanctions on Chile.", ("SANCTION", None)),
    ("Peru imposed a curfew in Lima.", ("COERCE", "curfew")),
    ("Peru signed a treaty with Chile.", ("SUPPORT", None)),
    ("Ghana released 40 prisoners from Togo.", ("RETREAT", "release")),
    ("Ghana released a statement on Monday.", None),
    ("Ghana expelled the ambassador of Togo.", ("SANCTION", "expel")),
    ("Ghana summoned the ambassador of Togo.", ("ACCUSE", "disapprove")),
    ("Kenya condemned Uganda.", ("ACCUSE", "disapprove")),
    ("Kenya called for Uganda to withdraw its tanks.", ("REQUEST", None)),
    ("Kenya threatened Uganda with tariffs.", ("THREATEN", "restrict")),
    ("Kenya tested a missile on Monday.", ("MOBILIZE", "weapons")),
    ("Kenya fired missiles at Uganda.", ("ASSAULT", "heavy-weapons")),
    ("Kenya deployed troops to the border with Uganda.", ("MOBILIZE", "troops")),
    ("Kenya sent aid to Uganda.", ("AID", None)),
    ("The president of Kenya visited Uganda.", ("CONSULT", "visit")),
    ("Kenya vetoed the resolution.", ("REJECT", None)),
    ("Kenya will not recognize Uganda.", ("REJECT", None)),
    ("Kenya apologized to Uganda.", ("CONCEDE", None)),
    ("Kenya and Uganda agreed to share the river.", ("AGREE", None)),
    ("Kenya praised Uganda.", ("SUPPORT", None)),
    ("An earthquake killed 40 people in Peru.", None),
    ("Kenya said the harvest was good.", None),
    ("Kenya relies on Uganda.", None),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_senses(coder: dateline.Coder, text: str, wanted: tuple[str, str | None] | None) -> None:
    found = [(e.type, e.mode) for e in coder.code(text, date="2024-05-15").events]
    assert found == ([wanted] if wanted else [])


def test_every_type_has_many_cues() -> None:
    lexicon = load_lexicon()
    assert len(lexicon) > 1000
    cues = [cue for part in ("verb", "noun", "adjective") for cue in lexicon.all(part)]
    assert {cue.type for cue in cues if cue.type} == TYPES
    assert all(cue.roles in lexicon.roles for cue in cues if cue.type)


def test_the_most_particular_sense_comes_first() -> None:
    lexicon = Lexicon(
        ["roles\tdo\tsubject\tobject", "verb\tAID\t\tdo\t0.5\tsend", "verb\t-\t\t\t0.5\tsend\tobject:word"]
    )
    assert [cue.type for cue in lexicon.cues("verb", "send")] == [None, "AID"]


@pytest.mark.parametrize("line", ["verb\tAID", "adverb\tAID\t\tdo\t0.5\tfast", "verb\tAID\t\tdo\tmuch\tgive"])
def test_a_broken_line_is_named(line: str) -> None:
    with pytest.raises(SetupError, match="line 2 of the event lexicon"):
        Lexicon(["# a comment", line])

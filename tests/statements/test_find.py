"""Who said what: tables of a text and its statements as (kind, words of the speaker's name, content)."""

import pytest

import dateline

Row = tuple[str, str | None, str]

DIRECT: list[tuple[str, list[Row], str]] = [
    (
        '"The harvest failed," said Finance Minister Ana Quispe.',
        [("direct", "Ana Quispe", "The harvest failed,")],
        "inverted",
    ),
    ("“The harvest failed,” Ana Quispe told reporters.", [("direct", "Ana Quispe", "The harvest failed,")], "after"),
    (
        "Finance Minister Ana Quispe said: “The harvest failed in the north.”",
        [("direct", "Ana Quispe", "The harvest failed in the north.")],
        "before, with a colon",
    ),
    (
        '"Yes," Ana Quispe said, "we agree with our neighbours."',
        [("direct", "Ana Quispe", "Yes,"), ("direct", "Ana Quispe", "we agree with our neighbours.")],
        "broken by its cue",
    ),
    (
        '"The harvest failed," Ana Quispe said. "We need seed."',
        [("direct", "Ana Quispe", "The harvest failed,"), ("direct", "Ana Quispe", "We need seed.")],
        "runs on",
    ),
    (
        "Ana Quispe visited the north on Monday. “The harvest failed there, and we need seed.”",
        [("direct", "Ana Quispe", "The harvest failed there, and we need seed.")],
        "sentence before",
    ),
    (
        '"The river has risen quickly," according to engineer Tomas Vrana.',
        [("direct", "Tomas Vrana", "The river has risen quickly,")],
        "according to",
    ),
    (
        "“The dam holds.\n\n“The town is safe,” Tomas Vrana said.",
        [("direct", "Tomas Vrana", "The dam holds."), ("direct", "Tomas Vrana", "The town is safe,")],
        "paragraphs that reopen",
    ),
    (
        "“The town is safe tonight.” — Tomas Vrana",
        [("direct", "Tomas Vrana", "The town is safe tonight.")],
        "signed",
    ),
    (
        'Ana Quispe said that "the harvest has failed in the north."',
        [("direct", "Ana Quispe", "the harvest has failed in the north.")],
        "a whole clause after that",
    ),
]

TOLD: list[tuple[str, list[Row], str]] = [
    (
        "Ana Quispe said on Monday that the harvest had failed.",
        [("indirect", "Ana Quispe", "the harvest had failed")],
        "that-clause",
    ),
    ("Ana Quispe says the harvest failed.", [("indirect", "Ana Quispe", "the harvest failed")], "bare clause"),
    (
        "The harvest failed in the north, officials said.",
        [("indirect", "officials", "The harvest failed in the north")],
        "at the end",
    ),
    (
        "The harvest failed in the north, according to the Peruvian government.",
        [("indirect", "Peru", "The harvest failed in the north")],
        "according to",
    ),
    (
        "Ana Quispe said the harvest was “a disaster” for the north.",
        [("mixed", "Ana Quispe", "the harvest was “a disaster” for the north")],
        "fragment in a told clause",
    ),
    (
        "Ana Quispe called the delay “a disgrace.”",
        [("mixed", "Ana Quispe", "the delay “a disgrace.”")],
        "fragment under a verb of judgement",
    ),
    (
        "Ana Quispe, who asked if the harvest had failed, left.",
        [("indirect", "Ana Quispe", "if the harvest had failed")],
        "question",
    ),
    (
        "Tomas Vrana denied claims that the dam had broken.",
        [("indirect", "Tomas Vrana", "the dam had broken")],
        "denied claim",
    ),
]

NONE = [
    ("Ana Quispe did not say that the harvest had failed.", "not said"),
    ("Ana Quispe could say that the harvest failed.", "only possible"),
    ("Ana Quispe wrote the novel “The Long Road Home” in Lima.", "title"),
    ("The so-called “stone road” runs north from Lima.", "scare quotes"),
    ("Ana “Chata” Quispe won in Lima.", "nickname"),
]


def _rows(coder: dateline.Coder, text: str) -> list[Row]:
    report = coder.code(text, date="2026-03-10")
    names = {actor.id: actor.name for actor in report.actors}
    return [
        (s.kind, names.get(s.speaker or ""), " … ".join(text[start:end] for start, end in s.content))
        for s in report.statements
    ]


@pytest.mark.parametrize(("text", "expected", "why"), DIRECT + TOLD, ids=[why for *_, why in DIRECT + TOLD])
def test_statements(coder: dateline.Coder, text: str, expected: list[Row], why: str) -> None:
    found = _rows(coder, text)
    assert [(kind, content) for kind, _, content in found] == [(kind, content) for kind, _, content in expected]
    for (_, got, _), (_, want, _) in zip(found, expected, strict=True):
        assert want is not None
        assert want.lower() in (got or "").lower()


@pytest.mark.parametrize(("text", "why"), NONE, ids=[why for _, why in NONE])
def test_no_statement(coder: dateline.Coder, text: str, why: str) -> None:
    assert _rows(coder, text) == []


def test_he_is_the_speaker_before(coder: dateline.Coder) -> None:
    text = "Tomas Vrana said the Quispe cabinet had failed. “It is over,” he said. Ana Quispe left."
    assert {name for _, name, _ in _rows(coder, text)} == {"Tomas Vrana"}


def test_same_text_same_statements(coder: dateline.Coder) -> None:
    text = DIRECT[0][0] + " " + TOLD[0][0]
    assert coder.code(text).statements == coder.code(text).statements

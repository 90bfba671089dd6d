"""The language model's prompt, and what counts as its answer."""

import json

import pytest

from bench.rivals.prompt import around, fit, is_valid, records

EMPTY = '{"events": [], "statements": []}'
EVENT = '{"actor": "Kenya", "recipient": "Uganda", "type": "CONSULT", "date": null, "place": "Busia"}'


def test_a_prompt_ends_where_the_answer_begins() -> None:
    before, after = around("2026-03-18")
    assert before.endswith("Published: 2026-03-18\nReport: ")
    assert after == "\nJSON:"


def test_a_report_without_a_date_says_so() -> None:
    assert around(None)[0].endswith("Published: unknown\nReport: ")


def test_the_worked_examples_are_answers_of_the_form_asked_for() -> None:
    before, _ = around(None)
    answers = [line.removeprefix("JSON: ") for line in before.splitlines() if line.startswith("JSON: ")]
    assert [is_valid(answer) for answer in answers] == [True, True]
    assert [records(answer)[0] for answer in answers] == ["Peru ; Chile", "Kenya ; Malawi"]
    told = [json.loads(answer) for answer in answers]
    assert [len(records(answer)) for answer in answers] == [len(one["events"]) + len(one["statements"]) for one in told]


@pytest.mark.parametrize(
    ("room", "prompt", "cut"),
    [(6, [1, 2, 7, 8, 9, 3], False), (5, [1, 2, 7, 8, 3], True), (9, [1, 2, 7, 8, 9, 3], False)],
)
def test_a_long_report_is_cut_and_the_rest_of_the_prompt_is_not(room: int, prompt: list[int], cut: bool) -> None:
    assert fit([1, 2], [7, 8, 9], [3], room) == (prompt, cut)


@pytest.mark.parametrize(
    ("answer", "valid"),
    [
        (EMPTY, True),
        (f" {EMPTY} ", True),
        (f'{{"events": [{EVENT}], "statements": []}}', True),
        (f'{{"events": [{EVENT}], "statements": [', False),  # cut off
        (f"{EMPTY} Published:", False),  # goes on
        (f"[{EVENT}]", False),  # a list alone
        ('{"events": []}', False),  # no statements
        ('{"events": ["Kenya"], "statements": []}', False),  # no records
        ("", False),
    ],
)
def test_valid_answers(answer: str, valid: bool) -> None:
    assert is_valid(answer) is valid


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (f'{{"events": [{EVENT}, {{"actor": "Ugan', ["Kenya ; Uganda"]),  # what is whole counts, cut off or not
        ('{"events": [{"actor": ["Kenya", "Uganda"], "recipient": null}]}', ["Kenya ; Uganda"]),  # a list of names
        ('[{"speaker": "Amina Otieno", "content": "We agree"}]', ["Amina Otieno ; We agree"]),
        ('{"events": [{"type": "AID", "place": "Busia"}]}', []),  # nobody takes part
        ('{"events": [{"actor": " ", "recipient": 3}]}', []),
        ("{'actor': 'Kenya'}", []),  # not JSON
        ("", []),
    ],
)
def test_records(answer: str, told: list[str]) -> None:
    assert records(answer) == told

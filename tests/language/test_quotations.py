"""Where quotation marks open and close."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.language.quotations import find_quotations

CASES = [
    ("“We agree,” she said. “We always did.”", ["We agree,", "We always did."], "curly"),
    ('"We agree," she said.', ["We agree,"], "straight"),
    ('“We agree," she said. "We did.”', ["We agree,", "We did."], "opened with one kind, closed with the other"),
    ("``We agree,'' she said.", ["We agree,"], "LaTeX"),
    ("''We agree,'' she said.", ["We agree,"], "two apostrophes on either side"),
    ("“He told us ‘never’ twice,” she said.", ["He told us ‘never’ twice,"], "single within double"),
    ('"He called it "odd" and left," she said.', ['He called it "odd" and left,'], "double within double"),
    ("“One.\n\n“Two,” she said.", ["One.", "Two,"], "a paragraph left open, reopened by the next"),
    ("“One never closed. She said so. “Two,” she said.", ["One never closed.", "Two,"], "an opening mark in between"),
    ("'We agree,' the minister said.", ["We agree,"], "clear single quotation"),
    ("The workers' and miners' unions don't 'rock 'n' roll.", [], "apostrophes"),
    ('A 5" pipe and a 6" pipe.', [], "inches"),
    ("It was ‘odd’, she said.", ["odd"], "a single-quoted word"),
    ("«We agree», she said.", ["We agree"], "guillemets"),
    ("No marks at all.", [], "none"),
]


@pytest.mark.parametrize(("text", "expected", "why"), CASES, ids=[why for *_, why in CASES])
def test_inner_text(text: str, expected: list[str], why: str) -> None:
    assert [text[q.inner_start : q.inner_end] for q in find_quotations(text)] == expected


def test_open_paragraph_is_marked() -> None:
    assert [q.closed for q in find_quotations("“One.\n\n“Two.”")] == [False, True]


@given(st.text(alphabet="ab .,\n“”\"'‘’`«»", max_size=60))
def test_in_order_and_apart(text: str) -> None:
    last = 0
    for quotation in find_quotations(text):
        assert last <= quotation.start < quotation.inner_start <= quotation.inner_end <= quotation.end <= len(text)
        last = quotation.end


def test_marks_that_only_open_take_no_minutes() -> None:
    text = "“ a " * 75_000
    began = time.process_time()
    (only,) = find_quotations(text)
    assert (only.start, only.closed) == (0, False)
    # More than three minutes where each mark looks for the end of a sentence from the first one on.
    assert time.process_time() - began < 10

"""What goes on without a space is no word, and takes no hours."""

import time

import pytest

from dateline.language import Engine
from dateline.language.engine import plain


@pytest.mark.parametrize("unit", ["(", "\U0001f54a", "a", "%", "“"])
def test_endless_words_are_broken(unit: str) -> None:
    told = plain(f"Kenya {unit * 1200} Peru")
    assert len(told) == 1211
    assert max(map(len, told.split())) == 499
    assert told.split()[0] == "Kenya"
    assert told.split()[-1] == "Peru"


def test_addresses_stay_whole() -> None:
    address = "https://a.example/" + "a/" * 240
    assert plain(address) == address


def test_a_text_of_brackets(engine: Engine) -> None:
    text = "(" * 8_000
    began = time.process_time()
    parsed = engine.parse(text)
    # 8 seconds for the tokenizer alone where nothing breaks the word.
    assert time.process_time() - began < 6
    assert {text[token.start : token.end] for token in parsed.tokens} <= {"(", "(("}

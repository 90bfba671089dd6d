"""What goes on without a space is no word, and what goes on without an end no sentence: neither takes hours."""

import time

import pytest

from dateline.language import Engine
from dateline.language.engine import LONGEST, plain


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


def test_endless_sentences_are_broken(engine: Engine) -> None:
    parsed = engine.parse("Kenya and Peru and Chad and Oman and " * 200 + "Fiji agreed. Kenya met Peru.")
    assert {len(sentence.tokens) for sentence in parsed.sentences[:3]} == {LONGEST}
    assert parsed.slice(parsed.sentences[-1].tokens[0].i, len(parsed.tokens)) == "Kenya met Peru."
    tokens = [token for sentence in parsed.sentences for token in sentence.tokens]
    assert [token.i for token in tokens] == list(range(len(parsed.tokens)))
    assert all(token.head.sent == token.sent == parsed.sentence_of(token).index for token in tokens)
    assert all(token.dep == "ROOT" for token in tokens if token.head is token)


def test_an_ending_sentence_is_not(engine: Engine) -> None:
    (sentence,) = engine.parse("Ministers of " + "Kenya, " * 200 + "Fiji and Peru met.").sentences
    assert len(sentence.tokens) < LONGEST

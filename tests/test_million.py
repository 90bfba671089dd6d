"""The stream of `bench.million`: ever new, the same for one seed; and what it calls flat."""

from itertools import islice

import pytest

from bench.million import EXAMPLES, Inventor, flat
from dateline.read import Entry, Options, read


def _texts(number: int, longest: int | None = None, seed: int = 1) -> list[str]:
    templates = [entry for entry in read([str(EXAMPLES)], Options()) if isinstance(entry, Entry)]
    return [entry.document.text for entry in islice(Inventor(templates, longest, seed).entries(), number)]


def test_the_stream_is_the_same_for_one_seed_and_never_repeats_a_report() -> None:
    texts = _texts(300)
    assert texts == _texts(300)
    assert texts != _texts(300, seed=2)
    assert len(set(texts)) == len(texts)


def test_the_vocabulary_keeps_growing() -> None:
    words = [set(" ".join(texts).split()) for texts in (_texts(300)[:150], _texts(300)[150:])]
    assert len(words[1] - words[0]) > 1000


def test_long_sentences_are_left_out() -> None:
    texts = _texts(100, longest=9)
    assert 0 < sum(len(text.split()) for text in texts) < sum(len(text.split()) for text in _texts(100)) / 2


@pytest.mark.parametrize(
    ("memory", "expected"),
    [
        pytest.param([100, 300] + 18 * [500.0], True, id="grows only as it warms up"),
        pytest.param([100, 300] + 17 * [500.0] + [524.0], True, id="within a twentieth"),
        pytest.param([100, 300] + 17 * [500.0] + [526.0], False, id="beyond it"),
        pytest.param([10.0] * 19 + [29.0], True, id="within the margin, where a twentieth is less"),
        pytest.param([400.0 + 5 * n for n in range(20)], False, id="leaks"),
    ],
)
def test_flat(memory: list[float], expected: bool) -> None:
    assert flat(memory) is expected

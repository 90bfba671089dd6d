"""The examples: coded as expected, dated as their names say, of the length of a report."""

from importlib.resources.abc import Traversable

import pytest

import dateline
from dateline.examples import examples
from dateline.read import find_date
from tests.golden import HERE, code_example, expected, readable

NAMES = [example.name.removesuffix(".txt") for example in examples()]


@pytest.mark.parametrize("name", NAMES)
def test_records(coder: dateline.Coder, name: str) -> None:
    # A wanted change: `make goldens`, and read the diff.
    assert readable(code_example(coder, name)) == expected(name)


def test_no_golden_without_its_example() -> None:
    assert {path.stem for path in HERE.glob("*.json")} == set(NAMES)


@pytest.mark.parametrize("example", examples(), ids=NAMES)
def test_the_date_stands_in_the_text(example: Traversable) -> None:
    text = example.read_text(encoding="utf-8")
    found = find_date(text)
    assert found is not None
    assert found.day == example.name[:10]
    assert 200 <= len(text.split()) <= 450

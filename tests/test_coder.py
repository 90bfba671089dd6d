"""What the coder refuses of documents that no reader has checked."""

import pytest

import dateline
from dateline.errors import InputError, UsageError


@pytest.mark.parametrize("day", ["2026-02-30", "20260301", "2026-W10-1", "0000-01-01", "99999-01-01", "", "yesterday"])
def test_a_date_that_is_no_day(coder: dateline.Coder, day: str) -> None:
    with pytest.raises(UsageError, match="ISO 8601"):
        coder.code("Kenya met Peru.", day)


@pytest.mark.parametrize("field", ["text", "id", "title", "source", "url"])
def test_half_of_a_surrogate_pair(coder: dateline.Coder, field: str) -> None:
    with pytest.raises(InputError, match="surrogate"):
        coder.code(**{"text": "Kenya met Peru.", field: "Kenya \ud800"})


@pytest.mark.parametrize("text", ["", "\n \n", "Kenya\0met Peru.", "\u202e", "\U0010ffff"])
def test_what_says_nothing_is_no_fault(coder: dateline.Coder, text: str) -> None:
    assert coder.code(text, "9999-12-31").document.text == text

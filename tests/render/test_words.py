"""Records in words."""

import pytest

from dateline.records import Figure, When
from dateline.render.words import country_name, figure_in_words, joined, one_line, visible, when_in_words

TIMES = [
    ("2024-05-07", "2024-05-07", "Tue 7 May 2024"),
    ("2024-05-06", "2024-05-12", "6–12 May 2024"),
    ("2024-04-29", "2024-05-05", "29 Apr – 5 May 2024"),
    ("2023-12-30", "2024-01-02", "30 Dec 2023 – 2 Jan 2024"),
    ("2024-02-01", "2024-02-29", "Feb 2024"),
    ("2024-01-01", "2024-03-31", "Jan – Mar 2024"),
    ("2023-07-01", "2024-06-30", "Jul 2023 – Jun 2024"),
    ("2024-01-01", "2024-12-31", "2024"),
    ("1910-01-01", "1945-12-31", "1910–1945"),
]


@pytest.mark.parametrize(("start", "end", "words"), TIMES)
def test_when(start: str, end: str, words: str) -> None:
    assert when_in_words(When(start=start, end=end, granularity="day")) == words


FIGURES = [
    ({"value": 80000, "qualifier": "about"}, "about 80,000"),
    ({"value": 350_000_000_000, "unit": "USD"}, "350 billion USD"),
    ({"value": 2_500_000, "qualifier": "at-least"}, "at least 2.5 million"),
    ({"value": 15, "unit": "percent"}, "15 percent"),
    ({"value": 2.5, "unit": "percent"}, "2.5 percent"),
    ({"value": 10, "upper": 12, "qualifier": "range"}, "10 to 12"),
    ({"value": None, "qualifier": "about"}, "dozens of ships"),
    ({"value": 40, "unit": "persons"}, "40"),
]


@pytest.mark.parametrize(("fields", "words"), FIGURES)
def test_figure(fields: dict[str, object], words: str) -> None:
    figure = Figure.model_validate({"id": "f", "evidence": [(0, 1)], "confidence": 1, **fields})
    assert figure_in_words(figure, "dozens of ships") == words


def test_hostile_characters_are_shown_at_the_same_length() -> None:
    text = "a\x1b[31m\u202eb\u2066c\x00\x9b\nd\u200f"
    assert visible(text) == "a\ufffd[31m\ufffdb\ufffdc\ufffd\ufffd\nd\u200f"
    assert len(visible(text)) == len(text)
    assert one_line(" a\r\n\t b ") == "a b"


def test_names() -> None:
    assert country_name("KOR") == "South Korea"
    assert country_name("XKX") in ("XKX", "Kosovo")
    assert [joined([]), joined(["A"]), joined(["A", "B"]), joined(["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]

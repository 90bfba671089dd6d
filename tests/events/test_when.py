"""Which time belongs to which act, on reports of Wednesday, 8 May 2024."""

import pytest

from dateline.events.focus import focus_of
from dateline.events.when import when_of
from dateline.language import Engine
from dateline.time import find_times
from tests.events.acts import act

DATE = "2024-05-08"
FILLER = "Much is at stake. Nobody knows more. "

CASES = [
    # (text, word, first day, last day; None for no time)
    ("Rebels attacked the port on Monday.", "attacked", "2024-05-06", "2024-05-06"),
    ("On Tuesday, Peru recalled its envoy.", "recalled", "2024-05-07", "2024-05-07"),
    ("Monday's raid angered Chad.", "raid", "2024-05-06", "2024-05-06"),
    ("Last year the two countries signed a treaty.", "signed", "2023-01-01", "2023-12-31"),
    ("A treaty signed in 2019 binds both.", "signed", "2019-01-01", "2019-12-31"),
    ("The pact that was concluded in 2019 is void.", "pact", "2019-01-01", "2019-12-31"),
    ("Ghana has sent aid since April.", "sent", "2024-04-01", DATE),
    # not the time of another clause
    ("Togo freed the men whom it had arrested in 2021.", "freed", DATE, DATE),
    ("Togo freed the men after talks in April.", "freed", DATE, DATE),
    # shared: participles, coordination, infinitives, "when"
    ("Gunmen stormed the hotel on Monday, killing two guards.", "killing", "2024-05-06", "2024-05-06"),
    ("On Monday, gunmen stormed the hotel and shot two guards.", "shot", "2024-05-06", "2024-05-06"),
    ("The country fell into chaos in 2011 when rebels seized the capital.", "seized", "2011-01-01", "2011-12-31"),
    ("No state has recognized the junta since it seized power in 2021.", "recognized", "2021-01-01", DATE),
    # carried on from the sentence before
    ("In 2013, rebels took the town. A militia fought back.", "fought", "2013-01-01", "2013-12-31"),
    # two times of two acts
    ("Fiji was sanctioned in 2019 and again in 2022.", "sanctioned", "2019-01-01", "2019-12-31"),
    # plans, with and without a day
    ("The envoy is due to visit Oslo on Friday.", "visit", "2024-05-10", "2024-05-10"),
    ("The envoy will visit Oslo.", "visit", None, None),
    # a visit covers every day told
    ("She begins a three-day visit from Thursday.", "visit", "2024-05-09", "2024-05-11"),
    # news and reactions are of the report's day, background has none
    ("Oman condemned the raid.", "condemned", DATE, DATE),
    (FILLER + "Laos had earlier closed the border.", "closed", None, None),
    (FILLER + "Laos has repeatedly criticized the pact.", "criticized", None, None),
    (FILLER + "The invasion cost many lives.", "invasion", None, None),
    # the shifted tense of a source's words is no background
    (FILLER + "Officials said rebels had seized the port.", "seized", DATE, DATE),
]


@pytest.mark.parametrize(("text", "word", "start", "end"), CASES)
def test_when(engine: Engine, text: str, word: str, start: str | None, end: str | None) -> None:
    parsed, candidate = act(engine, text, word)
    times = find_times(parsed, DATE)
    when = when_of(parsed, candidate, times, DATE, focus_of(parsed, candidate, times, DATE))
    assert (when and when.start, when and when.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "word", "focus"),
    [
        ("Oman condemned the raid on Tuesday.", "condemned", "news"),
        ("Oman condemned the raid in 2017.", "condemned", "background"),
        ("A court has lifted the ban.", "lifted", "news"),
        (FILLER + "A court has lifted the ban.", "lifted", "background"),
        (FILLER + "The accord signed by both sides fell apart.", "signed", "background"),
    ],
)
def test_focus(engine: Engine, text: str, word: str, focus: str) -> None:
    parsed, candidate = act(engine, text, word)
    assert focus_of(parsed, candidate, find_times(parsed, DATE), DATE) == focus


def test_words_of_the_time(engine: Engine) -> None:
    parsed, candidate = act(engine, "Rebels attacked the port on Monday.", "attacked")
    when = when_of(parsed, candidate, find_times(parsed, DATE), DATE, "news")
    assert when is not None
    assert when.text == "Monday"
    assert when.granularity == "day"


def test_no_date_no_default(engine: Engine) -> None:
    parsed, candidate = act(engine, "Oman condemned the raid.", "condemned")
    assert when_of(parsed, candidate, [], None, "news") is None

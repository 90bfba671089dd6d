"""Figures: what counts, its value, unit and measure, and what is no figure."""

import pytest

from dateline.facts import find_figures
from dateline.language import Engine
from dateline.records import Document, Event, Figure
from dateline.records.reasons import Reasons
from dateline.time import find_times


def figures(engine: Engine, text: str, events: list[Event] | None = None) -> list[Figure]:
    parsed = engine.parse(text)
    document = Document(id="d", date="2024-05-14", text=text)
    return find_figures(parsed, find_times(parsed, document.date), events or [], document, Reasons())


VALUES = [
    ("The army sent 12,500 soldiers to the border.", 12500, "persons"),
    ("The ministry counted one hundred and twenty-five burned villages.", 125, "villages"),
    ("Two dozen miners were rescued on the plateau.", 24, "persons"),
    ("Half a million refugees crossed the river.", 500_000, "persons"),
    ("The bank lent 350 billion yuan to the railway.", 350e9, "CNY"),
    ("Oslo pledged €5 billion for the dam.", 5e9, "EUR"),
    ("Ottawa promised C$3 billion in loans.", 3e9, "CAD"),
    ("The fund needs a billion dollars.", 1e9, "USD"),
    ("Nairobi repaid 40 million Kenyan shillings.", 40e6, "KES"),
    ("The port handles 8.7 million tons of grain.", 8_700_000, "tons"),
    ("Exports rose 12.5 per cent, the customs service said.", 12.5, "percent"),
    ("The party lost 20 percentage points.", 20, "percentage points"),
    ("Investors lost £2bn in the default.", 2e9, "GBP"),
    ("The pipeline crosses 25 square kilometers of marsh.", 25, "square kilometers"),
    ("Dozens of farmers blocked the road.", None, "persons"),
    ("Tens of thousands of refugees fled.", None, "persons"),
    ("Several hundred troops guard the mine.", None, "persons"),
]


@pytest.mark.parametrize(("text", "value", "unit"), VALUES)
def test_value_and_unit(engine: Engine, text: str, value: float | None, unit: str) -> None:
    assert [(f.value, f.unit) for f in figures(engine, text)] == [(value, unit)]


QUALIFIERS = [
    ("About 300 villagers left the valley.", "about", None),
    ("More than 300 villagers left the valley.", "at-least", None),
    ("As many as 300 villagers left the valley.", "at-most", None),
    ("Fewer than 300 villagers left the valley.", "at-most", None),
    ("Between 10 and 15 villagers left the valley.", "range", 15),
    ("The drought hit 5-7 million farmers.", "range", 7_000_000),
    ("The levy is 10 to 15 percent of the price.", "range", 15),
]


@pytest.mark.parametrize(("text", "qualifier", "upper"), QUALIFIERS)
def test_qualifier(engine: Engine, text: str, qualifier: str, upper: float | None) -> None:
    assert [(f.qualifier, f.upper) for f in figures(engine, text)] == [(qualifier, upper)]


def test_a_change_is_two_numbers(engine: Engine) -> None:
    assert [f.value for f in figures(engine, "Deaths rose from 60 in the north to 95 in the south.")] == [60, 95]


MEASURES = [
    ("Shelling killed 18 villagers.", "killed"),
    ("Eleven miners died in the blast.", "killed"),
    ("The bomb wounded four others.", "injured"),
    ("Police arrested 30 students.", "arrested"),
    ("At least 70 sailors are missing.", "missing"),
    ("Floods displaced 9,000 people.", "displaced"),
    ("The alliance keeps 4,000 troops there.", "troops"),
    ("The loan is worth $40 million.", "money"),
    ("Inflation reached 31 percent.", "rate"),
    ("The motion passed with 215 votes in favor.", "votes-for"),
    ("The motion drew 40 votes against.", "votes-against"),
    ("There were 12 abstentions.", "abstained"),
]


@pytest.mark.parametrize(("text", "measure"), MEASURES)
def test_measure(engine: Engine, text: str, measure: str) -> None:
    assert [f.measure for f in figures(engine, text)] == [measure]


NONE = [
    "The minister spoke on May 14, 2024.",
    "The siege lasted two years.",
    "Karim Osei, 54, led the union.",
    "Two-thirds of the chamber agreed.",
    "The two countries traded accusations.",
    "The G7 met in the third round.",
    "The council passed resolution 2397.",
    "Article 5 binds the allies.",
    "A Boeing 737 landed in Accra.",
    "An F-16 crashed near the coast.",
    "Cases of COVID-19 fell.",
    "One of the envoys left.",
    "The 30-day truce held.",
    "The camp lies 40 kilometers from the capital.",
    "2. Observers may visit the camp.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_figure(engine: Engine, text: str) -> None:
    assert figures(engine, text) == []


def test_told_twice_is_one_figure(engine: Engine) -> None:
    text = "The blast killed 45 miners. Rescuers said the 45 miners had no masks."
    (figure,) = figures(engine, text)
    assert [text[s:e] for s, e in figure.evidence] == ["45 miners", "45 miners"]


def test_small_numbers_of_different_things_stay_apart(engine: Engine) -> None:
    assert len(figures(engine, "Raiders burned six villages. Six soldiers were killed.")) == 2


def test_event_of_a_figure(engine: Engine) -> None:
    text = "Rebels killed 18 villagers. The army sent 500 soldiers."
    event = Event(id="ev1", type="ASSAULT", evidence=[(0, 26)], trigger=(7, 13), confidence=0.9)
    assert [f.event for f in figures(engine, text, [event])] == ["ev1", None]


def test_dollars_after_a_character_outside_the_plane(engine: Engine) -> None:
    text = "\U0001f6a2 The port lost $3 million."
    (figure,) = figures(engine, text)
    assert [text[s:e] for s, e in figure.evidence] == ["$3 million"]


@pytest.mark.parametrize(
    "number", ["9" * 400, "9" * 310, f"{'9' * 300} million million", "hundred " * 700, "million " * 200, "1e999"]
)
def test_numbers_beyond_all_counting_are_left_out(engine: Engine, number: str) -> None:
    told = figures(engine, f"The flood hurt {number} people. The army sent 500 soldiers.")
    assert [f.value for f in told if f.of != "people"] == [500]
    assert all(f.value is not None and f.value < 2**53 for f in told)

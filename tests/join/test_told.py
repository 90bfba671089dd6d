"""Rows of the tables as events ready to be compared."""

from datetime import date
from typing import Any

import pytest

from dateline.join import told_of
from dateline.join.told import code_of, keys_of
from dateline.join.words import content, stem_of

ACTOR: dict[str, Any] = {"name": "Japan", "kind": "country", "country": "JPN", "base": None, "sector": "GOV"}
TEXT = "Rain fell. Ishida praised Tanzania on Monday in the port. More rain."


def event(**fields: Any) -> dict[str, Any]:
    blank: dict[str, Any] = dict.fromkeys(
        ("mode", "start", "end", "granularity", "when_text", "place", "place_country", "count")
    )
    told = {"id": "ev1", "document": "a", "type": "SUPPORT", "status": "happened", "focus": "news", "confidence": 0.5}
    return {**blank, **told, "actors": [], "recipients": [], "others": None, "words": "", **fields}


@pytest.mark.parametrize(
    ("fields", "keys", "code"),
    [
        ({}, ["JPN"], "JPN"),
        ({"kind": "government", "name": "navy", "sector": "MIL"}, ["JPN MIL"], "JPN"),
        ({"kind": "person", "name": "Naoto Ishida"}, ["person:naoto ishida", "JPN GOV"], "JPN"),
        ({"kind": "person", "name": "Ishida", "person": "naoto ishida"}, ["person:naoto ishida", "JPN GOV"], "JPN"),
        # Hamas belongs to PSE; the United Nations is one body; many bodies are IGO.
        ({"kind": "group", "name": "Hamas", "country": None, "base": "PSE", "sector": "REB"}, ["PSE REB"], "PSE"),
        ({"kind": "organisation", "name": "UN", "country": None, "base": "UNO", "sector": None}, ["UNO"], "UNO"),
        (
            {"kind": "organisation", "name": "African Union", "country": None, "base": "IGO"},
            ["name:african union"],
            "name:african union",
        ),
        ({"kind": "group", "name": "Gunmen", "country": None}, ["group:gunmen"], None),
        ({"kind": "person", "name": "Al-Ruqayba", "country": None}, ["person:al-ruqayba"], None),
    ],
)
def test_keys(fields: dict[str, Any], keys: list[str], code: str | None) -> None:
    assert keys_of({**ACTOR, **fields}) == keys
    assert code_of({**ACTOR, **fields}) == code


def test_an_event_of_rows() -> None:
    actors = {
        "ac1": {**ACTOR, "kind": "person", "name": "Naoto Ishida"},
        "ac2": {**ACTOR, "name": "Tanzania", "country": "TZA"},
    }
    document = {"date": date(2026, 3, 14), "title": None, "text": TEXT, "sentences": [{"start": 11, "end": 57}]}
    row = event(actors=["ac1"], recipients=["ac2", "gone"], words="Ishida praised Tanzania")
    figures = [
        {"event": "ev1", "measure": None, "of": "ships", "value": 4.0},
        {"event": "ev2", "measure": "killed", "of": "people", "value": 9.0},
        {"event": "ev1", "measure": "killed", "of": "people", "value": None},
    ]
    told = told_of(row, actors, document, figures, weight=3)
    assert (told.actors, told.recipients) == ({"person:naoto ishida", "JPN GOV"}, {"TZA"})
    assert told.context == "Ishida praised Tanzania on Monday in the port."
    assert told.figures == (("ships", 4.0),)
    assert told.weight == 3
    # News without a time happened by the day of its report.
    assert (told.start, told.by_report) == (date(2026, 3, 14), True)


def test_a_time_that_the_text_tells_is_not_the_reports_own() -> None:
    document = {"date": date(2026, 3, 14), "title": None}
    when = {"start": date(2026, 3, 9), "end": date(2026, 3, 9), "granularity": "day", "when_text": "Monday"}
    assert not told_of(event(**when), {}, document).by_report
    assert told_of(event(focus="background"), {}, document).start is None


@pytest.mark.parametrize(
    "forms",
    [
        "kill kills killed killing killings",
        "strike strikes",
        "ferry ferries",
        "stop stops stopped stopping",
        "free freed frees freeing",
    ],
)
def test_forms_of_one_word_have_one_stem(forms: str) -> None:
    assert len({stem_of(form) for form in forms.split()}) == 1


def test_content_words_leave_out_names_and_grammar() -> None:
    assert content("The Tanzanian officials had freed 214 fishermen on 12 March 2026", ["tanzania"]) == {
        "fre",
        "214",
        "fisherman",
    }

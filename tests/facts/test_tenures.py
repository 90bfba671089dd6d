"""Offices: each row is (text, rows of (person, office, country, organisation, status))."""

from __future__ import annotations

import pytest

from dateline.actors import resolve
from dateline.facts import find_tenures
from dateline.language import Engine
from dateline.records import Document, Tenure
from dateline.records.reasons import Reasons
from dateline.time import find_times

Row = tuple[str, str, str | None, str | None, str]


def tenures(engine: Engine, text: str) -> list[tuple[Row, Tenure]]:
    parsed, document, reasons = engine.parse(text), Document(id="t", text=text, date="2025-03-14"), Reasons()
    cast = resolve(parsed, document, reasons)
    found = find_tenures(parsed, cast, find_times(parsed, document.date), document, reasons)
    return [((cast.actors[t.person].name, t.office, t.country, t.organisation, t.status), t) for t in found]


CASES: list[tuple[str, list[Row]]] = [
    ("Norwegian Foreign Minister Kari Solheim left.", [("Kari Solheim", "Foreign Minister", "NOR", None, "current")]),
    ("Ana Duarte, Portugal's interior minister, spoke.", [("Ana Duarte", "interior minister", "PRT", None, "current")]),
    ("Former Chilean President Luis Rojas died.", [("Luis Rojas", "President", "CHL", None, "former")]),
    ("Thai Prime Minister-elect Somsak Chai spoke.", [("Somsak Chai", "Prime Minister", "THA", None, "incoming")]),
    ("NATO Secretary-General Erik Dahl spoke.", [("Erik Dahl", "Secretary-General", None, "NATO", "current")]),
    (
        "Clara Weiss, executive director of UNICEF, spoke.",
        [("Clara Weiss", "executive director", None, "UNICEF", "current")],
    ),
    (
        "Joseph Mbeki, who became president of Zambia in 2019, spoke.",
        [("Joseph Mbeki", "President", "ZMB", None, "current")],
    ),
    (
        "The impeachment of Peruvian President Rosa Quispe failed.",
        [("Rosa Quispe", "President", "PER", None, "former")],
    ),
    ("Peruvian President Rosa Quispe resigned.", [("Rosa Quispe", "President", "PER", None, "former")]),
    (
        "Norwegian Foreign Minister Kari Solheim met her Finnish counterpart, Matti Laine.",
        [
            ("Kari Solheim", "Foreign Minister", "NOR", None, "current"),
            ("Matti Laine", "Foreign Minister", "FIN", None, "current"),
        ],
    ),
    ("Maria Costa, an analyst in Lisbon, spoke.", []),
    ("The spokesman declined to comment.", []),
]


@pytest.mark.parametrize(("text", "rows"), CASES)
def test_tenures(engine: Engine, text: str, rows: list[Row]) -> None:
    assert [row for row, _ in tenures(engine, text)] == rows


def test_evidence_is_in_the_text(engine: Engine) -> None:
    text = "🙂 Ghana’s president, Kofi Annor, spoke."
    ((_, tenure),) = tenures(engine, text)
    assert [text[s:e] for s, e in tenure.evidence] == ["president"]


def test_day_of_taking_office(engine: Engine) -> None:
    ((_, tenure),) = tenures(engine, "Since taking office in June 2024, Kenyan President Tom Otieno has met many.")
    assert tenure.from_ == "2024-06"


def test_one_title_of_two_makes_two_tenures(engine: Engine) -> None:
    found = tenures(engine, "U.S. Senators John Blake and Mary Stone spoke.")
    assert [row[0] for row, _ in found] == ["John Blake", "Mary Stone"]
    assert len({tenure.id for _, tenure in found}) == 2

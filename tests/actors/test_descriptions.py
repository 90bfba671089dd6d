"""Those told by a noun: one table a subject; each row is (text, phrase, names of the actors meant)."""

from __future__ import annotations

import pytest

from dateline.actors import resolve
from dateline.language import Engine
from dateline.records import Document
from dateline.records.reasons import Reasons


def meant(engine: Engine, text: str, phrase: str) -> list[tuple[str, str | None]]:
    """Name and country of each actor that the last mention with these very words stands for."""
    parsed = engine.parse(text)
    cast = resolve(parsed, Document(id="t", text=text), Reasons())
    found = [m for m in cast.mentions if parsed.slice(m.first, m.last) == phrase]
    actors = [cast.actors[a] for a in found[-1].actors] if found else []
    return [(actor.name, actor.country) for actor in actors]


PERU, CHILE = ("Peru", "PER"), ("Chile", "CHL")
FRONT = ("Tano Liberation Front", None)
CLASH = "Kenya's army and the Tano Liberation Front rebels clashed. The U.N. says both sides broke the truce."

SEVERAL = [
    ("The leaders of Peru and Chile agreed to meet.", "The leaders", [PERU, CHILE]),
    ("The Peruvian and Chilean foreign ministers met.", "The Peruvian and Chilean foreign ministers", [PERU, CHILE]),
    (CLASH, "both sides", [("Kenya", "KEN"), FRONT]),
    (f"{CLASH} The warring parties denied it.", "The warring parties", [("Kenya", "KEN"), FRONT]),
    ("Peru and Chile sent envoys. Both agreed.", "Both", [PERU, CHILE]),
]

ARMED = [
    ("Soldiers fought Tano Liberation Front rebels. The rebel group fled.", "The rebel group", [FRONT]),
    ("Soldiers fought Tano Liberation Front rebels. Three rebels were killed.", "Three rebels", [FRONT]),
    ("Iran-backed militias fired rockets.", "Iran-backed militias", [("Iran-backed militias", None)]),
]

SETTING = [
    ("Peruvian officials and lawmakers met.", "lawmakers", [("lawmakers", "PER")]),
    ("Norwegian troops left. A bomb killed 12 civilians in Mali.", "12 civilians", [("12 civilians", "MLI")]),
    ("Peruvian police met foreign troops.", "foreign troops", [("foreign troops", None)]),
    ("Ivan Petkov, a Bulgarian citizen, was held.", "Ivan Petkov", [("Ivan Petkov", "BGR")]),
]

BODIES = [
    ("The Nordic Council met. The Council agreed.", "Council", [("Nordic Council", None)]),
    ("The European Union met. The 27-nation bloc agreed.", "The 27-nation bloc", [("European Union", None)]),
    ("We urge all states to sign.", "all states", [("all states", None)]),
]

POSSESSIVES = [
    ("Peru praised Chile for its help.", "its", [CHILE]),
    ("Peru said its army had left.", "its", [PERU]),
]


@pytest.mark.parametrize(("text", "phrase", "actors"), SEVERAL + ARMED + SETTING + BODIES + POSSESSIVES)
def test_noun_stands_for(engine: Engine, text: str, phrase: str, actors: list[tuple[str, str | None]]) -> None:
    assert meant(engine, text, phrase) == actors

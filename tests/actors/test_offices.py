"""Which offices a text tells: rows of (text, person, office, country, organisation, status)."""

from __future__ import annotations

import pytest

from dateline.actors import resolve
from dateline.language import Engine
from dateline.records import Document
from dateline.records.reasons import Reasons

BESIDE = [
    ("Minister of Information Karim al-Tawil of Syria spoke.", "Karim al-Tawil", "Minister of Information", "SYR"),
    ("Crown Prince Salim bin Yusuf of Saudi Arabia left.", "Salim bin Yusuf", "Crown Prince", "SAU"),
    ("New Hampshire governor Tom Vale left.", "Tom Vale", "New Hampshire governor", "USA"),
    ("Rosa Lind is the junior senator from New York.", "Rosa Lind", "Senator", "USA"),
    ("Greenland's Prime Minister Aksel Lund spoke.", "Aksel Lund", "Prime Minister", "GRL"),
    ("Chief Executive Ken Lam of Hong Kong left.", "Ken Lam", "Chief Executive", "HKG"),
    ("Lesotho MP Thabo Nkosi said no.", "Thabo Nkosi", "Member of Parliament", "LSO"),
    ("Sri Lankan police spokesman Nimal Jay said so.", "Nimal Jay", "police spokesman", "LKA"),
    ("Last year US President Dan Fuller left.", "Dan Fuller", "President", "USA"),
]

BODIES = [
    ("Amara Diallo, the country director of Oxfam, spoke.", "Amara Diallo", "country director", "Oxfam"),
    ("Human Rights Watch's Hong Kong director, Maya Lau, spoke.", "Maya Lau", "director", "Human Rights Watch"),
    ("NATO Secretary General Jan Vos spoke.", "Jan Vos", "Secretary General", "NATO"),
    ("Kestrel Motors CEO Ron Hale spoke.", "Ron Hale", "CEO", "Kestrel Motors"),
]

NONE = [
    "Lord Mayor candidate Nora Pine spoke in Leeds.",
    "A film by director Otto Lenz opened in Vienna.",
    "The potential president Ann Cole of Peru smiled.",
]


def told(engine: Engine, text: str) -> list[tuple[str, str, str | None, str | None, str]]:
    cast = resolve(engine.parse(text), Document(id="t", text=text), Reasons())
    return [(cast.actors[o.person].name, o.office, o.country, o.organisation, o.status) for o in cast.offices]


@pytest.mark.parametrize(("text", "person", "office", "country"), BESIDE)
def test_office_of_a_state(engine: Engine, text: str, person: str, office: str, country: str) -> None:
    assert told(engine, text) == [(person, office, country, None, "current")]


@pytest.mark.parametrize(("text", "person", "office", "body"), BODIES)
def test_office_of_a_body(engine: Engine, text: str, person: str, office: str, body: str) -> None:
    assert told(engine, text) == [(person, office, None, body, "current")]


@pytest.mark.parametrize("text", NONE)
def test_no_office_held(engine: Engine, text: str) -> None:
    assert told(engine, text) == []


def test_an_office_that_a_state_lacks_is_another_states(engine: Engine) -> None:
    text = "Prime Minister Owen Price asked the United States to return a U.S. diplomat to the United Kingdom."
    assert told(engine, text) == [("Owen Price", "Prime Minister", "GBR", None, "current")]


def test_of_two_presidents_the_one_told_less_was_before(engine: Engine) -> None:
    text = "U.S. President Tom Reed spoke. U.S. President Ann Cole did it in 1993. U.S. President Reed smiled."
    assert {(name, status) for name, *_, status in told(engine, text)} == {
        ("Tom Reed", "current"),
        ("Ann Cole", "former"),
    }


def test_apposition_of_one_person_is_not_the_title_of_the_next(engine: Engine) -> None:
    text = "According to Sadie Moor, Kofi Mensah's former spokeswoman, Mensah of Ghana left."
    assert [name for name, *_ in told(engine, text)] in ([], ["Sadie Moor"])


def test_abbreviation_in_brackets_joins_its_name(engine: Engine) -> None:
    text = "The Baltic Relief Fund (BRF) sent food. The BRF said so."
    parsed = engine.parse(text)
    cast = resolve(parsed, Document(id="t", text=text), Reasons())
    ids = {m.actors for m in cast.mentions if parsed.slice(m.first, m.last) in ("Baltic Relief Fund", "BRF")}
    assert len(ids) == 1


def test_reasons_tell_where_an_office_comes_from(engine: Engine) -> None:
    text = "Norwegian Foreign Minister Kari Solheim left. Solheim was tired."
    reasons = Reasons()
    cast = resolve(engine.parse(text), Document(id="t", text=text), reasons)
    actor = next(a for a in cast.actors.values() if a.name == "Kari Solheim")
    assert any(r.startswith("title") for r in reasons.of(actor.id))
    assert any("short name" in r for r in reasons.of(actor.id))

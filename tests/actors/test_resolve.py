"""Who a report's phrases stand for: one table a subject; each row is (text, phrase, names of the actors meant)."""

from __future__ import annotations

import pytest

from dateline.actors import Cast, resolve
from dateline.language import Engine
from dateline.records import Document
from dateline.records.reasons import Reasons


def cast_of(engine: Engine, text: str, **told: str) -> Cast:
    return resolve(engine.parse(text), Document(id="t", text=text, **told), Reasons())


def meant(engine: Engine, text: str, phrase: str, **told: str) -> list[str]:
    """Names of the actors that the last mention with these very words stands for."""
    parsed = engine.parse(text)
    cast = resolve(parsed, Document(id="t", text=text, **told), Reasons())
    found = [m for m in cast.mentions if parsed.slice(m.first, m.last) == phrase]
    return [cast.actors[a].name for a in found[-1].actors] if found else []


STATES = [
    ("The DPRK tested a missile.", "DPRK", ["North Korea"]),
    ("The U.K. and the UAE signed.", "UAE", ["United Arab Emirates"]),
    ("Sanctions on the Republic of Korea were lifted.", "Republic of Korea", ["South Korea"]),
    ("Ghanaian troops crossed the border.", "Ghanaian", ["Ghana"]),
    ("Lima said it would not yield.", "Lima", ["Peru"]),
    ("Relations with Hanoi soured.", "Hanoi", ["Vietnam"]),
    ("The envoys met in Hanoi.", "Hanoi", []),
    ("The Kremlin denied it.", "Kremlin", ["Russia"]),
    ("Ships sailed through the South China Sea.", "China", []),
]

PERSONS = [
    ("Norwegian Foreign Minister Kari Solheim left. Solheim was tired.", "Solheim", ["Kari Solheim"]),
    ("South Korean President Kang Min Woo spoke. Kang smiled.", "Kang", ["Kang Min Woo"]),
    ("Ana Duarte, Portugal's interior minister, spoke. The minister left.", "The minister", ["Ana Duarte"]),
    ("Thai Prime Minister Somsak Chai arrived. The premier rested.", "The premier", ["Somsak Chai"]),
    (
        "French President Luc Morel met Kenyan President Tom Otieno. The French leader left.",
        "The French leader",
        ["Luc Morel"],
    ),
    ("Ivan Petkov met Georgi Petkov. Georgi Petkov said no.", "Georgi Petkov", ["Georgi Petkov"]),
]

SEVERAL = [
    ("Chad and Niger met. Both countries signed.", "Both countries", ["Chad", "Niger"]),
    (
        "President Lucia Ferreira of Brazil met Argentine President Diego Molina. The two leaders agreed.",
        "The two leaders",
        ["Lucia Ferreira", "Diego Molina"],
    ),
    ("Chad and Niger said they would stop.", "they", ["Chad", "Niger"]),
]

PRONOUNS = [
    ("Peruvian President Rosa Quispe said she would resign.", "she", ["Rosa Quispe"]),
    ("Peru said it would help.", "it", ["Peru"]),
    ("The rebels, who seized a town, fled.", "who", ["rebels"]),
    ("On his first visit, Luc Morel met students.", "his", ["Luc Morel"]),
    ('"I will stay," said Omar Haddad.', "I", ["Omar Haddad"]),
]


@pytest.mark.parametrize(("text", "phrase", "names"), STATES + PERSONS + SEVERAL + PRONOUNS)
def test_phrase_stands_for(engine: Engine, text: str, phrase: str, names: list[str]) -> None:
    assert meant(engine, text, phrase) == names


COUNTRIES = [
    ("Japanese officials met.", "Japanese officials", "government", "JPN"),
    ("NATO warned Serbia.", "NATO", "organisation", None),
    ("Boko Haram attacked a village.", "Boko Haram", "group", None),
    ("Refugees from Eritrea marched.", "Refugees", "group", "ERI"),
    ("The Peruvian navy seized a boat.", "Peruvian navy", "government", "PER"),
    ("A senior U.S. official spoke.", "senior U.S. official", "government", "USA"),
    ("Clara Weiss, head of UNICEF, spoke.", "Clara Weiss", "person", None),
    ("Omar Haddad, head of the Lebanese army, spoke.", "Omar Haddad", "person", "LBN"),
]


@pytest.mark.parametrize(("text", "name", "kind", "country"), COUNTRIES)
def test_country_and_kind(engine: Engine, text: str, name: str, kind: str, country: str | None) -> None:
    actor = next(a for a in cast_of(engine, text).actors.values() if a.name == name)
    assert (actor.kind, actor.country) == (kind, country)


def test_armed_group_has_a_base(engine: Engine) -> None:
    actor = next(iter(cast_of(engine, "Hamas fired rockets.").actors.values()))
    assert (actor.country, actor.base, actor.sector) == (None, "PSE", "REB")


def test_we_of_an_official_text_is_its_issuer(engine: Engine) -> None:
    url = "https://www.state.gov/some-statement/"
    assert meant(engine, "We condemn the coup in Freedonia.", "We", url=url) == ["United States"]
    assert meant(engine, "We condemn the coup in Freedonia.", "We") == []


def test_mentions_slice_back(engine: Engine) -> None:
    text = "🙂 Kenya’s president, Tom Otieno, met “Lima’s” envoys."
    cast = cast_of(engine, text)
    otieno = next(a for a in cast.actors.values() if a.name == "Tom Otieno")
    assert "Tom Otieno" in {text[s:e] for s, e in otieno.mentions}


def test_of_all_takes_each_conjunct(engine: Engine) -> None:
    parsed = engine.parse("Chad and Niger signed a treaty.")
    cast = resolve(parsed, Document(id="t", text=parsed.text), Reasons())
    assert [cast.actors[a].name for a in cast.of_all(parsed.tokens[0])] == ["Chad", "Niger"]


def test_empty_text_has_no_cast(engine: Engine) -> None:
    assert cast_of(engine, "").actors == {}


def test_thousands_of_one_family_name_are_told_apart(engine: Engine) -> None:
    names = [f"{first}{last} Keruno" for first in ("Aba", "Bele", "Cori") for last in ("da", "mi", "lo", "ne", "su")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dateline.actors.persons.NAMESAKES", 5)
        cast = cast_of(engine, " ".join(f"Minister {name} spoke. Later Minister {name} left." for name in names))
    told = [actor for actor in cast.actors.values() if actor.name.endswith("Keruno")]
    assert [actor.name for actor in told] == names
    assert {len(actor.mentions) for actor in told} == {2}

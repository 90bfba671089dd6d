"""Counts, contexts, other roles and places of an act, each on a sentence of its own."""

import pytest

from dateline.actors import Cast, Mention
from dateline.events.contexts import contexts_of
from dateline.events.counts import count_of
from dateline.events.others import others_of
from dateline.events.sources import link_sources
from dateline.events.where import where_of
from dateline.language import Engine, Parsed
from dateline.places import PlaceMention
from dateline.records import Event, Statement, Where
from tests.events.acts import act


@pytest.mark.parametrize(
    ("text", "word", "count"),
    [
        ("Rebels launched 504 attacks in 2024.", "attacks", 504),
        ("The army counted 1,200 raids last year.", "raids", 1200),
        ("Monitors documented 31 cases of torture.", "torture", 31),
        ("They held three meetings in Accra.", "meetings", 3),
        ("They held a three-day meeting in Accra.", "meeting", None),
        ("They reported dozens of attacks.", "attacks", None),
        ("Rebels attacked 12 villages.", "attacked", None),
    ],
)
def test_count(engine: Engine, text: str, word: str, count: int | None) -> None:
    assert count_of(*act(engine, text, word)) == count


@pytest.mark.parametrize(
    ("text", "word", "contexts"),
    [
        ("The two ministers discussed tariffs on steel.", "discussed", {"executive", "economic"}),
        ("Voters went to the polls as observers watched the ballot.", "watched", {"election"}),
        ("Traffickers smuggled cocaine over the border.", "smuggled", {"illegal_drugs", "trafficking", "territory"}),
        ("The group demanded respect for human rights.", "demanded", {"human_rights"}),
    ],
)
def test_contexts(engine: Engine, text: str, word: str, contexts: set[str]) -> None:
    assert contexts <= set(contexts_of(*act(engine, text, word)))


def _cast(parsed: Parsed, *names: str) -> Cast:
    tokens = {token.text: token.i for token in parsed.tokens}
    return Cast(mentions=[Mention(tokens[n], tokens[n] + 1, tokens[n], (n,), "name") for n in names if n in tokens])


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Chad and Niger held talks hosted by Qatar.", "talks", [("Qatar", "host")]),
        ("Chad and Niger signed a truce brokered by Oman.", "signed", [("Oman", "mediator")]),
        ("Oman mediated talks between Chad and Niger.", "talks", [("Oman", "mediator")]),
        ("Chad and Niger held talks.", "talks", []),
    ],
)
def test_others(engine: Engine, text: str, word: str, expected: list[tuple[str, str]]) -> None:
    parsed, candidate = act(engine, text, word)
    found = others_of(parsed, candidate, _cast(parsed, "Qatar", "Oman"))
    assert [(other.actor, other.role) for other in found] == expected


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("The ministers met in Lima.", "met", "Lima"),
        ("The president flew to Lima.", "flew", "Lima"),
        ("The ministers praised Lima.", "praised", None),
    ],
)
def test_where(engine: Engine, text: str, word: str, place: str | None) -> None:
    parsed, candidate = act(engine, text, word)
    at = next(token.i for token in parsed.tokens if token.text == "Lima")
    where = where_of(parsed, candidate, [PlaceMention(at, at + 1, at, Where(name="Lima", precision="city"))])
    assert (where and where.name) == place


def _linked(engine: Engine, text: str, cue: str, said: str, evidence: str) -> Event:
    def span(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    statement = Statement(id="s1", kind="indirect", cue=span(cue), content=[span(said)], confidence=1)
    event = Event(id="e1", type="ASSAULT", evidence=[span(evidence)], trigger=span(evidence), confidence=1)
    return link_sources([event], [statement], engine.parse(text))[0]


def test_according_to(engine: Engine) -> None:
    text = "Officials said rebels shelled the port."
    event = _linked(engine, text, "said", "rebels shelled the port", "rebels shelled the port")
    assert (event.according_to, event.disputed_by) == (["s1"], [])


def test_own_voice(engine: Engine) -> None:
    text = "Rebels shelled the port. Officials said nobody died."
    event = _linked(engine, text, "said", "nobody died", "Rebels shelled the port")
    assert (event.according_to, event.disputed_by) == ([], [])


def test_disputed(engine: Engine) -> None:
    text = "The army denied that it shelled the port."
    event = _linked(engine, text, "denied", "it shelled the port", "shelled the port")
    assert (event.according_to, event.disputed_by) == ([], ["s1"])

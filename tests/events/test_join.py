"""One event for one act, however often and in whatever words the report tells it."""

import pytest

import dateline

# text, types of its events in order
CASES = [
    ("Kenya attacked Uganda on Monday. The attack was the first since May.", ["ASSAULT"]),
    ("Kenya attacked Uganda in 2010. Kenya attacked Uganda again in 2015.", ["ASSAULT", "ASSAULT"]),
    ("Peru held talks with Chile. The talks took place in Lima.", ["CONSULT"]),
    ("Peru condemned Chile on Monday. Peru also denounced Chile in a letter.", ["ACCUSE"]),
    ("Peru condemned Chile. Chile condemned Peru.", ["ACCUSE", "ACCUSE"]),
    ("Kenyan soldiers ambushed a convoy of Uganda, killing five people.", ["ASSAULT"]),
    ("Peru urged Chile to open the border. Peru urged Chile to release the sailors.", ["REQUEST", "REQUEST"]),
    ("Norway imposed sanctions on Sudan.", ["SANCTION"]),
]


@pytest.mark.parametrize(("text", "types"), CASES)
def test_acts(coder: dateline.Coder, text: str, types: list[str]) -> None:
    assert [e.type for e in coder.code(text, date="2024-05-15").events] == types


def test_mentions_are_gathered_as_evidence(coder: dateline.Coder) -> None:
    text = "Kenya attacked Uganda on Monday. The attack was the first since May."
    event = coder.code(text, date="2024-05-15").events[0]
    assert [text[s:e] for s, e in event.evidence] == ["Kenya attacked Uganda on Monday", "The attack"]


def test_condemning_an_act_blames_its_doers(coder: dateline.Coder) -> None:
    report = coder.code("Kenya attacked Uganda on Monday. Norway condemned the attack.", date="2024-05-15")
    countries = {a.id: a.country for a in report.actors}
    blame = next(e for e in report.events if e.type == "ACCUSE")
    assert [countries[r] for r in blame.recipients] == ["KEN"]


def test_an_order_to_a_named_body_is_a_request(coder: dateline.Coder) -> None:
    text = "President Ana Quiroga of Peru said that Chile must lift its tariff."
    report = coder.code(text, date="2024-05-15")
    countries = {a.id: a.country for a in report.actors}
    order = report.events[0]
    assert (order.type, [countries[a] for a in order.actors]) == ("REQUEST", ["PER"])
    assert [countries[r] for r in order.recipients] == ["CHL"]

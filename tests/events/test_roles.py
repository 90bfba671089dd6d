"""Who did it, and to whom."""

import pytest

import dateline
from dateline.events.lexicon import load_lexicon
from dateline.events.typer import LexiconTyper

# text, type, countries of the actors, countries of the recipients
CASES = [
    ("Kenya attacked Uganda.", "ASSAULT", ["KEN"], ["UGA"]),
    ("Uganda was attacked by Kenya.", "ASSAULT", ["KEN"], ["UGA"]),
    ("Peru condemned Russia's invasion.", "ACCUSE", ["PER"], ["RUS"]),
    ("Peru imposed sanctions on Chile.", "SANCTION", ["PER"], ["CHL"]),
    ("Peru held talks with Chile.", "CONSULT", ["CHL", "PER"], []),
    ("Peru and Chile signed a treaty.", "SUPPORT", ["CHL", "PER"], []),
    ("The president of Kenya visited Uganda.", "CONSULT", ["KEN"], ["UGA"]),
    ("Peru urged Chile to open the border.", "REQUEST", ["PER"], ["CHL"]),
    ("Norway offered help to Sudan.", "AGREE", ["NOR"], ["SDN"]),
    ("Ghana agreed to send aid to Togo.", "AGREE", ["GHA"], ["TGO"]),
    ("Kenyan soldiers killed five farmers from Uganda.", "ASSAULT", ["KEN"], ["UGA"]),
    ("Kenya withdrew its troops from Somalia.", "RETREAT", ["KEN"], ["SOM"]),
    ("Oman accused Yemen of shelling a port.", "ACCUSE", ["OMN"], ["YEM"]),
    ("Yemen was accused of shelling a port by Oman.", "ACCUSE", ["OMN"], ["YEM"]),
    ("Kenya did not call on Ugandan Minister Daniel Oryem to resign.", "REQUEST", ["KEN"], ["UGA"]),
    ("Peru cancelled a meeting with Chile.", "REJECT", ["PER"], ["CHL"]),
    ("Cuba was threatened with new tolls.", "THREATEN", [], ["CUB"]),
    ("Chile extradited a forger to Peru.", "COOPERATE", ["CHL"], ["PER"]),
    ("Peru sent nine tonnes of rice to Chile.", "AID", ["PER"], ["CHL"]),
    ("Malaysia test-fired a missile.", "MOBILIZE", ["MYS"], []),
]

# The same, of sentences that the lexicon types: roles are at stake here, not types.
CUED = [
    ("Oman's premier has spoken to the Yemeni premier and to the envoy of Chad.", "CONSULT", ["OMN", "TCD", "YEM"], []),
    ("The plan also has the backing of Ghana.", "SUPPORT", ["GHA"], []),
    ("The plan won the support of Kenya.", "SUPPORT", ["KEN"], []),
    ("Chad ignored calls by France to free the journalist.", "REQUEST", ["FRA"], ["TCD"]),
    ("Peru erred and Chad ignored pleas, including from France.", "REQUEST", ["FRA"], ["TCD"]),
    ("Peru and Chile withdrew their ambassadors in 2015.", "SANCTION", ["CHL", "PER"], []),
    ("Kenyan gunmen ambushed a truck carrying Ugandan soldiers near the lake.", "ASSAULT", ["KEN"], ["UGA"]),
    ("Twelve Kenyans were injured in clashes with Ugandan police.", "ASSAULT", ["UGA"], ["KEN"]),
    ("Hundreds of Kenyans, some of whom hurled bottles at police, came.", "PROTEST", ["KEN"], ["KEN"]),
    ("Peru requested dispute consultations with Chile.", "REQUEST", ["PER"], ["CHL"]),
    ("A Kenyan court lifted orders blocking the visit of Ghana's envoy.", "CONCEDE", ["KEN"], ["GHA"]),
    ("Peruvian soldiers stand accused of collusion.", "ACCUSE", [], ["PER"]),
    ("Churches prayed for Peruvian miners injured in clashes with Chilean police.", "ASSAULT", ["CHL"], ["PER"]),
    ("Police fired gas at Kenyan marchers, some of whom threw bottles at them.", "PROTEST", ["KEN"], ["KEN"]),
    ("Peru's premier travels to Chile for talks with Bolivian officials.", "CONSULT", ["PER"], ["BOL", "CHL"]),
    ("Twenty Kenyans died in clashes with Ugandan troops.", "ASSAULT", ["UGA"], ["KEN"]),
    ("Twenty Kenyans died in an attack by Ugandan rebels.", "ASSAULT", ["UGA"], ["KEN"]),
    ("The Kenyan army claimed the killing of 20 Ugandans.", "ASSAULT", ["KEN"], ["UGA"]),
    ("Kenyan police said weapons were seized in the raid.", "COERCE", ["KEN"], []),
]


@pytest.fixture(scope="module")
def cued() -> dateline.Coder:
    return dateline.Coder(typer=LexiconTyper(load_lexicon()))


@pytest.mark.parametrize(("text", "kind", "actors", "recipients"), CASES)
def test_roles(coder: dateline.Coder, text: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    report = coder.code(text, date="2024-05-15")
    countries = {a.id: a.country for a in report.actors}
    event = next(e for e in report.events if e.type == kind)
    assert sorted({countries[a] or "" for a in event.actors}) == actors
    assert sorted({countries[r] or "" for r in event.recipients}) == recipients


@pytest.mark.parametrize(("text", "kind", "actors", "recipients"), CUED)
def test_roles_of_cued_acts(
    cued: dateline.Coder, text: str, kind: str, actors: list[str], recipients: list[str]
) -> None:
    test_roles(cued, text, kind, actors, recipients)


def test_no_doer_told_is_no_actor(coder: dateline.Coder) -> None:
    event = coder.code("Five soldiers of Kenya were killed in an ambush.", date="2024-05-15").events[0]
    assert (event.type, event.actors) == ("ASSAULT", [])


def test_swapped_actors_swap_roles(coder: dateline.Coder) -> None:
    def told(text: str) -> tuple[list[str | None], list[str | None]]:
        report = coder.code(text, date="2024-05-15")
        countries = {a.id: a.country for a in report.actors}
        event = report.events[0]
        return [countries[a] for a in event.actors], [countries[r] for r in event.recipients]

    actors, recipients = told("Peru condemned Chile.")
    assert told("Chile condemned Peru.") == (recipients, actors)

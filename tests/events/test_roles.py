"""Who did it, and to whom."""

import pytest

import dateline

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


@pytest.mark.parametrize(("text", "kind", "actors", "recipients"), CASES)
def test_roles(coder: dateline.Coder, text: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    report = coder.code(text, date="2024-05-15")
    countries = {a.id: a.country for a in report.actors}
    event = next(e for e in report.events if e.type == kind)
    assert sorted({countries[a] or "" for a in event.actors}) == actors
    assert sorted({countries[r] or "" for r in event.recipients}) == recipients


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

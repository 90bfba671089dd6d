"""Acts as reports tell them: who did what to whom, when, in sentences of the kinds that were once missed."""

import pytest

import dateline

DATE = "2024-05-15"

# text, type, mode, countries of the actors, countries of the recipients
CASES = [
    ("Kenya's foreign minister is expected in Accra on Thursday.", "CONSULT", "visit", {"KEN"}, set()),
    ("Japan's premier hosted the Kenyan premier in Tokyo.", "CONSULT", "visit", {"KEN"}, {"JPN"}),
    ("Australia has handed two patrol boats to Fiji.", "AID", None, {"AUS"}, {"FJI"}),
    ("Mexico put a duty of 15 percent on American pork.", "SANCTION", None, {"MEX"}, {"USA"}),
    ("Peru has dropped its threat to tax Chilean copper.", "CONCEDE", None, {"PER"}, set()),
    ("The six engineers were set free on Sunday.", "RETREAT", "release", set(), set()),
    ("Three North Korean missiles fell into the Sea of Japan.", "MOBILIZE", "weapons", {"PRK"}, set()),
    ("Kosovo said that it would send bulldozers unless the road was cleared.", "THREATEN", None, {"XKX"}, set()),
    ("Poland handed Minsk a protest over the balloons.", "ACCUSE", "disapprove", {"POL"}, {"BLR"}),
    ("The navies of Japan and South Korea will hold an exercise.", "COOPERATE", None, {"JPN", "KOR"}, set()),
    ("Thousands of protesters gathered around the ministry in Lima on Tuesday.", "PROTEST", "demo", {"PER"}, set()),
    ("The Kenyan government suspended the bill in May.", "CONCEDE", None, {"KEN"}, set()),
    ("The premier of Malta signed a decree banning foreigners from schools.", "COERCE", "restrict", {"MLT"}, set()),
    ("Chad's government issued a statement blaming Sudan for the raid.", "ACCUSE", "allege", {"TCD"}, {"SDN"}),
    ("Kenya's minister posted a message online blaming Chad.", "ACCUSE", "allege", {"KEN"}, {"TCD"}),
    ("Kenya's Supreme Court struck down the election law.", "REJECT", None, {"KEN"}, set()),
    ("The Supreme Court of Kenya found the suspension to be unlawful.", "REJECT", None, {"KEN"}, set()),
    ("Foreign Minister Ana Ruiz of Chile tendered her resignation.", "RETREAT", "resign", {"CHL"}, set()),
    ("Britain relinquished control of the island to Oman in 1997.", "RETREAT", None, {"GBR"}, {"OMN"}),
    ("Ghana is committing to send more troops to Mali.", "AGREE", None, {"GHA"}, {"MLI"}),
    ("Peru and Chile agreed to 10% tariffs on Brazilian imports.", "AGREE", None, {"PER", "CHL", "BRA"}, set()),
    ("Kenya's government cut its quota after Ghana threatened duties.", "THREATEN", "restrict", {"GHA"}, {"KEN"}),
    (
        "On her visit to Oman, Kenyan President Ann Otieno met Omani Premier Salim Nur.",
        "CONSULT",
        "visit",
        {"KEN"},
        {"OMN"},
    ),
    ("Gabon's police used tear gas against demonstrators.", "ASSAULT", "crowd-control", {"GAB"}, {"GAB"}),
]


@pytest.mark.parametrize(("text", "type_", "mode", "actors", "recipients"), CASES)
def test_told(
    coder: dateline.Coder, text: str, type_: str, mode: str | None, actors: set[str], recipients: set[str]
) -> None:
    report = coder.code(text, date=DATE)
    countries = {a.id: a.country for a in report.actors}
    event = next(e for e in report.events if e.type == type_)
    assert event.mode == mode
    assert {countries[a] for a in event.actors} == actors
    assert {c for r in event.recipients if (c := countries[r])} == recipients


@pytest.mark.parametrize(
    "text",
    [
        "Citizens of Malta voted in a referendum.",
        "Refugees crossed the river on foot.",
        '"We will protect our people," the president of Gabon said.',
        "The president of Gabon performed his duties.",
        "He filed an appeal at the Supreme Court of Kenya.",
        "The guard was armed with a rifle.",
        "Ann Otieno was sworn in as president of Kenya.",
        "Officials of Kenya may not travel to Gabon.",
    ],
)
def test_no_act(coder: dateline.Coder, text: str) -> None:
    assert coder.code(text, date=DATE).events == []


# text, type, first and last day of its only event of that type
WHEN = [
    (
        "Peru and Chile renewed ties on Tuesday, ahead of a summit Ana Quiroga is to hold with Bolivian President "
        "Juan Mora on Friday.",
        "CONSULT",
        ("2024-05-17", "2024-05-17"),
    ),
    ("Rebels entered Bamako on Sunday. A guard fled. Soldiers shot two of the men.", "ASSAULT", ("2024-05-12",) * 2),
    ("The president of Kenya visited Uganda on Monday for the first time since 2019.", "CONSULT", ("2024-05-13",) * 2),
]


@pytest.mark.parametrize(("text", "type_", "when"), WHEN)
def test_when(coder: dateline.Coder, text: str, type_: str, when: tuple[str, str]) -> None:
    found = [e.when for e in coder.code(text, date=DATE).events if e.type == type_]
    assert [(w.start, w.end) for w in found if w is not None] == [when]


def test_a_planned_summit_has_its_own_day(coder: dateline.Coder) -> None:
    report = coder.code(WHEN[0][0], date=DATE)
    assert [e.status for e in report.events if e.type == "CONSULT"] == ["planned"]


def test_an_earlier_meeting_stays_apart(coder: dateline.Coder) -> None:
    text = (
        "Kenyan President Ann Otieno met Omani Premier Salim Nur in Muscat to discuss trade.\n\n"
        "Otieno praised Oman in her first meeting with Nur, on the sidelines of a forum in Lima in February."
    )
    found = [e for e in coder.code(text, date=DATE).events if e.type == "CONSULT"]
    assert [(e.when.start, e.focus) for e in found if e.when] == [("2024-05-15", "news"), ("2024-02-01", "background")]


def test_an_arrest_for_an_act_has_its_doer(coder: dateline.Coder) -> None:
    report = coder.code("After the arrest of General Juan Mora for declaring martial law, calm returned.", date=DATE)
    names = {a.id: a.name for a in report.actors}
    event = next(e for e in report.events if e.mode == "martial-law")
    assert [names[a] for a in event.actors] == ["Juan Mora"]


def test_predecessors_of_two_sign_for_their_states(coder: dateline.Coder) -> None:
    text = (
        "Kenyan President Ann Otieno and Omani Premier Salim Nur met. They praised Kenya and Oman for work with Peru "
        "in a fisheries accord that was signed by their predecessors."
    )
    report = coder.code(text, date=DATE)
    countries = {a.id: a.country for a in report.actors}
    event = next(e for e in report.events if e.type == "SUPPORT" and e.trigger[0] == text.index("signed"))
    assert {countries[a] for a in event.actors} == {"KEN", "OMN"}


def test_what_is_promised_has_its_own_day(coder: dateline.Coder) -> None:
    report = coder.code("Peru's premier promised an answer by the end of the month.", date=DATE)
    assert [e.when.start for e in report.events if e.type == "AGREE" and e.when] == [DATE]


def test_members_stand_for_their_body(coder: dateline.Coder) -> None:
    report = coder.code("Two members of the Venezuelan National Guard were killed near the river.", date=DATE)
    countries = {a.id: a.country for a in report.actors}
    assert [countries[r] for e in report.events for r in e.recipients] == ["VEN"]


def test_a_named_storm_attacks_nobody(coder: dateline.Coder) -> None:
    assert coder.code("Cyclone Orla struck the islands of Peru on Thursday.", date=DATE).events == []


def test_whose_killing_of_whom(coder: dateline.Coder) -> None:
    report = coder.code("Peru condemned Chile's killing of two Bolivian miners on Monday.", date=DATE)
    countries = {a.id: a.country for a in report.actors}
    event = next(e for e in report.events if e.type == "ASSAULT")
    assert [countries[a] for a in event.actors] == ["CHL"]
    assert [countries[r] for r in event.recipients] == ["BOL"]


def test_the_shooting_is_the_one_told_with_shots(coder: dateline.Coder) -> None:
    text = (
        "On Saturday, a gunman shot three shoppers in Lima. A guard was stabbed in Cusco on Monday.\n\n"
        "The shooting began at noon."
    )
    events = [e for e in coder.code(text, date=DATE).events if e.type == "ASSAULT"]
    assert [text[s:e] for s, e in events[0].evidence][-1] == "The shooting"

"""Fact, plan, possibility or denial: what the words around a predicate make of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.events.status import content_only, status_of
from dateline.language import Engine
from dateline.time import find_times
from tests.events.acts import act

CASES = [
    ("A summit the premier is to hold with Ghana on Monday worries Togo.", "summit", "planned"),
    ("Chad has yet to sign the pact.", "sign", "denied"),
    ("The ministers failed to reach a deal.", "reach", "denied"),
    ("The ministers refused to extend the truce.", "extend", "denied"),
    ("They left without recognising the court.", "recognising", "denied"),
    ("Kenya is considering imposing sanctions.", "imposing", "possible"),
    ("Peru called for a ceasefire.", "ceasefire", "possible"),
    ("No country has recognized the junta.", "recognized", "denied"),
    ("The minister is due to travel to Lima on Tuesday for talks with officials.", "travel", "planned"),
    ("The minister is due to travel to Lima on Tuesday for talks with officials.", "talks", "planned"),
    ("Both spoke ahead of a summit next week.", "summit", "planned"),
    ("She said that Ghana would send troops.", "send", "planned"),
    ("She said that Ghana would send troops unless Togo withdrew.", "send", "possible"),
    ("She said that Ghana would send troops unless Togo withdrew.", "withdrew", "possible"),
    ("The two sides did not sign the accord.", "sign", "denied"),
    ("Norway will visit Chile next month.", "visit", "planned"),
    ("The army is expected to withdraw from the town.", "withdraw", "planned"),
    ("Zambia agreed to send aid.", "agreed", "happened"),
    ("Zambia agreed to send aid.", "send", "planned"),
    ("The general threatened to bomb the port.", "bomb", "possible"),
    ("The council urged Niger to release the hostages.", "release", "possible"),
    ("Troops could attack the city.", "attack", "possible"),
    ("Bolivia has signed a pact with Iran.", "signed", "happened"),
    ("The rebels have been shelling the town.", "shelling", "happened"),
    ("The pact signed by both governments ended the war.", "signed", "happened"),
    ("The planned visit was welcomed.", "visit", "planned"),
    ("Lawmakers discussed possible sanctions.", "sanctions", "possible"),
    ("The proposed deal angered farmers.", "deal", "possible"),
    ("The army began to withdraw on Friday.", "withdraw", "happened"),
    ("The army will begin to withdraw on Friday.", "withdraw", "planned"),
    ("Laos was forced to cede the islands.", "cede", "happened"),
    ("She never met the envoy.", "met", "denied"),
    ("Denmark will not send soldiers.", "send", "denied"),
    ("The ministers not only met but signed a treaty.", "met", "happened"),
    ("Talks are scheduled to begin on Monday.", "Talks", "planned"),
    ("Talks will be held in Lima.", "Talks", "planned"),
    ("Talks between Chile and Peru have been set for June 20.", "Talks", "planned"),
    ("The next round of talks is scheduled for Monday.", "talks", "planned"),
    ("The two presidents are still to meet in Arica.", "meet", "planned"),
    ("The talks that will be held in Lima matter.", "talks", "planned"),
    ("They met to discuss trade.", "discuss", "possible"),
    ("If Cuba attacks the ship, war follows.", "attacks", "possible"),
    ("The two nations plan to hold joint drills.", "drills", "planned"),
    ("The two nations plan joint drills.", "drills", "planned"),
    ("Guards prevented an attack on the embassy.", "attack", "denied"),
    ("The meeting was cancelled.", "meeting", "denied"),
    ("The envoy must withdraw his remarks.", "withdraw", "possible"),
    ("Spain has not agreed to the truce.", "agreed", "denied"),
    ("The minister visited Oslo and met the king.", "met", "happened"),
    ("The minister will visit Oslo and meet the king.", "meet", "planned"),
    ("Oman is likely to host the talks.", "host", "possible"),
    ("Oman is unlikely to host the talks.", "host", "possible"),
    ("The threat of sanctions looms.", "sanctions", "possible"),
    ("He said the country was ready to join the talks.", "join", "planned"),
    ("Malta announced plans to expel diplomats.", "expel", "planned"),
    ("The court ordered the release of the men.", "ordered", "happened"),
    ("The court ordered him to pay.", "ordered", "happened"),
    ("They accused the army of killing villagers.", "killing", "happened"),
    ("The president denied ordering the raid.", "ordering", "possible"),
    ("Fiji responded by expelling diplomats.", "expelling", "happened"),
    ("The force was accused of failing to protect villagers.", "protect", "denied"),
    ("The talks, planned for June, worry many.", "talks", "planned"),
    ("The prime minister told reporters he would visit Quito next week.", "visit", "planned"),
    ("The ministers would have signed the pact.", "signed", "denied"),
    ("The bomber killed nine people, wounding dozens.", "wounding", "happened"),
    ("She warned that rebels might attack the capital.", "attack", "possible"),
    ("Moscow may recall its ambassador.", "recall", "possible"),
    ("The first detainee to be released flew home.", "released", "happened"),
    ("The navy will hold a drill with Brunei on Friday.", "drill", "planned"),
    ("No talks were held.", "talks", "denied"),
    ("The envoys held no talks.", "talks", "denied"),
    ("The envoys did not hold talks.", "talks", "denied"),
    ("The attack did not stop the talks.", "attack", "happened"),
    ("Peru was supposed to sign a deal.", "sign", "denied"),
    ("Peru was set to sign a deal.", "sign", "planned"),
    ("Gambia to host summit", "host", "planned"),
    ("There is no agreement.", "agreement", "denied"),
    ("There will be a summit in June.", "summit", "planned"),
    ("The company has been barred from entering the market.", "entering", "denied"),
    ("Nobody attended the meeting.", "attended", "denied"),
    ("Neither side signed the accord.", "signed", "denied"),
]

# The act is only asked for, wished, feared or supposed.
CONTENT = [
    ("The ministers refused to extend the truce.", "extend"),
    ("Peru called for a ceasefire.", "ceasefire"),
    ("Zambia agreed to send aid.", "send"),
    ("The general threatened to bomb the port.", "bomb"),
    ("The council urged Niger to release the hostages.", "release"),
    ("They met to discuss trade.", "discuss"),
    ("Guards prevented an attack on the embassy.", "attack"),
    ("The envoy must withdraw his remarks.", "withdraw"),
    ("The threat of sanctions looms.", "sanctions"),
    ("The president denied ordering the raid.", "ordering"),
    ("The ministers would have signed the pact.", "signed"),
    ("The company has been barred from entering the market.", "entering"),
    ('"They could attack at any time," the envoy said.', "attack"),
    ('"We did not bomb the school," the colonel said.', "bomb"),
    ('"Do not attack the city," the envoy said.', "attack"),
]

NOT_CONTENT = [
    ("If Cuba attacks the ship, war follows.", "attacks"),
    ("The army will withdraw from the valley.", "withdraw"),
    ("Oman failed to sign the accord.", "sign"),
    ("Peru and Chile plan to hold talks.", "talks"),
    ("Officials said the men were freed.", "freed"),
    ("Lawmakers told reporters the bridge was bombed.", "bombed"),
]

# The words that make a plan or a denial may themselves be the act.
PERFORMED = [
    ("Ghana will not attend the meeting.", "attend", "REJECT", "happened"),
    ("Ghana did not reject the plan.", "reject", "REJECT", "denied"),
    ("Togo must withdraw its troops.", "withdraw", "REQUEST", "happened"),
    ("Togo will demand an apology.", "demand", "REQUEST", "planned"),
    ("We will crush the invaders, the general said.", "crush", "THREATEN", "happened"),
    ("Fiji would support the resolution, its envoy said.", "support", "SUPPORT", "happened"),
    ("Fiji will ratify the treaty.", "ratify", "SUPPORT", "planned"),
]

# A later day makes a plan of what the tense leaves open.
LATER = [
    ("The two leaders meet on Friday in Oslo.", "meet", "planned"),
    ("Her visit next week worries Niger.", "visit", "planned"),
    ("The two leaders met on Friday in Oslo.", "met", "happened"),
]


@pytest.mark.parametrize(("text", "word", "status"), CASES)
def test_status(engine: Engine, text: str, word: str, status: str) -> None:
    assert status_of(*act(engine, text, word)) == status


@pytest.mark.parametrize(("text", "word"), CONTENT)
def test_content(engine: Engine, text: str, word: str) -> None:
    assert content_only(*act(engine, text, word))


@pytest.mark.parametrize(("text", "word"), NOT_CONTENT)
def test_not_content(engine: Engine, text: str, word: str) -> None:
    assert not content_only(*act(engine, text, word))


@pytest.mark.parametrize(("text", "word", "type_", "status"), PERFORMED)
def test_performed(engine: Engine, text: str, word: str, type_: str, status: str) -> None:
    assert status_of(*act(engine, text, word, type_)) == status


@pytest.mark.parametrize(("text", "word", "status"), LATER)
def test_later_day(engine: Engine, text: str, word: str, status: str) -> None:
    parsed, candidate = act(engine, text, word)
    assert status_of(parsed, candidate, find_times(parsed, "2024-05-06"), "2024-05-06") == status


PLACES = st.sampled_from(["Kenya", "Norway", "Bolivia", "Oman", "Laos", "Ghana"])
VERBS = st.sampled_from(["attack", "visit", "criticize", "invade", "recognize", "arrest", "bomb", "sue"])


@settings(max_examples=25, deadline=None)
@given(one=PLACES, verb=VERBS, other=PLACES)
def test_did_not_is_denied(engine: Engine, one: str, verb: str, other: str) -> None:
    assert status_of(*act(engine, f"The government of {one} did not {verb} {other}.", verb)) == "denied"


@settings(max_examples=25, deadline=None)
@given(one=PLACES, verb=VERBS, other=PLACES, later=st.sampled_from(["next week", "tomorrow", "on Friday", "in 2031"]))
def test_will_is_planned(engine: Engine, one: str, verb: str, other: str, later: str) -> None:
    assert status_of(*act(engine, f"The government of {one} will {verb} {other} {later}.", verb)) == "planned"

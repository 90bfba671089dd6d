"""Games and markets in the words of war, and the wars that look like them."""

import pytest

import dateline

# text, the types of its events
CASES = [
    ("Togo beat Fiji 3-1 on Sunday.", []),
    ("Nepal's captain fired a shot past the Omani goalkeeper.", []),
    ("Togo's chess champion resigned after an hour.", []),
    ("Peruvian shares were hit by weak demand.", []),
    ("The airline launched a price offensive in Ghana.", []),
    ("The rebels launched an offensive in Ghana.", ["ASSAULT"]),
    ("Soldiers from Togo shot a Ghanaian goalkeeper.", ["ASSAULT"]),
    ("A cyclone struck Fiji on Sunday. Officials reported that 23 villagers were killed.", []),
    ("Peruvian footballers boycotted a match in Chile.", ["PROTEST"]),
]


@pytest.mark.parametrize(("text", "kinds"), CASES)
def test_only_acts_in_earnest_are_events(coder: dateline.Coder, text: str, kinds: list[str]) -> None:
    assert [event.type for event in coder.code(text, date="2024-05-15").events] == kinds

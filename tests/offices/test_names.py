import pytest

from dateline.offices.names import calls, fits, is_name, letters, name_words

SAME = [
    ("Park Ji Ho", "Park Ji-ho", "hyphen"),
    ("Park Ji-ho", "Ji-ho Park", "order"),
    ("Park Jiho", "Park Ji-ho", "joined"),
    ("Peter Okello", "Okello Peter", "order elsewhere"),
    ("José Quintero", "Jose Quintero", "accent"),
    ("Mr. Peter Okello", "Peter Okello", "honorific"),
    ("President Peter Okello", "Peter Okello", "title"),
    ("Nasser al-Mutairi", "Nasser Mutairi", "particle"),
    ("Peter Okello Jr.", "Peter Okello", "suffix"),
]


@pytest.mark.parametrize(("one", "other", "why"), SAME, ids=[row[2] for row in SAME])
def test_one_name_in_two_spellings(one: str, other: str, why: str) -> None:
    assert letters(name_words(one)) == letters(name_words(other))


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("Camila Restrepo", "Camila Restrepo Duarte", True),
        ("J. Marsh", "John Marsh", True),
        ("John Marsh", "John A. Marsh", True),
        ("Ann Marsh", "John Marsh", False),
        ("John Marsh", "John R. Marsh Voting Rights Act", False),
        ("Marsh", "John Marsh", False),
        ("J. M.", "John Marsh", False),
    ],
)
def test_shorter_forms(short: str, full: str, expected: bool) -> None:
    assert fits(name_words(short), name_words(full)) is expected


@pytest.mark.parametrize(
    ("short", "full", "country", "expected"),
    [
        ("Okello", "Peter Okello", "UGA", True),
        ("Peter", "Peter Okello", "UGA", False),
        ("Park", "Park Ji-ho", "KOR", True),
        ("Ji-ho", "Park Ji-ho", "KOR", False),
        ("Restrepo", "Camila Restrepo Duarte", "COL", True),
        ("Duarte", "Camila Restrepo Duarte", "COL", True),
        ("Camila", "Camila Restrepo Duarte", "COL", False),
        ("Asante-Boateng", "Kofi Asante-Boateng", "GHA", True),
        ("Boateng", "Kofi Asante-Boateng", "GHA", False),
        ("Al-Mutairi", "Nasser al-Mutairi", "KWT", True),
        ("Te Whata", "Hana Te Whata", "NZL", True),
        ("Tsehay", "Tsehay Worku", "ETH", True),
        ("Peter Okello", "Peter Okello", "UGA", False),
    ],
)
def test_what_a_person_is_called_alone(short: str, full: str, country: str, expected: bool) -> None:
    assert calls(name_words(short), full, country) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("Peter Okello", True), ("Major General", False), ("them", False), ("Apollo 11", False)]
)
def test_what_can_be_a_name(text: str, expected: bool) -> None:
    assert is_name(text) is expected

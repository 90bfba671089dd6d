import pytest

from dateline.errors import UsageError
from dateline.offices import is_told, parse_question
from dateline.offices.question import office_in

QUESTIONS = [
    ("foreign minister of Japan", "foreign minister", "JPN"),
    ("Japanese foreign minister", "foreign minister", "JPN"),
    ("Japan's foreign minister?", "foreign minister", "JPN"),
    ("japanese foreign minister", "foreign minister", "JPN"),
    ("the prime minister of the United Kingdom", "prime minister", "GBR"),
    ("foreign minister of KEN", "foreign minister", "KEN"),
    ("us secretary of state", "foreign minister", "USA"),
    ("UN secretary-general", "secretary general", "United Nations"),
    ("secretary general of NATO", "secretary general", "NATO"),
    ("leader of the Ala-Too party", "leader", "Ala-Too party"),
]


@pytest.mark.parametrize(("text", "office", "owner"), QUESTIONS)
def test_questions_name_an_office_and_its_owner(text: str, office: str, owner: str) -> None:
    asked = parse_question(text)
    assert (asked.office, asked.owner) == (office, owner)


@pytest.mark.parametrize(("text", "says"), [("Kenya", "names no office"), ("foreign minister", "whose office")])
def test_questions_that_lack_something(text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        parse_question(text)


@pytest.mark.parametrize(
    ("phrase", "country", "expected"),
    [
        ("South Korean president", "KOR", ("president", "KOR", False)),
        ("Kenya's army chief", "KEN", ("army chief", "KEN", False)),
        ("former Kenyan president", "KEN", ("president", "KEN", True)),
        ("Neither the Kenyan president", "KEN", ("president", "KEN", False)),
        ("NATO's secretary general", None, ("secretary general", "NATO", False)),
        ("premier", "NOR", ("prime minister", "NOR", False)),
        ("premier", None, None),
        ("Ugandan president", "KEN", None),
    ],
)
def test_phrases_of_nameless_holders(phrase: str, country: str | None, expected: tuple[str, str, bool] | None) -> None:
    asked = office_in(phrase, country)
    assert (asked and (asked.office, asked.owner, asked.former)) == expected


TOLD = [
    ("Kenyan [Foreign Minister] Amina Juma spoke.", True, "a demonym before"),
    ("[Kenyan Foreign Minister] Amina Juma spoke.", True, "a demonym inside"),
    ("Kenya's new [foreign minister], Amina Juma, spoke.", True, "a possessor"),
    ("Amina Juma, [foreign minister] of Kenya, spoke.", True, "of the state"),
    ("Kenyan President Otis Mwai and [Foreign Minister] Amina Juma spoke.", True, "the second of a list"),
    ("Kenya protested. Its [foreign minister], Amina Juma, spoke.", True, "a pronoun"),
    ("Kenya protested. [Foreign Minister] Amina Juma spoke.", False, "a sentence before"),
    ("Kenya said that [Foreign Minister] Amina Juma spoke.", False, "elsewhere in the clause"),
    ("Uganda's [foreign minister], Amina Juma, spoke in Kenya.", False, "another state's"),
]


@pytest.mark.parametrize(("marked", "expected", "why"), TOLD, ids=[row[2] for row in TOLD])
def test_whether_the_words_tell_the_state(marked: str, expected: bool, why: str) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    assert is_told(marked.replace("[", "").replace("]", ""), [(start, end)], "KEN") is expected

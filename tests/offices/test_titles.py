import pytest

from dateline.offices import office_keys
from dateline.offices.titles import is_sole, sector_of

TITLES = [
    ("Foreign Minister", "KEN", ("foreign minister",), "lower case"),
    ("Minister of Foreign Affairs", "KEN", ("foreign minister",), "of a portfolio"),
    ("External Affairs Minister", "IND", ("foreign minister",), "another name of the portfolio"),
    ("minister for external relations", "BRA", ("foreign minister",), "for, and another name"),
    ("Foreign Secretary", "GBR", ("foreign minister",), "a state where secretaries are ministers"),
    ("Foreign Secretary", "PAK", ("foreign secretary",), "a civil servant there"),
    ("Secretary of State", "USA", ("foreign minister",), "one state only"),
    ("Secretary of State", "FRA", ("secretary of state",), "not elsewhere"),
    ("Defense Secretary", "USA", ("defence minister",), "spelling and noun"),
    ("minister of national defence", "TUR", ("defence minister",), "national"),
    ("chancellor", "DEU", ("prime minister",), "head of government"),
    ("chancellor", "GBR", ("finance minister",), "not there"),
    ("premier", "CHN", ("prime minister",), "another word"),
    ("premier", "AUS", ("premier",), "of a province"),
    ("Taoiseach", "IRL", ("prime minister",), "own word"),
    ("acting prime minister", "NPL", ("prime minister",), "status is no part"),
    ("deputy foreign minister", "KWT", ("deputy foreign minister",), "a lesser office"),
    ("Vice-President", "GHA", ("vice president",), "hyphen"),
    ("Foreign and Trade Minister", "HUN", ("foreign minister", "trade minister"), "two portfolios"),
    ("minister of foreign affairs and trade", "HUN", ("foreign minister", "trade minister"), "two after of"),
    ("deputy prime minister and defence minister", "SVK", ("deputy prime minister", "defence minister"), "two offices"),
    ("Secretary-General", None, ("secretary general",), "of a body"),
    ("spokeswoman", "KEN", ("spokesman",), "one word for both"),
    ("PM", "IND", ("prime minister",), "short"),
    ("", "KEN", (), "nothing"),
]


@pytest.mark.parametrize(("title", "country", "keys", "why"), TITLES, ids=[row[3] for row in TITLES])
def test_titles_have_one_key(title: str, country: str | None, keys: tuple[str, ...], why: str) -> None:
    assert office_keys(title, country) == keys


@pytest.mark.parametrize(
    ("key", "of_state", "sole"),
    [
        ("president", True, True),
        ("foreign minister", True, True),
        ("water resources minister", True, True),
        ("deputy foreign minister", True, False),
        ("minister", True, False),
        ("ambassador", True, False),
        ("secretary general", False, True),
        ("prime minister", False, False),
    ],
)
def test_sole_offices(key: str, of_state: bool, sole: bool) -> None:
    assert is_sole(key, of_state) is sole


def test_sectors_come_from_the_noun() -> None:
    assert [sector_of(key) for key in ("president", "senator", "army chief", "chief justice")] == [
        "GOV",
        "LEG",
        "MIL",
        "JUD",
    ]

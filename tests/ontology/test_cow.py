import pycountry
import pytest

from dateline.ontology.cow import COW, cow_of


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("USA", 2),
        ("KOR", 732),  # 730 was Korea before its division
        ("PRK", 731),
        ("DEU", 255),  # Gleditsch and Ward have 260
        ("YEM", 679),  # not North (678) or South Yemen (680)
        ("VNM", 816),
        ("CZE", 316),  # not Czechoslovakia, 315
        ("SRB", 345),
        ("XKX", 347),
        ("TON", 955),
        ("TWN", 713),
        ("HKG", None),
        ("UNO", None),
        ("", None),
        (None, None),
    ],
)
def test_the_number_of_a_state(code: str | None, number: int | None) -> None:
    assert cow_of(code) == number


def test_every_code_is_known_and_no_number_stands_twice() -> None:
    known = {country.alpha_3 for country in pycountry.countries} | {"XKX"}
    assert set(COW) <= known
    assert len(set(COW.values())) == len(COW) == 195

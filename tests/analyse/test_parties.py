import pytest

from dateline.analyse.parties import Party, code_of, code_or_error, name_of
from dateline.errors import UsageError


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("JPN", "JPN"),
        ("jp", "JPN"),
        ("Japan", "JPN"),
        (" japan ", "JPN"),
        ("South Korea", "KOR"),
        ("the Netherlands", "NLD"),
        ("Ivory Coast", "CIV"),
        ("Côte d'Ivoire", "CIV"),
        ("Kosovo", "XKX"),
        ("uno", "UNO"),
        ("Busia", None),
        ("", None),
    ],
)
def test_codes(text: str, code: str | None) -> None:
    assert code_of(text) == code


def test_names_back() -> None:
    assert (name_of("KOR"), name_of("UNO")) == ("South Korea", "UNO")
    assert Party.of("Wanja Odera") == Party("Wanja Odera", None)


def test_no_country() -> None:
    with pytest.raises(UsageError, match="'Busia' is no country; write an ISO code"):
        code_or_error("Busia")

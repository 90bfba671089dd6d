"""English or not."""

import pytest

from dateline.errors import NotEnglish
from dateline.read.language import find_language, require_english

ENGLISH = [
    "Ministers met.",
    "Kenya and Uganda signed a pact on Tuesday.",
    "Abuja: Nwachukwu, Okonjo and Adeyemi met Mahamadou Diallo in Niamey.",
    'The minister said: "Nous ne céderons pas." He then left the hall in Dakar, and talks were broken off for the day.',
    "2024",
    "Kenya spoke to Uganda. Uganda spoke to Kenya.",
    "Brunei Darussalam met Mali.",
    "PRESIDENT MEETS PREMIER IN RIGA",
]
OTHERS = [
    ("fr", "Le ministre a rencontré son homologue mardi à Dakar pour discuter du traité."),
    ("es", "El ministro se reunió el martes con su homólogo en Lima para hablar del tratado."),
    ("ar", "التقى الوزير نظيره في الرباط يوم الثلاثاء لبحث المعاهدة."),
    ("zh", "外交部长星期二在河内会见了越南外长，讨论了条约。"),
    ("ru", "Министр встретился во вторник со своим коллегой в Минске."),
    ("de", "Der Minister traf am Dienstag seinen Amtskollegen in Wien."),
    ("sw", "Waziri alikutana na mwenzake wa Uganda mjini Kampala siku ya Jumanne kujadili mkataba."),
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english(text: str) -> None:
    require_english(text)


@pytest.mark.parametrize(("code", "text"), OTHERS)
def test_other_languages(code: str, text: str) -> None:
    assert find_language(text) == code
    with pytest.raises(NotEnglish, match="--force"):
        require_english(text)


def test_foreign_text_under_an_english_heading() -> None:
    heading = "Press release of the ministry on the talks held in Lima on Tuesday. "
    assert find_language(heading + OTHERS[1][1] * 60) == "es"


def test_report_with_an_interview_in_two_languages() -> None:
    told = "The minister told the paper that the treaty would be signed in Lima before the end of the month. "
    assert find_language(told * 2 + OTHERS[1][1] * 60 + told * 40) == "en"
    assert find_language(told * 2 + OTHERS[1][1] * 120) == "es"

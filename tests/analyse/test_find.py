import pytest

from dateline.analyse import find
from dateline.analyse.find import FOUND
from dateline.errors import UsageError
from dateline.store import Snapshot


@pytest.mark.parametrize(
    ("words", "scope", "ids"),
    [
        ("border", {}, ["r3", "r2", "r1", "r6"][:3]),
        ("BORDER yield", {}, ["r1"]),
        ('"the border at"', {}, ["r3", "r2", "r1"]),
        ('"border the"', {}, []),
        ("yield", {}, ["r1", "s1"]),  # the report, and the statement in it
        ("100%", {}, ["r1"]),  # not every text with "100"
        ("sh_P", {}, ["r4"]),  # the underscore is no wildcard
        ("\\", {}, []),
        ("undated", {}, ["r6"]),
        ("report r5", {}, ["r5"]),  # the title
        ("border", {"since": "2026-01-07"}, ["r3", "r2"]),
        ("border", {"until": "2026-01-06"}, ["r1"]),
        ("border", {"source": "example post"}, ["r3"]),
        ("border", {"country": "Uganda"}, ["r2"]),
        ("border", {"limit": 1}, ["r3"]),
    ],
)
def test_search(border: Snapshot, words: str, scope: dict[str, object], ids: list[str]) -> None:
    table = find(border, words, **scope)
    assert table.schema == FOUND
    assert table["id"].to_pylist() == ids


def test_offsets_are_places_in_the_text(border: Snapshot) -> None:
    report, statement = find(border, "yield").to_pylist()
    texts = border.sql("SELECT text FROM documents WHERE id = 'r1'")["text"][0].as_py()
    for row in (report, statement):
        assert texts[row["start"] : row["end"]] == "yield"
        assert "yield" in row["snippet"]
    assert statement["speaker"] == "Wanja Odera"


def test_a_match_in_the_title_has_no_offset(border: Snapshot) -> None:
    row = find(border, '"Report r5"').to_pylist()[0]
    assert (row["start"], row["snippet"]) == (None, "Report r5")


@pytest.mark.parametrize("words", ["", "  ", '""'])
def test_nothing_to_search_for(border: Snapshot, words: str) -> None:
    with pytest.raises(UsageError, match="nothing to search for"):
        find(border, words)

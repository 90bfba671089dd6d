"""An event's rows for each pair of codes."""

import pytest

from dateline.store.dyads import dyad_rows

ACTORS = {
    "ken": {"country": "KEN", "base": None, "sector": "GOV"},
    "ken army": {"country": "KEN", "base": None, "sector": "MIL"},
    "uga": {"country": "UGA", "base": None, "sector": "GOV"},
    "tza": {"country": "TZA", "base": None, "sector": "GOV"},
    "rebels": {"country": None, "base": "KEN", "sector": "REB"},
    "un": {"country": None, "base": "UNO", "sector": None},
    "somebody": {"country": None, "base": None, "sector": "UNK"},
}


@pytest.mark.parametrize(
    ("type", "actors", "recipients", "rows"),
    [
        ("ACCUSE", ["uga"], ["ken"], [("KEN-UGA", "ba")]),
        ("CONSULT", ["uga", "ken"], [], [("KEN-UGA", "mutual")]),
        ("CONSULT", ["uga", "ken", "tza"], [], [("KEN-TZA", "mutual"), ("KEN-UGA", "mutual"), ("TZA-UGA", "mutual")]),
        # They blame a third one, not each other.
        ("ACCUSE", ["uga", "ken"], ["tza"], [("KEN-TZA", "ab"), ("TZA-UGA", "ba")]),
        # They move side by side.
        ("MOBILIZE", ["uga", "ken"], [], [("KEN-", "alone"), ("UGA-", "alone")]),
        ("ASSAULT", ["rebels"], ["ken army"], [("KEN-KEN", "ab")]),
        ("ASSAULT", ["rebels", "ken army"], [], [("KEN-KEN", "mutual")]),
        ("ASSAULT", ["somebody"], ["ken"], [("KEN-", "ba")]),
        ("ASSAULT", [], ["ken"], [("KEN-", "ba")]),
        ("AID", ["un"], ["uga", "ken"], [("KEN-UNO", "ba"), ("UGA-UNO", "ba")]),
        ("ASSAULT", ["somebody"], [], []),
    ],
)
def test_pairs(type: str, actors: list[str], recipients: list[str], rows: list[tuple[str, str]]) -> None:
    taken = dict.fromkeys(("start", "end", "granularity", "mode", "status", "focus", "quad", "score", "confidence"))
    event = {
        "id": "ev1",
        "document": "d",
        "type": type,
        "actors": actors,
        "recipients": recipients,
        "origin": "",
        **taken,
    }
    join = {"act": "act1", "main": True, "reports": 1}
    assert [(row["dyad"], row["direction"]) for row in dyad_rows(event, ACTORS, join, None)] == rows


def test_sectors_stand_with_their_code() -> None:
    taken = dict.fromkeys(("start", "end", "granularity", "mode", "status", "focus", "quad", "score", "confidence"))
    event = {
        "id": "e",
        "document": "d",
        "type": "ACCUSE",
        "actors": ["uga"],
        "recipients": ["ken", "ken army"],
        **taken,
    }
    (row,) = dyad_rows({**event, "origin": ""}, ACTORS, {"act": "a", "main": True, "reports": 1}, 3)
    assert (row["a_sectors"], row["b_sectors"], row["killed"]) == (["GOV", "MIL"], ["GOV"], 3)

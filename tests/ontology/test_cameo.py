"""CAMEO to PLOVER and back."""

import pytest

from dateline.errors import UsageError
from dateline.ontology import CAMEO, CONTEXTS, TYPES, Plover, cameo_of, is_mode, plover_of

# 39 codes of roots 01 and 02, and the 274 codes and roots of the map of 2021.
CODES = 39 + 274
# Acts that CAMEO files under another type, so that they can't come back as they went.
OTHER_TYPE = {("RETREAT", "resign")}


def test_every_code_maps_to_what_plover_has() -> None:
    assert len(CAMEO) == CODES
    for code, told in CAMEO.items():
        if told is None:
            assert code[:2] in ("01", "02")
            continue
        assert told.type in TYPES
        assert told.mode is None or is_mode(told.type, told.mode), code
        assert set(told.contexts) <= set(CONTEXTS), code


def test_every_code_has_its_parents() -> None:
    for code in CAMEO:
        assert code[:2] in CAMEO
        assert code[:3] in CAMEO


def pairs() -> list[tuple[str, str | None]]:
    """Every type without a mode and with each of its modes."""
    return [(name, mode) for name, told in TYPES.items() for mode in (None, *told.modes)]


@pytest.mark.parametrize(("type", "mode"), pairs())
def test_representatives_come_back(type: str, mode: str | None) -> None:
    back = plover_of(cameo_of(type, mode))
    assert back is not None
    if (type, mode) in OTHER_TYPE:
        assert back.type == "CONCEDE"
        return
    assert back.type == type
    if mode is not None and any(told and (told.type, told.mode) == (type, mode) for told in CAMEO.values()):
        assert back.mode == mode


@pytest.mark.parametrize(
    ("code", "type", "mode"),
    [
        ("163", "SANCTION", "discontinue"),  # COERCE in the map of 2021
        ("116", "SANCTION", "convict"),  # ACCUSE in the map of 2021
        ("164", "REJECT", "meet"),
        ("165", "REJECT", "meet"),
        ("0871", "RETREAT", "ceasefire"),
        ("0356", "CONCEDE", None),
        ("173", "COERCE", "arrest"),
    ],
)
def test_codes_that_the_manual_settles(code: str, type: str, mode: str | None) -> None:
    told = plover_of(code)
    assert told is not None
    assert (told.type, told.mode) == (type, mode)


def test_a_host_is_the_recipient_of_the_visit() -> None:
    assert plover_of("042") == Plover("CONSULT", "visit", (), reverse=False)
    assert plover_of("043") == Plover("CONSULT", "visit", (), reverse=True)


def test_what_is_no_code() -> None:
    assert plover_of("010") is None
    with pytest.raises(UsageError, match="no code '42'"):
        plover_of("42")

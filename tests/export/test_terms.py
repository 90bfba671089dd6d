"""Codes of other people, and PLOVER's rule for future acts."""

from datetime import date

import pytest

from dateline.errors import InputError
from dateline.export.cameo import codes, penta_class, quad_class
from dateline.export.countries import (
    cameo_country,
    countries,
    fips_of,
    iso3_of_cameo,
    iso3_of_fips,
    iso3_of_name,
    name_of,
)
from dateline.export.sectors import country_and_base, icews_sectors, sector_of_icews, sector_of_role
from dateline.export.terms import LeftOut, act_of, dyads, told_by
from dateline.ontology import SECTORS, TYPES, cameo_of
from tests.export.samples import DAY, FIJI, PERU, UNION, event


def test_every_code_that_is_written_has_title_and_weight() -> None:
    written = {cameo_of(name, mode) for name, told in TYPES.items() for mode in (None, *told.modes)}
    assert set(codes()) == written
    assert all(-10 <= float(code.goldstein) <= 10 and code.name for code in codes().values())


@pytest.mark.parametrize(
    ("code", "gdelt", "phoenix"),
    [("010", 1, 0), ("042", 1, 1), ("070", 2, 2), ("130", 3, 3), ("160", 4, 3), ("190", 4, 4)],
)
def test_quads(code: str, gdelt: int, phoenix: int) -> None:
    assert (quad_class(code), penta_class(code)) == (gdelt, phoenix)


@pytest.mark.parametrize(
    ("iso3", "cameo", "fips", "name"),
    [
        ("JPN", "JPN", "JA", "Japan"),
        ("ROU", "ROM", "RO", "Romania"),
        ("TLS", "TMP", "TT", "Timor-Leste"),
        ("KOR", "KOR", "KS", "South Korea"),
        ("CIV", "CIV", "IV", "Cote d'Ivoire"),
    ],
)
def test_countries(iso3: str, cameo: str, fips: str, name: str) -> None:
    assert (cameo_country(iso3), fips_of(iso3), name_of(iso3)) == (cameo, fips, name)
    assert (iso3_of_cameo(cameo), iso3_of_fips(fips), iso3_of_name(name)) == (iso3, iso3, iso3)


def test_no_name_stands_for_two_countries() -> None:
    for iso3, country in countries().items():
        assert all(iso3_of_name(name) == iso3 for name in country.names), iso3
        assert iso3_of_cameo(country.cameo) == iso3


@pytest.mark.parametrize("sector", sorted(set(SECTORS) - {"PRE", "UNK"}))
def test_a_sector_comes_back_from_icews(sector: str) -> None:
    assert sector_of_icews(icews_sectors(sector, None).split(",")) == sector


@pytest.mark.parametrize(
    ("sectors", "sector"),
    [
        # A minister who was an officer, a general, a lawmaker of the ruling party, a rebel.
        ("Military,Government,Executive,Parties", "GOV"),
        ("Military,Government", "MIL"),
        ("Parties,Ideological,Legislative / Parliamentary,Government", "LEG"),
        ("Dissident,Rebel", "REB"),
        ("Ideological,Center Right", None),
    ],
)
def test_the_deciding_sector_of_many(sectors: str, sector: str | None) -> None:
    assert sector_of_icews(sectors.split(",")) == sector


def test_media_and_health_change_places() -> None:
    assert (sector_of_role("MED"), sector_of_role("HLH")) == ("JRN", "MED")


@pytest.mark.parametrize(
    ("code", "sector", "told"),
    [
        ("SOM", "GOV", ("SOM", None)),
        ("SOM", "REB", (None, "SOM")),
        ("IGO", "GOV", (None, "IGO")),
        ("XYZ", None, (None, None)),
        (None, "GOV", (None, None)),
    ],
)
def test_armed_groups_come_from_a_land(code: str | None, sector: str, told: tuple[str | None, str | None]) -> None:
    assert country_and_base(code, sector) == told


@pytest.mark.parametrize(
    ("type", "mode", "status", "folded"),
    [
        ("CONSULT", "visit", "happened", ("CONSULT", "visit", DAY)),
        ("CONSULT", "visit", "planned", ("AGREE", None, DAY)),
        ("RETREAT", "withdraw", "planned", ("CONCEDE", None, DAY)),
        ("ASSAULT", "aerial", "planned", ("THREATEN", None, DAY)),
    ],
)
def test_future_acts_fold(type: str, mode: str, status: str, folded: tuple[str, str | None, date]) -> None:
    act = act_of(event(type=type, mode=mode, status=status))
    assert (act.type, act.mode, act.day) == folded


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": "denied"}, "denied"),
        ({"status": "possible"}, "possible"),
        ({"type": "SANCTION", "mode": None, "status": "planned"}, "planned"),
        ({"when": None}, "no date"),
        ({"type": None, "mode": None}, "no PLOVER type"),
    ],
)
def test_what_has_no_place_is_left_out(changes: dict[str, object], reason: str) -> None:
    with pytest.raises(LeftOut, match=f"^{reason}$"):
        act_of(event(**changes))


def test_pairs() -> None:
    visit = event(actors=(FIJI, PERU), recipients=(UNION,))
    assert list(dyads(visit, twice=True)) == [(FIJI, UNION), (PERU, UNION)]
    talks = event(type="CONSULT", mode=None, actors=(FIJI, PERU), recipients=())
    assert list(dyads(talks, twice=True)) == [(FIJI, PERU), (PERU, FIJI)]
    assert list(dyads(talks, twice=False)) == [(FIJI, PERU)]
    # Two armies on the move do nothing to each other.
    moves = event(type="MOBILIZE", mode="troops", actors=(FIJI, PERU), recipients=())
    assert list(dyads(moves, twice=True)) == [(FIJI, None), (PERU, None)]
    assert list(dyads(event(actors=(), recipients=(PERU,)), twice=True)) == [(None, PERU)]


def test_codes_without_their_zero() -> None:
    assert told_by("42") == told_by("042")
    with pytest.raises(InputError, match="no code"):
        told_by("999")

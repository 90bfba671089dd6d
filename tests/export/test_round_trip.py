"""What is written and read back is the same in every field that the format can carry; `docs/formats.md` has them."""

from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.export import FORMATS, Coded, Options, Party, validate
from dateline.export.countries import name_of
from dateline.export.sectors import base_of_icews, cameo_role, icews_sectors, sector_of_icews, sector_of_role
from dateline.export.tabs import BREAKS
from dateline.ontology import CONTEXTS, cameo_of, plover_of
from tests.export.samples import events

Told = dict[str, Any]


def plain(text: str | None) -> str | None:
    """Text as a field between tabs has it."""
    return BREAKS.sub(" ", text).strip() or None if text else None


def listed(text: str | None) -> str | None:
    """Text as an item of a list joined by `;`."""
    return plain(text.replace(";", ",")) if text else None


def as_cameo(coded: Coded) -> Told:
    """Type, mode and contexts that the act's CAMEO code can tell."""
    told = plover_of(cameo_of(coded.type or "", coded.mode))
    assert told is not None
    assert not told.reverse
    return {"type": told.type, "mode": told.mode}


def who(parties: Iterable[Party], told: Callable[[Party], object]) -> list[object]:
    return [told(party) for party in parties]


def of_icews(coded: Coded, *, back: bool) -> Told:
    def party(party: Party) -> object:
        name = plain(party.name) or ""
        if back:
            return name, party.country, party.base, party.sector
        sectors = icews_sectors(party.sector, party.base).split(",")
        code = party.code if party.code and name_of(party.code) else base_of_icews(sectors, name)
        sector = sector_of_icews(sectors)
        armed = sector in ("REB", "UAF") or code not in (None, party.country)
        return name, None if armed else code, code if armed else None, sector

    return {
        **({"type": coded.type, "mode": coded.mode} if back else as_cameo(coded)),
        "day": coded.when and coded.when.start,
        "actors": who(coded.actors, party),
        "recipients": who(coded.recipients, party),
        "place": coded.place and (plain(coded.place.name), coded.place.country, coded.place.lat, coded.place.precision),
        "source": plain(coded.story.source),
        "sentence": coded.sentence,
    }


def of_codes(coded: Coded, *, back: bool) -> Told:
    """GDELT and Phoenix: actors are CAMEO's codes."""

    def party(party: Party) -> object:
        sector = party.sector if back else sector_of_role(cameo_role(party.sector))
        code = party.code
        state = code is not None and name_of(code) != ""
        armed = sector in ("REB", "UAF")
        return (code if state and not armed else None), (code if armed or not state else None), sector

    return {
        **({"type": coded.type, "mode": coded.mode} if back else as_cameo(coded)),
        "day": coded.when and coded.when.start,
        "actors": who(coded.actors, party),
        "recipients": who(coded.recipients, party),
        "place": coded.place and (plain(coded.place.name), coded.place.country, coded.place.lat, coded.place.lon),
    }


def of_gdelt(coded: Coded, *, back: bool) -> Told:
    names = [plain(party.name) for party in (*coded.actors, *coded.recipients)]
    told = {
        "names": names,
        "url": coded.story.url,
        "focus": coded.focus,
        "reports": coded.reports,
        "date": coded.story.date,
    }
    return of_codes(coded, back=back) | told


def of_phoenix(coded: Coded, *, back: bool) -> Told:
    told = coded.contexts
    if not back:
        extra = plover_of(cameo_of(coded.type or "", coded.mode))
        told = tuple(name for name in CONTEXTS if name in coded.contexts or (extra and name in extra.contexts))
    source = plain(coded.story.source)
    codes = of_codes(coded, back=back)
    # Phoenix has no names: of whoever has neither code nor role nothing is left.
    known = {role: [party for party in codes[role] if any(party)] for role in ("actors", "recipients")}
    return codes | known | {"contexts": told, "url": coded.story.url, "source": source}


def of_lists(coded: Coded, *, back: bool) -> Told:
    """POLECAT: PLOVER's terms, lists joined by `;`."""

    def party(party: Party) -> object:
        return listed(party.name), party.country, party.base, party.sector, listed(party.office)

    return {
        "id": coded.id if back else f"{coded.story.id}_{coded.id}",
        "document": coded.story.id,
        "date": coded.story.date,
        "type": (coded.type, coded.mode),
        "day": coded.when and coded.when.start,
        "actors": who(coded.actors, party),
        "recipients": who(coded.recipients, party),
        "contexts": coded.contexts,
        "place": coded.place
        and (
            plain(coded.place.name),
            coded.place.country,
            coded.place.lat,
            coded.place.geonames,
            coded.place.precision,
        ),
        "source": plain(coded.story.source),
        "language": coded.story.language,
    }


def of_plover(coded: Coded, *, back: bool) -> Told:
    def party(party: Party) -> object:
        return party.name, party.country, party.base, party.sector, party.office

    return {
        "id": coded.id if back else f"{coded.story.id}_{coded.id}",
        "story": (coded.story.id, coded.story.date, coded.story.title, coded.story.source, coded.story.url),
        "type": (coded.type, coded.mode, coded.status, coded.focus),
        "when": coded.when and (coded.when.start, coded.when.end),
        "actors": who(coded.actors, party),
        "recipients": who(coded.recipients, party),
        "contexts": coded.contexts,
        "place": coded.place,
        "count": coded.count,
        "words": coded.words,
        "sentence": coded.sentence,
        "figures": coded.figures,
        "confidence": coded.confidence,
        "reports": coded.reports,
    }


def of_parquet(coded: Coded, *, back: bool) -> Told:
    told = of_plover(coded, back=back) | {"id": coded.id, "when": coded.when}
    return told | {"act": (coded.act or coded.id, coded.main), "source_country": coded.story.source_country}


def of_csv(coded: Coded, *, back: bool) -> Told:
    def party(party: Party) -> object:
        return BREAKS.sub(" ", party.name.replace(";", ",")), party.country, party.base, party.sector

    told = of_parquet(coded, back=back)
    del told["story"], told["place"], told["words"]
    texts = [BREAKS.sub(" ", text or "") for text in (coded.words, coded.story.title, coded.story.source)]
    return told | {"actors": who(coded.actors, party), "recipients": who(coded.recipients, party), "texts": texts}


CARRIED = {
    "plover": of_plover,
    "polecat": of_lists,
    "icews": of_icews,
    "gdelt": of_gdelt,
    "phoenix": of_phoenix,
    "csv": of_csv,
    "parquet": of_parquet,
}
PAIRS = ("icews", "gdelt", "phoenix")
"""Formats of one row for each pair."""


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_is_carried_comes_back(name: str, data: st.DataObject) -> None:
    written = data.draw(st.lists(events(1 if name in PAIRS else 3), max_size=4))
    with TemporaryDirectory() as folder:
        log = FORMATS[name].write(Path(folder) / "out.tab", written, Options())
        assert log.events == len(written)
        assert validate(name, log) == []
        read = [item[1] for item in FORMATS[name].read(log.files[0]) if isinstance(item, tuple)]
    carried = CARRIED[name]
    assert [carried(coded, back=True) for coded in read] == [carried(coded, back=False) for coded in written]

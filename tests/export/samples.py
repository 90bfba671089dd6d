"""Events to write: a plain one to vary, and whatever hypothesis can think of."""

import re
from datetime import date, timedelta

from hypothesis import strategies as st

from dateline.export import Coded, Interval, Number, Party, Place, Story
from dateline.export.countries import countries, fips_of
from dateline.ontology import CONTEXTS, SECTORS, TYPES

DAY = date(2026, 3, 4)
STORY = Story(
    "report-1", DAY, title="Envoys meet", source="Lagoon Post", source_country="FJI", url="https://example.org/1",
    language="en", length=400,
)  # fmt: skip
FIJI = Party("Fiji", id="a1", kind="country", country="FJI", sector="GOV", mentions=((0, 4),))
PERU = Party("Peru", id="a2", kind="country", country="PER", sector="MIL", office="General", mentions=((20, 24),))
REBELS = Party("Harbour Front", id="a3", base="SOM", sector="REB")
UNION = Party("European Union", id="a4", base="EUR")
SUVA = Place("Suva", "FJI", -18.1416, 178.4415, 2198148, "city")


def event(**changes: object) -> Coded:
    """Fiji accuses Peru, but for what is changed."""
    told: dict[str, object] = {
        "id": "ev1", "story": STORY, "type": "ACCUSE", "mode": "disapprove", "actors": (FIJI,), "recipients": (PERU,),
        "when": Interval(DAY, DAY, "day", "on Wednesday"), "place": SUVA, "contexts": ("diplomatic",),
        "words": "Fiji condemned Peru", "evidence": ((0, 24),), "trigger": (5, 14), "sentence": 1,
        "figures": (Number(3.0, of="people", measure="killed"),), "confidence": 0.75, "act": "act1",
    }  # fmt: skip
    return Coded(**{**told, **changes})  # type: ignore[arg-type]


# Text as it comes: quotes, tabs, line ends of every kind, joints of lists, other scripts; but none that means nothing.
WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\t\n\r\x85\u2028;|,\"'\\"),
    min_size=1,
    max_size=20,
).filter(lambda text: re.sub(r"[\s;,|\"]+", "", text) not in ("", "NA", "NULL", "None", "nan"))
# GeoNames' table of FIPS codes is the narrowest of all the tables of countries.
ISO3 = st.sampled_from(sorted(iso3 for iso3 in countries() if fips_of(iso3)))
BASES = st.sampled_from(["EUR", "UNO", "IGO", "NGO", "ISM", "MNC", "IMG"])
DAYS = st.dates(date(1946, 1, 1), date(2040, 12, 31))
DEGREES = st.floats(-90, 90, allow_nan=False)


@st.composite
def parties(draw: st.DrawFn) -> Party:
    sector = draw(st.none() | st.sampled_from(sorted(SECTORS)))
    armed = sector in ("REB", "UAF")
    where = draw(st.sampled_from(["state", "body", "nowhere"]))
    state = draw(ISO3) if where == "state" else None
    return Party(
        draw(WORDS),
        country=None if armed else state,
        base=draw(BASES) if where == "body" else state if armed else None,
        sector=sector,
        office=draw(st.none() | WORDS),
    )


@st.composite
def places(draw: st.DrawFn) -> Place:
    return Place(
        draw(WORDS),
        draw(st.none() | ISO3),
        draw(DEGREES),
        draw(DEGREES),
        draw(st.none() | st.integers(1, 10**8)),
        draw(st.sampled_from(["city", "district", "province"])),
    )


@st.composite
def events(draw: st.DrawFn, most: int = 3) -> Coded:
    """An event that happened, with at most so many actors and recipients."""
    type = draw(st.sampled_from(sorted(TYPES)))
    mode = draw(st.none() | st.sampled_from(sorted(TYPES[type].modes))) if TYPES[type].modes else None
    start = draw(DAYS)
    end = start + timedelta(draw(st.integers(0, 30)))
    contexts = draw(st.sets(st.sampled_from(CONTEXTS), max_size=3))
    measures = draw(st.lists(st.sampled_from(["killed", "injured"]), unique=True))
    return Coded(
        id=f"ev{draw(st.integers(0, 10**6))}",
        story=Story(
            f"report-{draw(st.integers(0, 10**6))}",
            draw(DAYS),
            title=draw(st.none() | WORDS),
            source=draw(st.none() | WORDS),
            url=draw(st.none() | st.just("https://example.org/a;b")),
            language=draw(st.none() | st.just("en")),
        ),
        type=type,
        mode=mode,
        focus=draw(st.sampled_from(["news", "background"])),
        actors=tuple(draw(st.lists(parties(), min_size=1, max_size=most))),
        recipients=tuple(draw(st.lists(parties(), min_size=1, max_size=most))),
        when=Interval(start, end, "day" if start == end else "longer"),
        place=draw(st.none() | places()),
        contexts=tuple(name for name in CONTEXTS if name in contexts),
        count=draw(st.none() | st.integers(1, 500).map(float)),
        words=draw(st.none() | WORDS),
        sentence=draw(st.none() | st.integers(1, 40)),
        figures=tuple(Number(float(draw(st.integers(0, 900))), measure=measure) for measure in sorted(measures)[::-1]),
        confidence=draw(st.none() | st.floats(0, 1)),
        reports=draw(st.integers(1, 50)),
    )

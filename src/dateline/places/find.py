"""Find the places that a report names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import log10

from dateline.language import Parsed, Token
from dateline.places.gazetteer import Place, cities, countries, fold, provinces, regions
from dateline.records import Where
from dateline.records.model import Precision

LABELS = frozenset({"GPE", "LOC", "FAC"})
LOCATIVE = frozenset(
    {"in", "at", "near", "outside", "around", "across", "inside", "off", "from", "to", "toward", "towards"}
)
DIRECTIONS = frozenset(
    f"{way}{ending}"
    for way in ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
    for ending in ("", "ern")
) | {"central", "upper", "lower", "mainland", "greater", "downtown"}
DIVISIONS: dict[str, Precision] = {
    "province": "province",
    "region": "province",
    "oblast": "province",
    "state": "province",
    "governorate": "province",
    "department": "province",
    "prefecture": "province",
    "county": "district",
    "district": "district",
    "municipality": "district",
    "township": "district",
}
ARTICLES = frozenset({"the", "a", "an"})

# How much better-known a namesake must be, in powers of ten of its population, to win against these.
SAME_COUNTRY = 1.5
CONTAINED = 5.0
OWN_NAME = 0.6
CAPITAL = 1.5

# Nearly every report names the United States, whose towns bear the names of cities elsewhere: it tells nothing.
EVERYWHERE = frozenset({"USA"})

# "New York" and "Washington" are the cities, unless called a state.
METROPOLIS = 500_000


@dataclass(slots=True, frozen=True)
class PlaceMention:
    """A named place: tokens `[first, last)`, `head` its syntactic head, and what is known of it."""

    first: int
    last: int
    head: int
    where: Where


@dataclass(slots=True)
class _Name:
    first: int
    last: int
    key: str
    label: str
    division: Precision | None = None
    acronym: bool = False


def find_places(parsed: Parsed) -> list[PlaceMention]:
    """All named places in text order, resolved where GeoNames knows them.

    A name that stands for several places goes to the one whose country or state is told beside it ("Paris, Texas"),
    else to one of a country that the report names, else to the largest. A country's point is its capital's. Places
    that no table knows are kept with their name alone.
    """
    names = sorted(_names(parsed), key=lambda n: n.first)
    told = Counter(place.country for n in names if (place := countries().get(n.key)) is not None)
    found = []
    for k, name in enumerate(names):
        beside = _beside(parsed, name, names[k + 1] if k + 1 < len(names) else None)
        near = [names[i].key for i in (k - 1, k + 1) if 0 <= i < len(names)]
        place = _listed_state(name, near) or _resolve(name, beside, told)
        if place is None and not (name.label and _located(parsed, name)):
            continue
        found.append(_mention(parsed, name, place, beside))
    return found


def _located(parsed: Parsed, name: _Name) -> bool:
    """Whether a preposition says that the name is a place: the engine takes many a person for one."""
    before = parsed.tokens[max(0, name.first - 2) : name.first]
    return any(t.lower in LOCATIVE for t in before)


def _listed_state(name: _Name, near: list[str]) -> Place | None:
    """The United States' Georgia, not the country, where another of those states stands next to it."""
    if name.key not in countries():
        return None
    state = _us_state(name.key)
    return state if state is not None and any(_us_state(key) is not None for key in near if key != name.key) else None


def _us_state(key: str) -> Place | None:
    return next((place for place in provinces().get(key, ()) if place.country == "USA"), None)


def _names(parsed: Parsed) -> Iterator[_Name]:
    """Place entities, and capitalised names after a locative preposition that the engine did not mark."""
    marked = [
        name
        for entity in parsed.entities
        if entity.label in LABELS and (name := _name(parsed, entity.first, entity.last, entity.label)) is not None
    ]
    taken = {i for name in marked for i in range(name.first, name.last)}
    for name in marked:
        yield name
        town = _before_country(parsed, name)
        if town is not None and town.first not in taken:
            taken.update(range(town.first, town.last))
            yield town
    for token in parsed.tokens:
        if token.lower in LOCATIVE and token.pos == "ADP":
            first = last = token.i + 1
            while last < len(parsed.tokens) and _open_name(parsed.tokens[last]) and last not in taken:
                last += 1
            if last > first:
                name = _name(parsed, first, last, "")
                if name is not None:
                    yield name


def _before_country(parsed: Parsed, country: _Name) -> _Name | None:
    """A town that the engine missed before the country that holds it: "seized Goma, eastern Congo"."""
    tokens = parsed.tokens
    last = country.first
    while last and tokens[last - 1].lower in DIRECTIONS:
        last -= 1
    wide = _wide(country.key)
    if wide is None or last < 2 or tokens[last - 1].text != ",":
        return None
    last -= 1
    first = last
    while first and tokens[first - 1].pos == "PROPN" and tokens[first - 1].text[0].isupper():
        first -= 1
    name = _name(parsed, first, last, "") if first < last else None
    return name if name is not None and any(town.country == wide.country for town in cities(name.key)) else None


def _open_name(token: Token) -> bool:
    return token.pos == "PROPN" and token.text[0].isupper() and token.ent in ("", "ORG")


def _name(parsed: Parsed, first: int, last: int, label: str) -> _Name | None:
    """The name in tokens `[first, last)` without article, possessive and the word for its kind ("province")."""
    tokens = parsed.tokens
    while first < last and (tokens[first].lower in ARTICLES or tokens[first].pos == "SPACE"):
        first += 1
    while first < last and (tokens[last - 1].tag == "POS" or tokens[last - 1].pos in ("PUNCT", "SPACE")):
        last -= 1
    if first >= last:
        return None
    division = DIVISIONS.get(tokens[last - 1].lower) if last - first > 1 else None
    end = last - 1 if division else last
    if division is None and last < len(tokens) and tokens[last].lower in DIVISIONS and tokens[last].dep != "punct":
        division = DIVISIONS[tokens[last].lower]
        last, end = last + 1, last
    text = parsed.slice(first, end)
    return _Name(first, last, fold(text), label, division, acronym=text.isupper() and len(text) <= 5)


def _beside(parsed: Parsed, name: _Name, after: _Name | None) -> Place | None:
    """The state or country told right after a name: "Paris, Texas", "Goma, eastern Congo", "a camp in Chad"."""
    if after is None or after.first - name.last > 3:
        return None
    between = [t.lower for t in parsed.tokens[name.last : after.first]]
    if not between or between[0] not in (",", "in", "("):
        return None
    if any(word not in DIRECTIONS and word not in (",", "in", "(", "the") for word in between):
        return None
    return _wide(after.key)


def _wide(key: str) -> Place | None:
    """A country or province by its name, also with a direction before it ("eastern Congo")."""
    found = countries().get(key) or next(iter(provinces().get(key, ())), None) or regions().get(key)
    if found is None and " " in key and key.split(" ", 1)[0] in DIRECTIONS:
        return _wide(key.split(" ", 1)[1])
    return found


def _resolve(name: _Name, beside: Place | None, told: Counter[str | None]) -> Place | None:
    """The best of the places that a name may stand for."""
    key = name.key
    states = provinces().get(key, [])
    if name.division is None and (beside is None or beside.admin is None):
        wide = countries().get(key) or regions().get(key)
        if wide is not None:
            return wide
    towns = cities(key) if not name.acronym else ()
    state = _us_state(key)
    larger = any(t.population >= METROPOLIS or t.capital for t in towns)
    if (
        state is not None
        and name.division != "district"
        and (name.division == "province" or (beside is None and not larger))
    ):
        return state
    if states and (name.division == "province" or not towns):
        return _best(key, states, beside, told)
    if towns:
        return _best(key, list(towns), beside, told)
    if wide := countries().get(key) or regions().get(key):
        return wide
    head, _, rest = key.partition(" ")
    if rest and head in DIRECTIONS:
        inner = _resolve(_Name(name.first, name.last, rest, name.label, name.division), beside, told)
        return inner and Place(inner.name, inner.country, inner.lat, inner.lon, inner.geonames, "region")
    for tail in (" city", " river", " island", " islands"):
        if key.endswith(tail):
            return _resolve(_Name(name.first, name.last, key.removesuffix(tail), name.label, None), beside, told)
    return None


def _best(key: str, candidates: list[Place], beside: Place | None, told: Counter[str | None]) -> Place:
    def score(place: Place) -> float:
        contained = beside is not None and place.country == beside.country
        if contained and beside is not None and beside.country == "USA" and beside.admin is not None:
            contained = place.admin == beside.admin
        return (
            log10(place.population + 1)
            + SAME_COUNTRY * (place.country in told and place.country not in EVERYWHERE)
            + CONTAINED * contained
            + OWN_NAME * (fold(place.name) == key)
            + CAPITAL * place.capital
        )

    return max(candidates, key=score)


def _mention(parsed: Parsed, name: _Name, place: Place | None, beside: Place | None) -> PlaceMention:
    tokens = parsed.tokens[name.first : name.last]
    inside = {t.i for t in tokens}
    head = next((t.i for t in reversed(tokens) if t.head.i not in inside or t.head is t), tokens[-1].i)
    text = parsed.slice(name.first, name.last)
    if place is None:
        kind: Precision | None = name.division or ("address" if name.label == "FAC" else None)
        where = Where(name=text, country=beside.country if beside else None, precision=kind)
    else:
        where = Where(
            name=text,
            country=place.country,
            lat=place.lat,
            lon=place.lon,
            geonames=place.geonames,
            precision=name.division or place.precision,
        )
    return PlaceMention(name.first, name.last, head, where)

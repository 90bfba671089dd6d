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
OWN_NAME = 1.0
CAPITAL = 1.0


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
        place = _resolve(name, beside, told)
        if place is None and not name.label:
            continue
        found.append(_mention(parsed, name, place, beside))
    return found


def _names(parsed: Parsed) -> Iterator[_Name]:
    """Place entities, and capitalised names after a locative preposition that the engine did not mark."""
    taken: set[int] = set()
    for entity in parsed.entities:
        if entity.label in LABELS:
            name = _name(parsed, entity.first, entity.last, entity.label)
            if name is not None:
                taken.update(range(name.first, name.last))
                yield name
    for token in parsed.tokens:
        if token.lower in LOCATIVE and token.pos == "ADP":
            first = last = token.i + 1
            while last < len(parsed.tokens) and _open_name(parsed.tokens[last]) and last not in taken:
                last += 1
            if last > first:
                name = _name(parsed, first, last, "")
                if name is not None:
                    yield name


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
    return _Name(first, last, fold(parsed.slice(first, end)), label, division)


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
    if name.division is None and beside is None:
        wide = countries().get(key) or regions().get(key)
        if wide is not None:
            return wide
    if states and (name.division == "province" or states[0].country == "USA") and beside is None:
        return _best(key, states, beside, told)
    candidates = [*cities().get(key, ()), *(states if name.division or not cities().get(key) else ())]
    if candidates:
        return _best(key, candidates, beside, told)
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
            + SAME_COUNTRY * (place.country in told)
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

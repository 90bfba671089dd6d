"""Who there is: states and bodies, how much is told of each and of each pair, and who speaks for them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
import pyarrow as pa

from bench.generate.columns import Floats, Ints
from dateline.analyse.parties import name_of
from dateline.ontology.cow import COW

BODIES = ("UNO", "EUR", "IGO", "NGO")
BODY_NAMES = ("United Nations", "European Union", "Northern Alliance", "Aid Union")

# The busiest state has about eight in a hundred of all mentions, the hundredth one in a thousand.
SKEW = 0.85
# A neighbour is met so many times as often as an equal far away. The hundreds of Correlates of War numbers are regions.
NEIGHBOURS = 8.0

STATE, GOVERNMENT, ARMY, CROWD, PERSON = range(5)
PERSONS = 4
ROLES = PERSON + PERSONS
"""A code's participants: the state, its government, its army, a crowd, and some persons."""
NAMES = ("{}", "{}'s government", "{}'s army", "Protesters in {}")
KINDS = ("country", "government", "organisation", "group", *["person"] * PERSONS)
SECTORS = (None, "GOV", "MIL", "CVL", *["GOV"] * PERSONS)
OFFICES = (*[None] * PERSON, "president", "foreign minister", "defence minister", "government spokeswoman")

FIRST = (
    "Wanja",
    "Ilmar",
    "Teodora",
    "Kesang",
    "Rauf",
    "Mirela",
    "Olav",
    "Sunniva",
    "Baraka",
    "Ximena",
    "Dorji",
    "Anahit",
)
LAST = ("Odera", "Kivisaar", "Brancoveanu", "Tshomo", "Askarov", "Ferhat", "Lindqvist", "Mwangasi", "Quispeluna")


@dataclass(frozen=True, slots=True)
class World:
    """Codes in order of the alphabet, the names of their participants, and cumulative shares.

    `name` holds `ROLES` names for each code, and for one more: those who belong nowhere.
    """

    codes: tuple[str, ...]
    is_body: Ints
    name: pa.Array
    code_edges: Floats
    pair_edges: Floats

    @classmethod
    def of(cls, seed: int) -> World:
        """The world of a seed: which codes are busy differs."""
        rng = np.random.default_rng([seed, 0])
        codes = tuple(sorted((*COW, *BODIES)))
        weights = 1.0 / rng.permutation(np.arange(1, len(codes) + 1)) ** SKEW
        regions = np.array([COW[code] // 100 if code in COW else -1 for code in codes])
        pairs = np.outer(weights, weights) * np.where(regions[:, None] == regions, NEIGHBOURS, 1.0)
        np.fill_diagonal(pairs, 0.0)
        is_body = np.array([code in BODIES for code in codes], np.int64)
        return cls(codes, is_body, pa.array(_names(codes, rng)), _edges(weights), _edges(pairs.ravel()))

    def codes_for(self, draws: Floats) -> Ints:
        """Numbers of codes, the busy ones often."""
        return np.searchsorted(self.code_edges, draws, "right")

    def pairs_for(self, draws: Floats) -> tuple[Ints, Ints]:
        """Pairs of numbers of different codes."""
        found = np.searchsorted(self.pair_edges, draws, "right")
        first, second = np.divmod(found, len(self.codes))
        return first, second


def _edges(weights: Floats) -> Floats:
    edges: Floats = np.cumsum(weights) / weights.sum()
    # The last edge may be a little below 1.
    edges[weights.nonzero()[0][-1] :] = 1.0
    return edges


def _names(codes: tuple[str, ...], rng: np.random.Generator) -> list[str]:
    persons = [f"{first} {last}" for first, last in product(FIRST, LAST)]
    bodies = dict(zip(BODIES, BODY_NAMES, strict=True))
    found = []
    for code in (*codes, None):
        of = bodies.get(code) or name_of(code) if code else "Borderland"
        found += [name.format(of) for name in NAMES]
        found += [persons[place] for place in rng.choice(len(persons), PERSONS, replace=False)]
    return found

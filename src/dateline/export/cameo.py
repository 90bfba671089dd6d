"""CAMEO codes of coded acts: their names, Goldstein's weights, quads as GDELT and Phoenix count them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dateline.export.tables import read_rows


@dataclass(frozen=True, slots=True)
class Code:
    """What a CAMEO code is called, and its weight from -10 (conflict) to +10 (cooperation)."""

    name: str
    goldstein: str


@cache
def codes() -> Mapping[str, Code]:
    """The codes that an export writes."""
    return {code: Code(name, goldstein) for code, goldstein, name in read_rows("cameo.tsv")}


REDUCED_RELATIONS = 16


def quad_class(code: str) -> int:
    """GDELT's QuadClass of a code: 1 to 4. GDELT counts reduced relations (16) as material conflict."""
    root = int(code[:2])
    return 1 if root < 6 else 2 if root < 9 else 3 if root < 14 else 4


def penta_class(code: str) -> int:
    """Phoenix's PentaClass of a code: 0 neutral, 1 to 4 as quads; it counts reduced relations (16) as verbal."""
    root = int(code[:2])
    if root < 3:
        return 0
    return 3 if root == REDUCED_RELATIONS else quad_class(code)

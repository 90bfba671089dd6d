"""Ways to change bytes and strings: small faults, pieces of other inputs, and growth, which finds what is quadratic."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any, Final

ODD: Final[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("odd.toml").read_text(encoding="utf-8"))
"""Lists of odd values, by name."""

MARKS: Final = tuple(mark.encode("latin-1") for mark in ODD["marks"])
NUMBERS: Final = (*ODD["numbers"], "9" * 400, "9" * 5000)

MOST: Final = 64 * 1024
"""Bytes up to which an input is grown."""


def changed(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Bytes with a few changes; `others` are inputs of which pieces are taken."""
    made = bytearray(data)
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        _change(made, random, others)
    return bytes(made)


def _change(data: bytearray, random: Random, others: Sequence[bytes]) -> None:
    start, end = _range(len(data), random)
    match random.randrange(10):
        case 0:
            data[start:end] = random.randbytes(random.randint(1, 8))
        case 1:
            if data:
                data[start % len(data)] ^= 1 << random.randrange(8)
        case 2:
            del data[start:end]
        case 3:
            data[start:start] = random.choice(MARKS)
        case 4:
            data[start:end] = random.choice(MARKS) * random.choice((1, 2, 40))
        case 5:
            piece = bytes(data[start:end]) or b"a"
            data[start:start] = piece * min(random.choice((1, 2, 10, 1000, 100_000)), MOST // len(piece))
        case 6:
            other = random.choice(others)
            first, last = _range(len(other), random)
            data[start:end] = other[first:last]
        case 7:
            _renumber(data, random)
        case 8:
            del data[random.randint(0, len(data)) :]
        case 9:
            piece = random.choice(MARKS)
            data[start:start] = piece * random.randint(1, MOST // len(piece))


def _range(length: int, random: Random) -> tuple[int, int]:
    start = random.randint(0, length)
    return start, min(length, start + random.choice((0, 1, 4, 16, 100, 1000)))


def _renumber(data: bytearray, random: Random) -> None:
    """Another number in the place of one that is there."""
    places = [place for place, byte in enumerate(data) if 48 <= byte < 58]
    if places:
        start = random.choice(places)
        end = next((place for place in range(start, len(data)) if not 48 <= data[place] < 58), len(data))
        data[start:end] = random.choice(NUMBERS).encode()

"""Near-duplicates: one wire story in many papers, with another dateline, cut from the end, a quotation exchanged.

A text is compared with the coded ones of nearby days by MinHash over its word shingles. What is near one of them is
kept as a report of its own and not coded again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow.dataset as ds
from datasketch import MinHash, MinHashLSH

from dateline.store.rows import month_of
from dateline.store.snapshot import Snapshot

SHINGLE: Final = 3
PERMUTATIONS: Final = 128
SIMILAR: Final = 0.6
"""Words in a shingle, and the least share of common shingles of two near-duplicates, as estimated from `PERMUTATIONS`
hashes (standard error 0.04). Swept by `bench/duplicates.py` over 2 to 5 words and 0.3 to 0.7, on copies of 100 example
reports: 0.6 finds 97 to 100 % of those with another dateline, style or quotations, or a third cut off, 65 % of halves;
no two different reports are above 0.1. A lower share finds more halves, but leaves more of a longer copy uncoded."""

BANDS: Final = 32
ROWS: Final = 4
"""Bands of the index and hashes in each: of pairs that share 0.6 of their shingles it meets 98.8 %, of 0.65 99.7 %."""

WINDOW: Final = timedelta(days=7)
"""Days between near-duplicates: weekly papers print a story up to a week later; what comes back after months is a
reprint, and a report of its own day."""

SEED: Final = 1
SCHEME: Final = "affine32"
HASH: Final = "<u4"
WORD: Final = re.compile(r"\w+")

Hashes = npt.NDArray[np.uint32]

# Making the permutations anew for each text would cost more than hashing it.
_PERMUTATIONS = MinHash(PERMUTATIONS, seed=SEED, scheme=SCHEME).permutations


@dataclass(frozen=True, slots=True)
class Standing:
    """A coded document, by its id, that stands for its near-duplicates."""

    id: str
    day: date | None
    signature: bytes


def signature_of(text: str) -> bytes | None:
    """The MinHash of a text's word shingles, 4 bytes (little endian) for each permutation; None without a word."""
    words = WORD.findall(text.casefold())
    if not words:
        return None
    shingles = {" ".join(words[start : start + SHINGLE]) for start in range(max(1, len(words) - SHINGLE + 1))}
    minhash = _minhash()
    minhash.update_batch([shingle.encode() for shingle in sorted(shingles)])
    return bytes(np.asarray(minhash.hashvalues, HASH).tobytes())


def similarity(a: bytes, b: bytes) -> float:
    """The estimated share of common shingles, 0 to 1."""
    return float(np.mean(_hashes(a) == _hashes(b)))


class Index:
    """Standing documents, found by what is near them."""

    def __init__(self) -> None:
        self._standing: dict[str, Standing] = {}
        self._lsh = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))

    def __len__(self) -> int:
        return len(self._standing)

    def hold(self, wanted: Iterable[Standing]) -> None:
        """Hold these and no others."""
        told = {standing.id: standing for standing in wanted}
        for id in [id for id, standing in self._standing.items() if told.get(id) != standing]:
            del self._standing[id]
            self._lsh.remove(id)
        for standing in told.values():
            if standing.id not in self._standing:
                self.add(standing)

    def discard(self, id: str) -> None:
        """Hold this one no more."""
        if id in self._standing:
            del self._standing[id]
            self._lsh.remove(id)

    def add(self, standing: Standing) -> None:
        """Hold one more."""
        self._standing[standing.id] = standing
        self._lsh.insert(standing.id, _minhash(_hashes(standing.signature)))

    def near(self, day: date | None, signature: bytes) -> Iterator[tuple[float, Standing]]:
        """The held documents of nearby days that are near a text, with their similarity, in no order.

        What has no day is near to what has none.
        """
        for id in self._lsh.query(_minhash(_hashes(signature))):
            standing = self._standing[id]
            like = similarity(signature, standing.signature)
            if like >= SIMILAR and _nearby(day, standing.day):
                yield like, standing


class StoredIndex:
    """The index over a store's coded documents of some days, kept in line with the newest version."""

    def __init__(self) -> None:
        self._index = Index()
        self._version = -1
        self._days: frozenset[date | None] = frozenset()

    def at(self, snapshot: Snapshot, days: Collection[date | None]) -> Index:
        """The index of what is near to `days`, as of a snapshot."""
        wanted = frozenset(near for day in days for near in _window(day))
        if snapshot.version != self._version or not wanted <= self._days:
            self._index.hold(_standing(snapshot, wanted))
            self._version, self._days = snapshot.version, wanted
        return self._index


def _standing(snapshot: Snapshot, days: Collection[date | None]) -> Iterator[Standing]:
    months = sorted({month_of(day) for day in days})
    rows = snapshot.dataset("documents").to_table(
        columns=["id", "date", "signature"],
        filter=ds.field("month").isin(months)
        & ds.field("duplicate_of").is_null()
        & ds.field("signature").is_valid()
        & ds.field("coder").is_valid(),
    )
    for id, day, signature in zip(*(column.to_pylist() for column in rows.columns), strict=True):
        if day in days:
            yield Standing(id, day, signature)


def _window(day: date | None) -> Iterator[date | None]:
    if day is None:
        yield None
        return
    for days in range(-WINDOW.days, WINDOW.days + 1):
        near = day.toordinal() + days
        if date.min.toordinal() <= near <= date.max.toordinal():
            yield date.fromordinal(near)


def _nearby(a: date | None, b: date | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= WINDOW


def _hashes(signature: bytes) -> Hashes:
    return np.frombuffer(signature, HASH)


def _minhash(hashes: Hashes | None = None) -> MinHash:
    return MinHash(PERMUTATIONS, seed=SEED, hashvalues=hashes, permutations=_PERMUTATIONS, scheme=SCHEME)

"""Numbers for formats whose ids must be numbers, and keys of what is read from them."""

from __future__ import annotations

import hashlib

DIGITS = 12
"""Of base 16: 48 bits, exact in the double-precision numbers that R and spreadsheets read ids as."""


def number_id(*key: object) -> str:
    """A number below 2**48 that stands for a key, the same in every run."""
    return str(int(digest(*key)[:DIGITS], 16))


def digest(*key: object) -> str:
    """The key's SHA-256 as base-16 digits."""
    return hashlib.sha256("\n".join(map(str, key)).encode("utf-8", "surrogatepass")).hexdigest()

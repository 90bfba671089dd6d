"""The word lists of the facts, read once from `data/`."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from babel import Locale


@cache
def words(name: str) -> dict[str, Any]:
    """The tables of `data/NAME.toml`."""
    return tomllib.loads(files("dateline.facts").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def currency_names() -> dict[str, str]:
    """Full currency names in the singular and plural, lower case, to ISO 4217 ("kenyan shillings": KES)."""
    locale = Locale.parse("en")
    names = {}
    for code, name in locale.currencies.items():
        if "(" in name:
            continue
        names[name.lower()] = code
        names[locale._data["currency_names_plural"].get(code, {}).get("other", name).lower()] = code
    return names

"""Abbreviations that a report introduces: "the Baltic Relief Fund (BRF)", then "the BRF"."""

from __future__ import annotations

from itertools import pairwise

from dateline.actors.gazetteer import Entry
from dateline.actors.names import Name
from dateline.language import Parsed


def join_abbreviations(parsed: Parsed, names: list[Name]) -> None:
    """Give each abbreviation in brackets, and all its later uses, the name that stands before the bracket."""
    full: dict[str, Name] = {}
    for before, short in pairwise(names):
        if _introduces(parsed, before, short):
            full.setdefault(short.text, before)
    for name in names:
        long = full.get(name.text)
        if long is None or name is long:
            continue
        entry: Entry | None = name.entry or long.entry
        name.entry = long.entry = entry
        name.label = long.label = "known" if entry is not None else "organisation"
        if entry is None:
            name.text = long.text


def _introduces(parsed: Parsed, before: Name, short: Name) -> bool:
    tokens = parsed.tokens
    if short.first != before.last + 1 or short.last >= len(tokens) or before.label not in ("organisation", "unknown"):
        return False
    bracket = tokens[before.last].text == "(" and tokens[short.last].text == ")"
    letters = short.text.replace(".", "")
    capitals = sum(c.isupper() for c in letters) * 2 > len(letters)
    return bracket and capitals and len(before.text.split()) > 1 and letters[:1] == before.text[:1]

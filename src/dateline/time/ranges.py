"""Ranges told as two expressions: "from 2011 to 2014", "between June and August", "Monday through Friday",
"the 1960s and 1970s"."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.language import Parsed
from dateline.time.mention import TimeMention

_TO = re.compile(r"\s+(?:to|until|till|through|thru)\s+(?:the\s+)?|\s?[-–—]\s?")
_AND = re.compile(r",?\s+and\s+(?:the\s+)?")


def joined(parsed: Parsed, mentions: list[TimeMention]) -> list[TimeMention]:
    """The mentions, those that are the two ends of a range told so."""
    found = list(mentions)
    for at in range(len(found) - 1):
        one, other = found[at], found[at + 1]
        if one.time.start < other.time.end and _ends(parsed, one, other):
            both = (one.time.start, other.time.end)
            found[at] = replace(one, range=both, relation="since")
            found[at + 1] = replace(other, range=both, relation="until")
    return found


def _ends(parsed: Parsed, one: TimeMention, other: TimeMention) -> bool:
    between = parsed.text[one.time.span[1] : other.time.span[0]]
    if _TO.fullmatch(between):
        return True
    if one.time.granularity == other.time.granularity == "longer":
        return _AND.fullmatch(between) is not None
    before = parsed.tokens[one.first - 1].lower if one.first else ""
    return before == "between" and _AND.fullmatch(between) is not None

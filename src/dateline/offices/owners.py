"""Whose an office is: the state or the body that words name, read with the actors' gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dateline.actors.gazetteer import Entry, gazetteer

WORD = re.compile(r"[^\W_][\w.]*")
# Before an office: "Kenya's new ", "Kenyan ", "Kenyan President X and "; a pronoun's owner is told before.
POSSESSED = re.compile(r"(?:['’]s?)(?: [\w-]+){0,4} ?")
LISTED = re.compile(r" [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)* and (?:[a-z]+ )?")
PRONOUN = re.compile(r"\b(?:his|her|its|their|whose) (?:[\w-]+ ){0,2}$", re.IGNORECASE)
AFTER = re.compile(r" (?:of|for|in|from) (?:the )?")
# How far before an office its owner is looked for, in characters: a name of a state, a title and a person's name.
REACH = 60


def names_in(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, Entry]]:
    """The known names in a part of a text, the longest ones from left to right: offsets and what each stands for."""
    stop, known = len(text) if end is None else end, gazetteer()
    told = list(WORD.finditer(text, start, stop))
    # Most words begin no name.
    likely = [word for word in told if known.begins(word.group())]
    if not likely:
        return
    ends = {word.end() for word in told} | {word.end() - 1 for word in told if word.group().endswith(".")}
    done = start
    for word in likely:
        if word.start() < done:
            continue
        hit = known.match(text, word.start(), ends, text[word.start() :])
        if hit is not None:
            done = hit[0]
            yield word.start(), hit[0], hit[1]


def tells(text: str, start: int, end: int, country: str) -> bool:
    """Whether the office at `[start, end)` is told as that of `country`, in its own words or right beside them."""
    low = max(0, start - REACH)
    if PRONOUN.search(text, low, start):
        return True
    for first, last, entry in names_in(text, low, min(len(text), end + REACH)):
        if entry.country != country:
            continue
        if start <= first < end or (last <= start and _owns(text[last:start])):
            return True
        if first >= end and AFTER.fullmatch(text, end, first):
            return True
    return False


def _owns(between: str) -> bool:
    return not between.strip() or bool(POSSESSED.fullmatch(between) or LISTED.fullmatch(between))


@cache
def body_of(name: str) -> Entry | None:
    """The international or state body of this name, if it is known."""
    hit = gazetteer().match(name, 0, {len(name)}, name)
    return hit[1] if hit is not None and hit[1].use == "body" else None


def body_name(name: str) -> str:
    """A body's usual full name; one that is not known keeps its own."""
    entry = body_of(name)
    return entry.name if entry is not None else " ".join(name.split())


@cache
def without_states(words: str) -> str:
    """Words without the names of states in them: "head of Niger's military government" names no other office than
    "head of the military government".
    """
    rest = words
    for start, end, entry in reversed(list(names_in(words))):
        if entry.use in ("state", "demonym"):
            after = rest[end:]
            owned = after.startswith(("'s", "’s"))
            rest = rest[:start] + ("the" + after[2:] if owned and start else after[2:] if owned else after)
    return " ".join(rest.split()) or words


def owner_name(owner: str) -> str:
    """The name of an office's owner: of an ISO3 code the state's, else itself."""
    return gazetteer().names.get(owner, owner)

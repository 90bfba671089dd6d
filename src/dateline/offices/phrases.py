"""How a report tells an actor: by a person's own name, or by the words of an office."""

from __future__ import annotations

import re
from functools import cache

from dateline.actors.titles import offices
from dateline.offices.lists import words
from dateline.offices.names import is_name
from dateline.offices.owners import names_in
from dateline.offices.rows import ActorRow

CONTINUED = re.compile(r"^(?:[- ]general\b| (?:of|for) (?:the )?[\w ]+)")
OF = re.compile(r"^ (?:of|for) ")
# "The president of Kenya in 2014", "a prime minister of the nineties": not who holds it on the document's day.
PAST = re.compile(r"^(?: [\w.'’-]+){0,4}? (?:in|of|until|from|during|since) (?:the )?(?:(?:1[89]|20)\d\d|\w+ties)\b")
POSSESSIVE = re.compile(r"(?:[\w.-]+ ){0,4}?[\w.-]+['’](?:s\b| )")
HYPHENED = re.compile(r"[^\W\d_]+-$")
PERSONS = ("person", "unknown")
# What the engine may take a family name for that it does not know.
MISTAKEN = ("organisation", "group")


def is_phrase(row: ActorRow) -> bool:
    """Whether an actor is told by words that are nobody's own name."""
    return row.kind == "government" or (row.kind in PERSONS and not is_proper(row.name))


def may_be_person(row: ActorRow) -> bool:
    """Whether an actor told by a name may be a person: a body or group only as one word of which nothing is told."""
    if row.kind in PERSONS:
        return is_name(row.name)
    bare = row.country is None and row.base is None and row.sector in (None, "UNK") and " " not in row.name
    return bare and row.kind in MISTAKEN and is_name(row.name)


def whole_name(row: ActorRow) -> str:
    """An actor's name with the part before a hyphen that its mention leaves out ("Dunstan-Hill")."""
    part = HYPHENED.search(row.before)
    return (part.group() if part else "") + row.name


def is_definite(row: ActorRow) -> bool:
    """Whether an office is told of its holder, as "the Kenyan president" and "Kenya's president" are.

    "A president" is nobody's, "president" without article the office itself, "the president in 2014" somebody of old.
    """
    first = next(iter(row.mention.split()), "").casefold()
    before = next(iter(row.before.split()[-1:]), "").casefold()
    told = first in words("definite") or before in words("definite") or POSSESSIVE.match(row.mention) is not None
    return told and before not in words("role") and PAST.match(row.after) is None


@cache
def is_proper(name: str) -> bool:
    """Whether a name is a person's own, not a phrase such as "Kenya's army chief" or "chancellor"."""
    told = [(start, end) for start, end, _ in names_in(name)]
    rest = name
    for start, end in reversed(told):
        rest = rest[:start] + rest[end:]
    left = [part for part in re.split(r"[\s]+", rest) if part[:1].isalpha() and part not in ("s", "al")]
    return not any(part.casefold() in offices() for part in left) and any(part[:1].isupper() for part in left)


def phrases_of(row: ActorRow) -> list[str]:
    """The words that tell a nameless actor, longest first: what follows its mention may go on with them."""
    more = CONTINUED.match(row.after)
    if more is None:
        return [] if row.after.startswith("-") else [row.name]  # "the president-elect"
    tail = more.group().rstrip().split(" ")
    ends = (size for size in range(len(tail), 0, -1) if tail[size - 1] not in ("", "of", "for", "the"))
    found = [row.name + " ".join(tail[:size]) for size in ends]
    # "The president of the Senate" is no president of the state, whatever else the report is about.
    return found if OF.match(row.after) else [*found, row.name]

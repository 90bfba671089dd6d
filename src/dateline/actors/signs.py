"""How a name stands in its sentence: as the place of what happens, as a modifier, as an actor."""

from __future__ import annotations

from dateline.actors.cast import Form
from dateline.actors.lexicon import words
from dateline.actors.names import Name
from dateline.language import Parsed, Token


def head_of(parsed: Parsed, name: Name) -> Token:
    """The token of a name whose head is outside of it."""
    for i in range(name.first, name.last):
        token = parsed.tokens[i]
        if not name.first <= token.head.i < name.last or token.head is token:
            return token
    return parsed.tokens[name.last - 1]


def is_mere_place(parsed: Parsed, name: Name) -> bool:
    """Whether a capital's name is the place where something is ("in Tokyo"), not its government ("Tokyo said")."""
    head = head_of(parsed, name)
    governor = head.head
    while head.dep in ("conj", "appos") and governor.dep != "ROOT":
        head, governor = governor, governor.head
    if head.dep == "pobj":
        if governor.lower in words("place"):
            return True
        if governor.lower in ("to", "from", "for"):
            return governor.head.lemma in words("motion")
        return False
    if head.dep in ("npadvmod", "ROOT", "dep"):
        return True
    if head.dep in ("compound", "nmod"):
        return governor.text[:1].isupper() or governor.lemma in ("resident", "street", "airport", "suburb", "time")
    return False


def is_inside(parsed: Parsed, name: Name) -> bool:
    """Whether a name follows a preposition of place ("in Arequipa"): a town that the engine takes for a body."""
    head = head_of(parsed, name)
    return head.dep == "pobj" and head.head.lower in ("in", "near", "outside", "around")


def by_syntax(parsed: Parsed, name: Name) -> Form:
    """The form of a known name's mention."""
    entry = name.entry
    if entry is None or entry.use in ("people", "body"):
        return "name"
    head = head_of(parsed, name)
    if entry.use == "demonym":
        modifier = head.dep in ("amod", "compound", "nmod", "npadvmod") or head.tag == "JJ"
        short = name.text.replace(".", "") == "US"
        return "demonym" if modifier or not short else "name"
    return "seat" if entry.use in ("capital", "seat") else "name"

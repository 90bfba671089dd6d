"""What the event model tells apart, and which words of a parse it looks at."""

from __future__ import annotations

from dateline.language import Token
from dateline.ontology import CONTEXTS as PLOVER_CONTEXTS
from dateline.ontology import TYPES as PLOVER_TYPES

TYPES = ("none", *PLOVER_TYPES)
MODES = tuple(f"{name}.{mode}" for name, kind in PLOVER_TYPES.items() for mode in kind.modes)
STATUSES = ("happened", "planned", "possible", "denied")
ROLES = ("none", "actor", "recipient")
CONTEXTS = PLOVER_CONTEXTS

_PREDICATES = frozenset({"VERB", "NOUN"})
_NOMINALS = frozenset({"NOUN", "PROPN", "PRON"})
_INNER = frozenset({"compound", "flat", "nummod", "det"})


def predicate(token: Token) -> bool:
    """Whether a word can carry an act: verbs and common nouns, and adjectives that the tagger took a participle for."""
    return token.pos in _PREDICATES or (token.pos == "ADJ" and token.tag in {"VBN", "VBG"})


def nominal(token: Token) -> bool:
    """Whether a word can head a participant's phrase: nouns, names, pronouns, numbers alone, demonyms."""
    if token.pos in _NOMINALS:
        return token.dep not in _INNER or token.ent in {"GPE", "NORP"}
    return token.ent == "NORP" or (token.pos == "DET" and token.tag in {"WDT", "WP"}) or token.tag == "PRP$"

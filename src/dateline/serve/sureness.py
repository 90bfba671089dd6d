"""Why a record was made and how sure we are, in words for readers."""

from __future__ import annotations

import re
from typing import Final

from dateline.ontology import TYPES
from dateline.serve.words import deed, number, place_name

# The Intergovernmental Panel on Climate Change's words for likelihoods (guidance note on uncertainties, 2010): they
# are known, and each stands for one range. The least probability of each.
LIKELIHOODS: Final = (
    (0.99, "virtually certain"),
    (0.90, "very likely right"),
    (0.66, "likely right"),
    (0.33, "about as likely right as wrong"),
    (0.10, "unlikely to be right"),
    (0.0, "very unlikely to be right"),
)
NOT_KNOWN: Final = "how sure is not known: the source does not say"

_TYPE = re.compile(rf"\b({'|'.join(sorted(TYPES))})\b(?: ([a-z][a-z-]+)\b)?")
_CODE = re.compile(r"\b[A-Z]{3}\b")
_NAMING: Final = "both name "
_POWER = re.compile(r"\b\d(?:\.\d+)?e[+-]\d+\b")


def _cue(found: re.Match[str]) -> str:
    beside = f" with {' and '.join(found[3].split())}" if found[3].strip() else ""
    return f"the {found[1]} “{found[2].replace('_', ' ')}”{beside} tells of such acts"


def _network(found: re.Match[str]) -> str:
    return f"the trained network gives it {float(found[1]):.0%}"


# How the coder tells of its parts: the cue lexicon, with the word and what must stand with it, and the network.
CODER: Final = (
    (re.compile(r"^lexicon: (\w+) (\S+)([\w ]*)"), _cue),
    (re.compile(r"\bmodel: (?:[A-Z]+ )?(\d\.\d+)$"), _network),
)


def sure(confidence: float, origin: str = "dateline") -> str:
    """A calibrated probability in words; others' events come without one, and then it is stored as 0."""
    if origin != "dateline" and confidence == 0:
        return NOT_KNOWN
    return next(words for least, words in LIKELIHOODS if confidence >= least)


def plain_reason(reason: str) -> str:
    """A reason in words: types and states by their names, numbers in full, and what the coder's parts are."""
    for pattern, words in CODER:
        reason = pattern.sub(words, reason)
    told = _POWER.sub(lambda found: number(float(found[0])), _TYPE.sub(_deed, reason))
    if reason.startswith(_NAMING):
        told = _CODE.sub(lambda found: place_name(found[0]), told)
    return told


def _deed(found: re.Match[str]) -> str:
    type, mode = found[1], found[2]
    if mode in TYPES[type].modes:
        return f"“{deed(type, mode)}”"
    return f"“{deed(type)}”" + (f" {mode}" if mode else "")

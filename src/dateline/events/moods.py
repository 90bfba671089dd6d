"""How the words above and beside a predicate colour it: data/status.toml as lookups."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from dateline.records.model import Status


@dataclass(slots=True, frozen=True)
class Verdict:
    """A status, and whether the act is told only as content: asked for, wished, feared or supposed."""

    status: Status
    content: bool = False


HAPPENED = Verdict("happened")
PLANNED = Verdict("planned")
POSSIBLE = Verdict("possible")
DENIED = Verdict("denied")
SUPPOSED = Verdict("possible", content=True)


def _table(section: dict[str, list[str]]) -> dict[str, Verdict]:
    """Lemma -> verdict; "call-for" is a verb with its preposition or particle."""
    content = set(section.get("content", []))
    found = dict.fromkeys(content, SUPPOSED)
    statuses: tuple[Status, ...] = ("planned", "possible", "denied")
    for status in statuses:
        for lemma in section.get(status, []):
            found[lemma] = Verdict(status, lemma in content)
    return found


_DATA: dict[str, Any] = tomllib.loads(files("dateline.events").joinpath("data/status.toml").read_text(encoding="utf-8"))

COMPLEMENT = _table(_DATA["complement"])
OBJECT = _table(_DATA["object"])
NOUN = _table(_DATA["noun"])
MODIFIER = _table(_DATA["modifier"])

_WORDS: dict[str, frozenset[str]] = {name: frozenset(words) for name, words in _DATA["words"].items()}
LIGHT = _WORDS["light"]
OCCUR = _WORDS["occur"]
REPORT = _WORDS["report"]
AIM = _WORDS["aim"]
CONDITIONAL = _WORDS["conditional"]
MAYBE = _WORDS["maybe"]
NEVER = _WORDS["never"]
NOBODY = _WORDS["nobody"]
WISHING = _WORDS["wishing"]
BACKING = _WORDS["backing"]
# Event type -> the lemmas that name the act itself.
SPEECH: dict[str, frozenset[str]] = {act: frozenset(words) for act, words in _DATA["speech"].items()}

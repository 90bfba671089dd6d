"""A candidate event: a predicate with the participants that the parse gives it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dateline.language import Token

Form = Literal["verb", "passive", "noun", "light"]


@dataclass(slots=True)
class Candidate:
    """One place of the text that may tell of an act.

    `trigger` is the predicate (verb or event noun), `clause` the verb that carries its tense, mood and negation: the
    trigger itself, its light verb ("held talks") or the verb that governs it; for a noun outside any clause the noun.
    `doers` and `receivers` are the heads of the participants' phrases, conjuncts included. `[first, last)` are the
    tokens of the evidence: the clause or noun phrase that tells of the act. `type` is None until it is typed.

    `slots` are the heads of what fills each place around the predicate, before anyone decides who acted: the logical
    `subject` and `object` (a passive's are turned round), `dative`, `possessive`, `modifier` (demonyms and names
    before a noun), `complement` (the verb below), `particle`, `governor` (a noun's governing verb's subject), and each
    preposition under its own name.
    """

    trigger: Token
    clause: Token
    form: Form
    first: int
    last: int
    doers: list[Token] = field(default_factory=list)
    receivers: list[Token] = field(default_factory=list)
    type: str | None = None
    mode: str | None = None
    confidence: float = 0.0
    reason: str = ""
    slots: dict[str, list[Token]] = field(default_factory=dict)

"""Who took part in an act otherwise than as actor or recipient."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.actors import Cast
from dateline.events.candidate import Candidate
from dateline.language import Parsed, Token
from dateline.records import Other
from dateline.records.model import OtherRole

# The verb of a role: its agent ("brokered by Oman", "Oman is mediating the talks") plays it.
VERBS: dict[str, OtherRole] = {
    "host": "host",
    "mediate": "mediator",
    "broker": "mediator",
    "facilitate": "mediator",
    "moderate": "mediator",
    "observe": "observer",
    "monitor": "observer",
    "witness": "observer",
    "guarantee": "guarantor",
    "underwrite": "guarantor",
}
# The noun of a role: who stands beside it plays it ("with Oman as mediator", "through Omani mediators").
NOUNS: dict[str, OtherRole] = {
    "host": "host",
    "mediator": "mediator",
    "mediation": "mediator",
    "broker": "mediator",
    "facilitator": "mediator",
    "intermediary": "mediator",
    "auspex": "mediator",
    "auspice": "mediator",
    "auspices": "mediator",
    "observer": "observer",
    "guarantor": "guarantor",
    "behalf": "on-behalf-of",
}
PARTICIPLES: dict[str, OtherRole] = {
    "hosted": "host",
    "mediated": "mediator",
    "brokered": "mediator",
    "led": "mediator",
    "facilitated": "mediator",
    "monitored": "observer",
    "guaranteed": "guarantor",
}


def others_of(parsed: Parsed, candidate: Candidate, cast: Cast) -> list[Other]:
    """Hosts, mediators, observers, guarantors, and those on whose behalf it was done, each once."""
    taking_part = {actor for token in (*candidate.doers, *candidate.receivers) for actor in cast.of(token)}
    found: dict[str, Other] = {}
    for role, token in _roles(parsed, candidate):
        for actor in cast.of_all(token):
            if actor not in taking_part:
                found.setdefault(actor, Other(actor=actor, role=role))
    return list(found.values())


def _roles(parsed: Parsed, candidate: Candidate) -> Iterator[tuple[OtherRole, Token]]:
    """Each role told in the candidate's clause, with the head of the phrase that plays it."""
    heads = {candidate.trigger.i, candidate.clause.i}
    for token in parsed.sentence_of(candidate.trigger).tokens:
        role = VERBS.get(token.lemma) if token.pos == "VERB" else None
        if role is not None and token is not candidate.trigger and _near(token, heads):
            yield from ((role, player) for player in _agents(token))
        role = NOUNS.get(token.lemma) or NOUNS.get(token.lower) if token.pos == "NOUN" else None
        if role is not None and token is not candidate.trigger and _near(token, heads):
            yield from ((role, player) for player in _beside(token))
        role = PARTICIPLES.get(token.lower) if token.dep in ("amod", "compound", "nmod") else None
        if role is not None and token.head.i in heads:
            yield from (
                (role, child) for child in token.children if child.dep in ("npadvmod", "compound", "nsubj", "nmod")
            )


def _near(token: Token, heads: set[int]) -> bool:
    """Whether a role's word stands below the act, or has the act as its object."""
    if any(child.i in heads for child in token.children if child.dep in ("dobj", "nsubjpass")):
        return True
    return any(above.i in heads for above in token.ancestors())


def _agents(verb: Token) -> Iterator[Token]:
    """Who does what a verb tells: its subject, or the agent of a passive."""
    agent = verb.child("agent")
    if agent is not None:
        yield from agent.all("pobj")
    elif verb.tag != "VBN" or verb.child("auxpass") is None:
        yield from verb.all("nsubj")


def _beside(noun: Token) -> Iterator[Token]:
    """Who is named as the one that a noun of a role tells: owner, modifier, apposition, "of", "X as mediator"."""
    for child in noun.children:
        if child.dep in ("poss", "amod", "compound", "nmod", "appos", "nsubj"):
            yield child
        elif child.dep == "prep" and child.lower in ("of", "by", "from"):
            yield from child.all("pobj")
    if noun.dep == "pobj" and noun.head.lower == "as" and noun.head.head.pos in ("PROPN", "NOUN"):
        yield noun.head.head
    elif noun.dep == "appos":
        yield noun.head

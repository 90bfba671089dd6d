"""Quoted fragments: called it "a disaster", expressed "deep regret"; scare quotes and titles have no such verb."""

from __future__ import annotations

from dateline.language import Parsed, Token
from dateline.statements.cues import cue_class
from dateline.statements.found import Found, Taken
from dateline.statements.frames import Framed
from dateline.statements.subjects import speaker_of
from dateline.statements.told import TRIM

# Classes whose verbs take what is said after a preposition ("dismissed it as", "accused them of"); after "said in",
# "told CNN's" stand places and programmes.
PHRASAL = frozenset(("judge", "deny", "express", "ask", "announce", "think"))
PREPOSITIONS = frozenset(("as", "of", "for", "about", "over", "on", "to", "with", "against"))
ARGUMENTS = frozenset(("dobj", "ccomp", "xcomp", "prep", "oprd", "acomp", "attr", "advcl", "dative", "npadvmod"))


def find_fragments(parsed: Parsed, frames: list[Framed], found: list[Found]) -> list[Found]:
    """A mixed statement for each cue verb that governs fragments which no statement in `found` holds."""
    by_verb: dict[int, Found] = {}
    told = {statement.verb.i: statement for statement in found if statement.verb is not None}
    taken = Taken(len(parsed.text), found)
    for framed in frames:
        start, end = framed.quotation.start, framed.quotation.end
        if framed.titled or taken.meets(start, end):
            continue
        verb = _governor(parsed, framed, by_verb)
        if verb is None:
            continue
        longer = told.get(verb.i)
        if longer is not None:
            if longer.kind != "direct" and longer.end <= start:
                longer.kind = "mixed"
                taken.take(longer.end, end)
                longer.content[-1] = (longer.content[-1][0], end)
            continue
        known = by_verb.get(verb.i)
        if known is not None:
            known.content = [(min(known.start, start), max(known.end, end))]
            continue
        speaker = speaker_of(verb)
        if speaker is None or parsed.quoted(speaker):
            continue
        content = (_phrase_start(parsed, verb, framed), end)
        by_verb[verb.i] = Found("mixed", [content], "fragment", (verb.start, verb.end), verb, speaker)
    return list(by_verb.values())


def _governor(parsed: Parsed, framed: Framed, known: dict[int, Found]) -> Token | None:
    """The nearest cue verb above a fragment, on its left; above a relative clause only one that governs another."""
    inner = [t for t in parsed.tokens[framed.first : framed.last] if t.pos not in ("PUNCT", "SPACE")]
    if not inner:
        return None
    members = {t.i for t in parsed.tokens[framed.first : framed.last]}
    token = inner[0]
    while token.i in members and token.head is not token:
        token = token.head
    crossed = False
    below = token
    while token.i in members or cue_class(token) is None or (crossed and token.i not in known):
        if token.head is token or token.dep in ("nsubj", "nsubjpass"):
            return None
        crossed = crossed or token.dep == "relcl"
        below, token = token, token.head
    if below.dep == "prep" and (cue_class(token) not in PHRASAL or below.lower not in PREPOSITIONS):
        return None
    return token if token.i < framed.first and not parsed.quoted(token) else None


def _phrase_start(parsed: Parsed, verb: Token, framed: Framed) -> int:
    """Where what is said begins: at the first argument after the verb; "it" of "called it a disgrace" is none."""
    start = framed.quotation.start
    for child in verb.children:
        if child.i > verb.i and child.dep in ARGUMENTS and child.i < framed.last:
            first = next(t for t in child.subtree() if t.i > verb.i)
            start = min(start, (first if first.lower != "to" else parsed.tokens[first.i + 1]).start)
            break
    opening = next((t for t in parsed.tokens[verb.i + 1 : framed.last] if t.start >= start), None)
    if opening is not None and opening.pos == "PRON" and opening.i + 1 < framed.first:
        start = parsed.tokens[opening.i + 1].start
    while parsed.text[start] in TRIM:
        start += 1
    return start

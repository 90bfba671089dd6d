"""Told clauses: "said that …", "…, officials said", "according to …", "denied …", and the fragments quoted in them."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.language import Parsed, Quotation, Token
from dateline.records.model import Span
from dateline.statements.cues import CLAUSE, NOUN, cue_class
from dateline.statements.found import Found
from dateline.statements.subjects import addressees_of, speaker_of

MODALS = frozenset(("would", "could", "may", "might", "should", "must", "can", "cannot", "ca"))
QUESTIONS = frozenset(("what", "which", "who", "how", "why", "where", "when", "whether", "if"))
GOES_ON = frozenset(("go", "continue"))
TRIM = " \t\r\n,;:—–-"


def find_told(parsed: Parsed) -> list[Found]:
    """A statement for each told clause outside of quotation marks, in the order of their cues."""
    found: list[Found] = []
    for token in parsed.tokens:
        if token.lower == "according":
            statement = _according(parsed, token)
        else:
            kind = cue_class(token)
            statement = _told(parsed, token, kind) if kind is not None else None
        if statement is not None:
            found.append(statement)
    return found


def _told(parsed: Parsed, verb: Token, kind: str) -> Found | None:
    """What a cue verb tells, or None."""
    if parsed.quoted(verb) or kind not in CLAUSE or not _asserts(verb):
        return None
    content, rule = _clause(parsed, verb, kind), f"{kind} clause"
    if content is None and kind in NOUN:
        content, rule = _noun(parsed, verb), f"{kind} noun"
    if content is None:
        return None
    speaker = speaker_of(verb)
    if speaker is None or speaker.lower in ("it", "there") and verb.child("nsubjpass"):
        return None
    return _statement(parsed, content, rule, (verb.start, verb.end), verb, speaker)


def _asserts(verb: Token) -> bool:
    """Whether the words are told as said: not denied, asked for, or only possible."""
    if any(child.dep == "neg" or child.dep == "aux" and child.lower in MODALS for child in verb.children):
        return False
    infinitive = any(child.dep == "aux" and child.lower == "to" for child in verb.children)
    return not infinitive or verb.head.lemma in GOES_ON


def _clause(parsed: Parsed, verb: Token, kind: str) -> list[Span] | None:
    """The clause that a verb governs, after or before it, or that it interrupts."""
    for clause in verb.children:
        if clause.dep == "ccomp" or (clause.dep == "xcomp" and kind in NOUN):
            return _span_of(parsed, clause, verb, kind)
    if verb.dep in ("parataxis", "ccomp", "advcl") and verb.head is not verb and _parenthetical(parsed, verb):
        return _around(parsed, verb)
    return None


def _span_of(parsed: Parsed, clause: Token, verb: Token, kind: str) -> list[Span] | None:
    """The extent of a clause on its side of the verb, without "that"."""
    tokens = [t for t in clause.subtree() if (t.i > verb.i) == (clause.i > verb.i)]
    if clause.i > verb.i:
        while tokens and (tokens[0].lower in ("that", ",", ":") and tokens[0].dep in ("mark", "punct")):
            tokens = tokens[1:]
    if not tokens or (kind == "ask" and clause.dep == "xcomp"):
        return None
    if kind not in ("ask",) and tokens[0].lower in QUESTIONS and kind != "show":
        return None
    return _trimmed(parsed, tokens[0].start, tokens[-1].end)


def _parenthetical(parsed: Parsed, verb: Token) -> bool:
    """Whether a short cue with its own subject stands between commas or at the end: ", officials say,"."""
    subtree = verb.subtree()
    if verb.child("nsubj") is None or len(subtree) > 12 or subtree[-1].i - subtree[0].i >= len(subtree) + 2:
        return False
    before = subtree[0].i - 1
    return subtree[0].text == "," or (before >= 0 and parsed.tokens[before].text in (",", "—", "-"))


def _around(parsed: Parsed, verb: Token) -> list[Span] | None:
    """The clause that a parenthetical cue interrupts or ends."""
    inside = {t.i for t in verb.subtree()}
    spans: list[Span] = []
    stretch: list[Token] = []
    for token in [*verb.head.subtree(), None]:
        if token is not None and token.i not in inside:
            stretch.append(token)
            continue
        if stretch:
            spans.extend(_trimmed(parsed, stretch[0].start, stretch[-1].end) or [])
            stretch = []
    return spans or None


def _noun(parsed: Parsed, verb: Token) -> list[Span] | None:
    """What is denied or announced as a noun phrase."""
    noun = verb.child("dobj")
    if noun is None or noun.pos == "PRON" or noun.ent in ("DATE", "TIME"):
        return None
    tokens = [t for t in noun.subtree() if t.i > verb.i]
    return _trimmed(parsed, tokens[0].start, tokens[-1].end) if tokens else None


def _according(parsed: Parsed, token: Token) -> Found | None:
    """The sentence that "according to X" vouches for."""
    to = next((c for c in token.children if c.lower == "to"), None)
    if to is None and token.i + 1 < len(parsed.tokens) and parsed.tokens[token.i + 1].lower == "to":
        to = parsed.tokens[token.i + 1]
    speaker = to.child("pobj") if to is not None else None
    if to is None or speaker is None or parsed.quoted(token):
        return None
    clause = token
    for clause in token.ancestors():
        if clause.pos in ("VERB", "AUX"):
            break
    inside = {t.i for t in token.subtree()} | {t.i for t in to.subtree()}
    tokens = [t for t in clause.subtree() if t.i not in inside]
    after = [t for t in tokens if t.i > token.i]
    before = [t for t in tokens if t.i < token.i]
    side = before if len(before) > len(after) else after
    if len(side) < 3:
        return None
    content = _trimmed(parsed, side[0].start, side[-1].end)
    if content is None:
        return None
    return _statement(parsed, content, "according to", (token.start, to.end), token, speaker)


def _trimmed(parsed: Parsed, start: int, end: int) -> list[Span] | None:
    """A span without white space and commas at its ends and without its full stop, unless a quotation ends there."""
    text = parsed.text
    while start < end and text[start] in TRIM:
        start += 1
    while end > start and (text[end - 1] in TRIM or (text[end - 1] in ".!?" and not _abbreviated(text, end))):
        end -= 1
    return [(start, end)] if start < end else None


def _abbreviated(text: str, end: int) -> bool:
    """Whether a full stop belongs to an abbreviation such as "U.S."."""
    return end >= 3 and text[end - 2].isupper() and (text[end - 3] == "." or not text[end - 3].isalnum())


def _statement(parsed: Parsed, content: list[Span], rule: str, cue: Span, verb: Token, speaker: Token | None) -> Found:
    """With the quoted fragments that stand in it taken whole, and the kind that follows from them."""
    quotations = list(_quotations_in(parsed, content))
    if not quotations:
        return Found("indirect", content, rule, cue, verb, speaker, addressees=addressees_of(verb))
    first, last = content[0], content[-1]
    content = [*content[:-1], (last[0], max(last[1], quotations[-1].end))]
    if len(quotations) == 1 and quotations[0].start <= first[0] + 1 and quotations[0].end >= content[-1][1] - 1:
        only = quotations[0]
        return Found(
            "direct", [(only.inner_start, only.inner_end)], rule, cue, verb, speaker, addressees=addressees_of(verb)
        )
    return Found("mixed", content, rule, cue, verb, speaker, addressees=addressees_of(verb))


def _quotations_in(parsed: Parsed, content: list[Span]) -> Iterator[Quotation]:
    for quotation in parsed.quotations:
        if any(start < quotation.end and quotation.start < end for start, end in content):
            yield quotation

"""Told clauses: "said that …", "…, officials said", "according to …", "denied …", and the fragments quoted in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from dateline.language import Parsed, Quotation, Token
from dateline.records.model import Span
from dateline.statements.cues import CLAUSE, NOUN, cue_class, telling_nouns
from dateline.statements.found import Found
from dateline.statements.subjects import NOMINAL, addressees_of, issuer_of, speaker_of

MODALS = frozenset(("would", "could", "may", "might", "should", "must", "can", "cannot", "ca"))
# Outside of quotation marks these are the text's own author: what an official text or a column says is no statement.
AUTHORS = frozenset(("i", "we", "you"))
QUESTIONS = frozenset(("what", "which", "who", "how", "why", "where", "when", "whether", "if"))
# The parse takes a plural present after "and" for an infinitive.
TWIN = {"VBP": "VB"}
# Marks of a clause with a verb that the parse takes for another part of speech; "found it strange" has none.
FINITE = frozenset(("mark", "aux", "auxpass", "nsubjpass"))
GOES_ON = frozenset(("go", "continue"))
# A noun phrase tells something only if it is more than "the charges" or "any details".
SUBSTANTIAL = 4
TRIM = " \t\r\n,;:—–-"


def find_told(parsed: Parsed) -> list[Found]:
    """A statement for each told clause outside of quotation marks, in the order of their cues."""
    found: list[Found] = []
    for token in parsed.tokens:
        if token.lower == "according":
            statement = _according(parsed, token)
        elif token.pos == "NOUN" and token.lemma in telling_nouns():
            statement = _nominal(parsed, token)
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
    if content is None and kind in NOUN and kind != "express":
        content, rule = _noun(parsed, verb), f"{kind} noun"
    if content is None and kind in ("say", "announce"):
        content, rule = _rest(parsed, verb), "rest of sentence"
    if content is None:
        return None
    if verb.child("nsubjpass") is not None and verb.child("agent") is None:
        return None
    speaker = speaker_of(verb) or _before(parsed, verb)
    if (
        speaker is None
        or speaker.ent in ("DATE", "TIME")
        or any(start <= speaker.start < end for start, end in content)
    ):
        return None
    return _statement(parsed, content, rule, (verb.start, verb.end), verb, speaker)


def _asserts(verb: Token) -> bool:
    """Whether the words are told as said: not denied, asked for, or only possible."""
    if any(child.dep == "neg" or (child.dep == "aux" and child.lower in MODALS) for child in verb.children):
        return False
    infinitive = any(child.dep == "aux" and child.lower == "to" for child in verb.children)
    return not infinitive or verb.head.lemma in GOES_ON


def _clause(parsed: Parsed, verb: Token, kind: str) -> list[Span] | None:
    """The clause that a verb governs, after or else before it, or that it interrupts."""
    clauses = [c for c in verb.children if c.dep == "ccomp" or (c.dep == "xcomp" and kind in NOUN)]
    if kind == "ask":
        clauses += [c for c in verb.children if c.dep == "advcl" and c.i > verb.i and _asks(c)]
    clauses.sort(key=lambda clause: clause.i < verb.i)
    if clauses:
        return _span_of(parsed, clauses[0], verb, kind)
    if verb.dep in ("parataxis", "ccomp", "advcl") and verb.head is not verb and _parenthetical(parsed, verb):
        return _around(parsed, verb)
    return None


def _asks(clause: Token) -> bool:
    return any(child.dep == "mark" and child.lower in ("if", "whether") for child in clause.children)


def _span_of(parsed: Parsed, clause: Token, verb: Token, kind: str) -> list[Span] | None:
    """The extent of a clause on its side of the verb, without "that" and what stands before it."""
    tokens = [t for t in clause.subtree() if (t.i > verb.i) == (clause.i > verb.i)]
    tokens = _after_that(clause, tokens) if clause.i > verb.i else _after_concession(tokens)
    if not tokens or (kind == "ask" and clause.dep == "xcomp"):
        return None
    if clause.pos not in ("VERB", "AUX") and not any(child.dep in FINITE for child in clause.children):
        return None
    if kind not in ("ask", "show") and tokens[0].lower in QUESTIONS:
        return None
    tokens = _before_next_cue(tokens, verb)
    return _trimmed(parsed, tokens[0].start, tokens[-1].end)


def _after_that(clause: Token, tokens: list[Token]) -> list[Token]:
    """The tokens of a clause after its "that"; without one, after a day that belongs to the cue ("said Monday he")."""
    for n, token in enumerate(tokens[:12]):
        if token.lower == "that" and token.dep == "mark" and token.head is clause:
            return tokens[n + 1 :]
    n = 0
    while n < len(tokens) and (tokens[n].text in (",", ":") or _day(tokens[n])):
        n += 1
    return tokens[n:]


def _day(token: Token) -> bool:
    """Whether a token belongs to a time adverbial without preposition."""
    if token.ent not in ("DATE", "TIME"):
        return False
    while token.head.ent in ("DATE", "TIME") and token.head is not token:
        token = token.head
    return token.dep == "npadvmod"


def _after_concession(tokens: list[Token]) -> list[Token]:
    """The clause before its cue without a leading one that has a cue of its own ("Although X says …, they …")."""
    if tokens and tokens[0].lower in ("although", "though", "while"):
        head = tokens[0].head
        inside = head.subtree()
        if any(cue_class(t) in ("say", "announce") for t in inside):
            return [t for t in tokens if t.i > inside[-1].i]
    return tokens


def _rest(parsed: Parsed, verb: Token) -> list[Span] | None:
    """The rest of the sentence after "that", or after a bare "saying", where the parse gives the cue no clause."""
    tokens = [t for t in parsed.sentence_of(verb).tokens if t.i > verb.i]
    for n, token in enumerate(tokens[:8]):
        if token.lower == "that" and token.tag in ("IN", "WDT") and not any(t.text in ",;:" for t in tokens[:n]):
            tokens = tokens[n + 1 :]
            break
    else:
        if verb.lemma != "say" or not tokens or tokens[0].pos not in ("DET", "PRON", "PROPN", "NOUN", "ADJ"):
            return None
        if verb.tag != "VBG":
            return None
    if len(tokens) < 4:
        return None
    tokens = _before_next_cue(tokens, verb)
    return _trimmed(parsed, tokens[0].start, tokens[-1].end)


def _before_next_cue(tokens: list[Token], verb: Token) -> list[Token]:
    """The told words without a second cue: "said that … and vowed to …", "said that …, adding …"."""
    for n in range(3, len(tokens) - 2):
        if tokens[n].text == ",":
            if tokens[n + 1].tag == "VBG" and cue_class(tokens[n + 1]) in ("say", "announce", "express"):
                return tokens[:n]
        elif tokens[n].dep == "cc":
            following = tokens[n + 1] if tokens[n + 1].pos != "ADV" else tokens[n + 2]
            if following.tag in (verb.tag, TWIN.get(verb.tag)) and cue_class(following) is not None:
                return tokens[:n]
            if tokens[n - 1].text == "," and any(_denies(token) for token in tokens[n + 1 : n + 7]):
                return tokens[:n]
    return tokens


def _denies(token: Token) -> bool:
    """Whether a token is the cue of another speaker: "said the raid failed, and Peru denied …"."""
    return token.dep == "conj" and cue_class(token) in ("say", "deny") and token.child("nsubj") is not None


def _before(parsed: Parsed, verb: Token) -> Token | None:
    """The nearest noun before a finite cue, where the parse gives it no subject."""
    if verb.tag not in ("VBD", "VBZ", "VBP"):
        return None
    for i in range(verb.i - 1, max(-1, verb.i - 6), -1):
        token = parsed.tokens[i]
        if token.sent != verb.sent or parsed.quoted(token):
            return None
        if token.pos in NOMINAL and token.ent not in ("DATE", "TIME"):
            return token
    return None


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
    if len(tokens) < SUBSTANTIAL:
        return None
    that = next((n for n, t in enumerate(tokens) if t.lower == "that" and t.dep == "mark"), None)
    if that is not None and noun.lemma in telling_nouns():
        tokens = tokens[that + 1 :]
    return _trimmed(parsed, tokens[0].start, tokens[-1].end) if tokens else None


def _nominal(parsed: Parsed, noun: Token) -> Found | None:
    """What a noun of speech tells in a that-clause: "assurances by the minister that …"."""
    if parsed.quoted(noun):
        return None
    following = parsed.tokens[noun.i + 1 : noun.i + 9]
    that = next((t for t in following if t.lower == "that" and t.tag in ("IN", "WDT") and t.dep == "mark"), None)
    if that is None or any(t.pos in ("VERB", "AUX") and t.tag != "VBN" for t in parsed.tokens[noun.i + 1 : that.i]):
        return None
    speaker = issuer_of(noun)
    tokens = [t for t in that.head.subtree() if t.i > that.i]
    if speaker is None or not tokens or parsed.quoted(speaker):
        return None
    content = _trimmed(parsed, tokens[0].start, tokens[-1].end)
    return _statement(parsed, content, "noun of speech", (noun.start, noun.end), noun, speaker) if content else None


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
    # They stand in order and do not overlap.
    first = bisect_right(parsed.quotations, content[0][0], key=lambda quotation: quotation.end)
    last = bisect_left(parsed.quotations, content[-1][1], key=lambda quotation: quotation.start)
    for quotation in parsed.quotations[first:last]:
        if any(start < quotation.end and quotation.start < end for start, end in content):
            yield quotation

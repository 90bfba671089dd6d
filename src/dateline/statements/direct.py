"""Whole quotations: the words of a speaker, with the cue after, before, or in a sentence before."""

from __future__ import annotations

from dateline.language import Parsed, Token
from dateline.records.model import Span
from dateline.statements.cues import SPEECH, cue_class
from dateline.statements.found import Found
from dateline.statements.frames import ENDS, Framed
from dateline.statements.subjects import NOMINAL, addressees_of, near_subject, speaker_of

# A quotation without a cue is speech only if it is longer than most titles and slogans.
LONG = 4
MARKS = frozenset(('"', "“", "”", "'", "’", "''", "``"))
DASHES = frozenset(("-", "–", "—", "―", "--"))
# Words that may stand before a quotation that its cue follows ("But 'we agree,' she said").
LEADS = frozenset(("but", "and", "still", "yet", "so", "then", "-", "–", "—", ",", "("))


def find_direct(parsed: Parsed, frames: list[Framed]) -> list[Found]:
    """A statement for each whole quotation, in text order."""
    found: list[Found] = []
    waiting: list[Found] = []
    last: Found | None = None
    for framed in frames:
        statement = _cued_after(parsed, framed) or _cued_before(parsed, framed) or _uncued(parsed, framed, last)
        if statement is None:
            continue
        found.append(statement)
        if statement.speaker is None and statement.follows is None:
            if not framed.quotation.closed:
                waiting.append(statement)
        elif waiting:
            for early in waiting:
                early.follows = statement
            waiting = []
        last = statement
    return found


def _content(parsed: Parsed, framed: Framed) -> list[Span]:
    """What stands between the marks, without white space at its ends."""
    start, end = framed.quotation.inner_start, framed.quotation.inner_end
    start += len(parsed.text[start:end]) - len(parsed.text[start:end].lstrip())
    return [(start, start + len(framed.inner))]


def _cued_after(parsed: Parsed, framed: Framed) -> Found | None:
    """ "We agree," said the minister."""
    if framed.before and not all(token.lower in LEADS for token in framed.before):
        return None
    frame = framed.after
    if not frame or (framed.inner.endswith(".") and not _inverted(frame) and frame[0].text not in DASHES):
        return None
    if frame[0].text in DASHES:
        return _signed(parsed, framed)
    if frame[0].lower == ",":
        frame = frame[1:]
    for n, token in enumerate(frame):
        if token.lower == "according" and n + 1 < len(frame) and frame[n + 1].lower == "to":
            to = frame[n + 1]
            speaker = to.child("pobj") or near_subject(frame[n + 2 :], to)
            if speaker is not None:
                return _statement(parsed, framed, "according to", (token.start, to.end), token, speaker)
        kind = cue_class(token)
        if kind is None or kind not in SPEECH or (token.dep == "relcl" and n > 3) or (token.tag == "VBG" and n):
            continue
        speaker = _outside(parsed, speaker_of(token)) or near_subject(frame, token)
        if speaker is not None:
            return _statement(parsed, framed, "cue after", (token.start, token.end), token, speaker)
    return None


def _signed(parsed: Parsed, framed: Framed) -> Found | None:
    """ "We agree." — Anna Berg"""
    frame = framed.after
    if len(frame) > 12 or any(t.pos in ("VERB", "AUX") for t in frame[1:]):
        return None
    speaker = near_subject(frame, frame[0])
    if speaker is None or speaker.pos != "PROPN":
        return None
    return _statement(parsed, framed, "signed", (frame[0].start, frame[0].end), frame[0], speaker)


def _inverted(frame: list[Token]) -> bool:
    """Whether a frame after a full stop still belongs to the quotation: '"We agree." said the minister'."""
    return frame[0].text.islower()


def _cued_before(parsed: Parsed, framed: Framed) -> Found | None:
    """The minister said: "We agree." The minister said that "we agree." """
    frame = framed.before
    if not frame:
        return None
    lead = frame[-1]
    if framed.titled and framed.words >= LONG:
        return None
    if lead.text == ":":
        cue = _last_cue(frame)
        if cue is not None:
            speaker = _outside(parsed, speaker_of(cue)) or near_subject(frame, cue)
            return _statement(parsed, framed, "cue before", (cue.start, cue.end), cue, speaker)
        speaker = _sentence_subject(frame) or near_subject(frame, lead)
        if speaker is None or framed.words < LONG:
            return None
        return _statement(parsed, framed, "colon", (lead.start, lead.end), lead, speaker)
    words = next((t for t in frame if t.lower in ("words", "word") and t.child("poss") is not None), None)
    if words is not None and lead.text == "," and framed.words >= LONG:
        return _statement(parsed, framed, "in his words", (words.start, words.end), words, words.child("poss"))
    cue = _last_cue(frame)
    if cue is None or not _leads(frame, cue, framed):
        return None
    speaker = _outside(parsed, speaker_of(cue)) or near_subject(frame, cue)
    if speaker is None:
        return None
    return _statement(parsed, framed, "cue before", (cue.start, cue.end), cue, speaker)


def _leads(frame: list[Token], cue: Token, framed: Framed) -> bool:
    """Whether the words from the cue to the quotation leave the whole of what was said to the quotation."""
    between = [t for t in frame if t.i > cue.i]
    lead = frame[-1]
    complete = framed.ended or (framed.inner[-1:] == "," or not framed.after or framed.after[0].text in (",", ";", "—"))
    if lead.text == ",":
        return framed.whole or (framed.words >= LONG and len(between) <= 2)
    if lead.lower == "that":
        return complete and framed.words >= LONG
    told = {t.i for head in addressees_of(cue) for t in head.subtree()}
    plain = all(t.i in told or t.pos in ("ADV", "PRON") or t.ent in ("DATE", "TIME") for t in between)
    return plain and complete and (framed.whole or framed.words >= LONG) and cue_class(cue) != "deny"


def _last_cue(frame: list[Token]) -> Token | None:
    for token in reversed(frame):
        kind = cue_class(token)
        if kind is None or kind not in SPEECH:
            continue
        # "said the vote shows: '…'": the words are those of who said it.
        if kind == "show" and token.dep == "ccomp" and cue_class(token.head) in SPEECH:
            return token.head
        return token
    return None


def _uncued(parsed: Parsed, framed: Framed, last: Found | None) -> Found | None:
    """A quotation that is a sentence of its own: it runs on, or the sentence before tells whose it is."""
    if framed.before or not framed.whole or not (framed.ended or framed.words > 2 * LONG):
        return None
    if last is not None and _runs_on(framed, last):
        statement = _statement(parsed, framed, "runs on", None, None, None)
        statement.follows = last
        return statement
    if (framed.words < LONG and framed.quotation.closed) or framed.titled:
        return None
    speaker = _subject_before(parsed, framed)
    statement = _statement(parsed, framed, "sentence before", None, None, speaker)
    if speaker is None or not (_personal(speaker) or speaker.ent):
        statement.speaker, statement.follows = (None, last) if last is not None else (speaker, None)
    return statement


def _runs_on(framed: Framed, last: Found) -> bool:
    """Whether nothing but the cue of the quotation before stands between the two."""
    gap = framed.gap.strip()
    if not gap:
        return True
    if any(f"{end} " in gap or f"{end}\n" in gap for end in ENDS):
        return False
    return last.cue is not None and last.cue[0] >= framed.quotation.start - len(framed.gap)


def _subject_before(parsed: Parsed, framed: Framed) -> Token | None:
    """The speaker that the sentence before a quotation tells: that of its last cue, else its subject."""
    i = framed.first - 1
    while i >= 0 and (parsed.tokens[i].pos == "SPACE" or parsed.tokens[i].text in ENDS | MARKS):
        i -= 1
    if i < 0:
        return None
    tokens = [t for t in parsed.sentence_of(parsed.tokens[i]).tokens if not parsed.quoted(t)]
    cue = _last_cue(tokens)
    if cue is not None:
        return _outside(parsed, speaker_of(cue)) or near_subject(tokens, cue)
    return _sentence_subject(tokens)


def _sentence_subject(tokens: list[Token]) -> Token | None:
    """The subject of the main verb among these tokens."""
    subjects = [t for t in tokens if t.dep in ("nsubj", "nsubjpass") and t.pos in NOMINAL]
    subjects.sort(key=lambda t: (not _personal(t), t.head.head is not t.head))
    return subjects[0] if subjects else None


def _personal(token: Token) -> bool:
    """Whether a subject is a person by its form: only persons speak without a cue."""
    return token.ent == "PERSON" or token.lower in ("he", "she", "they")


def _outside(parsed: Parsed, token: Token | None) -> Token | None:
    """A speaker is never within the quotation: there the parse has gone astray."""
    return None if token is None or parsed.quoted(token) else token


def _statement(
    parsed: Parsed, framed: Framed, rule: str, cue: Span | None, verb: Token | None, speaker: Token | None
) -> Found:
    addressees = addressees_of(verb) if verb is not None else []
    return Found("direct", _content(parsed, framed), rule, cue, verb, speaker, addressees=addressees)

"""Whether an act is the report's news or its background."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from dateline.events.candidate import Candidate
from dateline.events.moods import REPORT
from dateline.events.timing import SINCE_THEN, VERBAL, attached_time, finite, times_of_sentence
from dateline.language import Parsed, Token
from dateline.records.model import Focus
from dateline.time import TimeMention

# News is of the report's days: the week before its date, so that a story that runs since last weekend stays whole.
NEWS_DAYS = 7
# The lead tells the news, also in the perfect ("a court has lifted the ban").
LEAD_SENTENCES = 2
PAST_ADVERBS = frozenset(
    {
        "previously",
        "earlier",
        "formerly",
        "repeatedly",
        "often",
        "regularly",
        "long",
        "once",
        "recently",
        "historically",
        "frequently",
        "traditionally",
        "always",
        "consistently",
    }
)
PAST_MODIFIERS = frozenset(
    {
        "former",
        "past",
        "previous",
        "recent",
        "earlier",
        "old",
        "repeated",
        "several",
        "historic",
        "regular",
        "frequent",
        "last",
        "long-standing",
        "longstanding",
        "prior",
    }
)


def focus_of(parsed: Parsed, candidate: Candidate, times: Sequence[TimeMention], date: str | None) -> Focus:
    """`background` for what led to the news, retold; `news` for the acts of the report's day or days, and to come."""
    attached = attached_time(parsed, candidate, times)
    if attached is not None and date is not None:
        if attached.mention.relation == "since" or attached.preposition == SINCE_THEN:
            return "news"
        return "background" if attached.mention.time.end < _earliest(date) else "news"
    lead = candidate.trigger.sent < LEAD_SENTENCES
    return "background" if _retold(parsed, candidate, times, date, lead) else "news"


def _earliest(date: str) -> str:
    day = datetime.date.fromisoformat(date).toordinal()
    return datetime.date.fromordinal(max(1, day - NEWS_DAYS)).isoformat()


def _retold(parsed: Parsed, candidate: Candidate, times: Sequence[TimeMention], date: str | None, lead: bool) -> bool:
    trigger = candidate.trigger
    if trigger.pos not in VERBAL and candidate.form != "light":
        return not lead or any(child.lower in PAST_MODIFIERS for child in trigger.children)
    verb = finite(trigger if trigger.pos in VERBAL else candidate.clause)
    if any(child.lower in PAST_ADVERBS for child in verb.children if child.dep == "advmod"):
        return True
    if _aside(trigger) and (not lead or _in_force(trigger)):
        return True
    perfect = next((child for child in verb.children if child.dep == "aux" and child.lemma == "have"), None)
    if perfect is not None and perfect.tag == "VBD":
        return not _told_by_source(verb)
    if perfect is not None and perfect.tag in ("VBZ", "VBP"):
        return not lead
    return not lead and date is not None and _beside_old_time(parsed, verb, times, date)


def _aside(verb: Token) -> bool:
    """Whether a verb only describes: "a pact signed by", "accused of shelling", "rebels who fight"."""
    if verb.dep == "acl":
        return True
    if verb.dep == "pcomp":
        return verb.head.lower not in ("by", "in", "while")
    return verb.dep == "relcl" and verb.tag in ("VBP", "VBZ")


def _in_force(verb: Token) -> bool:
    """Whether a verb tells how what is in force came about: "under a pact signed by"."""
    return verb.dep == "acl" and verb.head.dep == "pobj" and verb.head.head.lower == "under"


def _told_by_source(verb: Token) -> bool:
    """Whether a past perfect is only the shifted tense of a source's words ("officials said it had begun")."""
    while verb.dep == "conj" and verb.head is not verb:
        verb = verb.head
    if verb.dep == "ccomp" and verb.head.lemma in REPORT:
        return True
    return any(
        child.lower == "according" or (child.dep in ("ccomp", "parataxis") and child.lemma in REPORT)
        for child in verb.children
    )


def _beside_old_time(parsed: Parsed, verb: Token, times: Sequence[TimeMention], date: str) -> bool:
    """Whether the sentence, or if it tells no time the one before in the paragraph, is set in an earlier time."""
    earliest = _earliest(date)
    here = times_of_sentence(parsed, verb, times)
    if not here and parsed.sentences[verb.sent - 1].paragraph == parsed.sentences[verb.sent].paragraph:
        here = times_of_sentence(parsed, parsed.sentences[verb.sent - 1].tokens[0], times)
    return bool(here) and all(mention.time.end < earliest for mention in here)

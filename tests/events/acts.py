"""Candidates made by hand, so that each step is tested without the steps before it."""

from dateline.events.candidate import Candidate
from dateline.language import Engine, Parsed, Token

LIGHT = ("hold", "make", "reach", "sign", "pay", "launch", "impose", "carry")


def act(engine: Engine, text: str, word: str, type_: str | None = None) -> tuple[Parsed, Candidate]:
    """A text's candidate at the first token that reads `word` (the last, for "word$")."""
    parsed = engine.parse(text)
    found = [token for token in parsed.tokens if token.text == word.rstrip("$")]
    trigger = found[-1] if word.endswith("$") else found[0]
    verbal = trigger.pos in ("VERB", "AUX")
    clause = trigger if verbal else _verb_above(trigger)
    light = trigger.dep == "dobj" and clause.lemma in LIGHT
    form = "verb" if verbal else "light" if light else "noun"
    return parsed, Candidate(trigger, clause, form, trigger.i, trigger.i + 1, type=type_)


def _verb_above(token: Token) -> Token:
    return next((above for above in token.ancestors() if above.pos in ("VERB", "AUX")), token)

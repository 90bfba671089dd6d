"""What looks like a time expression and is none: "May" the verb, "2000 soldiers", "every Monday", "Black Friday"."""

from __future__ import annotations

from dateline.language import Token
from dateline.time import words

_NUMBER_ENTITIES = frozenset(("MONEY", "QUANTITY", "PERCENT"))
_PLURALS = ("NNS", "NNPS")


def is_time(form: str, tokens: list[Token], first: int, last: int) -> bool:
    """Whether the tokens `[first, last)`, which have a form of the grammar, name a time where they stand."""
    before = tokens[first - 1].lower if first else ""
    if before in words.SETS:
        return False
    guard = _GUARDS.get(form)
    return guard is None or guard(tokens, first, last, before)


def _month(tokens: list[Token], first: int, last: int, before: str) -> bool:
    token = tokens[last - 1]
    if token.tag not in ("NNP", "NNPS") or token.ent in ("PERSON", "FAC"):
        return False
    return token.text != "March" or not _names_a_march(tokens, last, before)


def _names_a_march(tokens: list[Token], last: int, before: str) -> bool:
    # "the annual March for Peace"
    if before in words.BEFORE_YEAR or last + 1 >= len(tokens):
        return False
    return tokens[last].lower in ("for", "of", "on") and not tokens[last + 1].text.isdigit()


def _year(tokens: list[Token], first: int, last: int, before: str) -> bool:
    token = tokens[last - 1]
    following = tokens[last] if last < len(tokens) else None
    if first and tokens[first - 1].tag == "NNP" and token.ent != "DATE":
        return False  # "Vision 2030", "the Peace Index 2025": an edition
    if before in words.BEFORE_NUMBER or token.ent in _NUMBER_ENTITIES or token.tag not in ("CD", "NNP", "NN"):
        return False
    if following is not None and following.lower in words.AFTER_CLOCK:
        return False
    if following is not None and following.tag in _PLURALS:
        # "the 2019 protests", "since 2011 elections", but "2000 soldiers"
        return token.ent == "DATE" and (before in words.BEFORE_YEAR or tokens[first - 1].pos in ("DET", "PRON", "PART"))
    if following is not None and following.lower in ("-", "/") and token.ent != "DATE":
        return False
    likely = "1900" <= token.text <= "2035"
    if before in words.BEFORE_YEAR:
        return likely or token.ent == "DATE" or following is None or following.pos not in ("NOUN", "ADJ", "PROPN")
    return likely and token.ent in ("DATE", "EVENT", "")


def _year_range(tokens: list[Token], first: int, last: int, before: str) -> bool:
    return before not in words.BEFORE_NUMBER


def _short_year(tokens: list[Token], first: int, last: int, before: str) -> bool:
    return before in words.BEFORE_YEAR or before in words.MONTHS


def _weekday(tokens: list[Token], first: int, last: int, before: str) -> bool:
    following = tokens[last].text if last < len(tokens) else ""
    return before not in words.BEFORE_WEEKDAY and following not in words.AFTER_WEEKDAY


def _season(tokens: list[Token], first: int, last: int, before: str) -> bool:
    # "the fall in prices": without "in" or "last" a fall is seldom autumn
    fall = tokens[last - 1].lower == "fall" and tokens[first].lower == "the"
    return tokens[last - 1].pos in ("NOUN", "PROPN") and (not fall or before in words.BEFORE_YEAR)


def _counted(tokens: list[Token], first: int, last: int, before: str) -> bool:
    return before not in words.VAGUE


_GUARDS = {
    "month": _month,
    "year": _year,
    "years": _year_range,
    "short_year": _short_year,
    "weekday": _weekday,
    "season": _season,
    "ago": _counted,
    "shifted": _counted,
    "stretch": _counted,
}

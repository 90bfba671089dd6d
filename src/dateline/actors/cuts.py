"""Where a name begins and ends that the engine took too long: titles cut off, places and works told from actors."""

from __future__ import annotations

from dateline.actors.lexicon import words
from dateline.actors.titles import is_office
from dateline.language import Token
from dateline.places.gazetteer import cities, fold, provinces

SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))


def after_title(tokens: list[Token], first: int, last: int) -> int:
    """First token of the person's name in a span that begins with a title ("Information Minister X"); else `first`."""
    for k in range(last - 2, first - 1, -1):
        if is_office(tokens[k]) and tokens[k].text[:1].isupper() and is_personal(tokens[k + 1 : last]):
            lead = tokens[first:k]
            if all(t.lower in words("title_part") or t.lower in words("portfolio") or is_office(t) for t in lead):
                return k + 1
            return k + 1 if len(lead) > 1 and last - k > 2 else first
    return first


def after_portfolio(tokens: list[Token], first: int, last: int) -> int:
    """First token after what an office is for ("Minister of | Health X", "Speaker of the | House X")."""
    of = first - 1
    while of > 0 and tokens[of].lower in words("article"):
        of -= 1
    if of < 1 or tokens[of].lower not in ("of", "for") or not is_office(tokens[of - 1]):
        return first
    k = first
    while k < last and tokens[k].lower in words("portfolio"):
        k += 1
    if k == first and last - first > 2 and _is_place(tokens[first]):
        k += 1  # "mayor of | Oulu X Y"
    return k if is_personal(tokens[k:last]) else first


def _is_place(token: Token) -> bool:
    key = fold(token.text)
    return key in provinces() or bool(cities(key))


def is_portfolio(tokens: list[Token]) -> bool:
    """Whether all the words are what ministers are for ("Emergency Situations")."""
    return all(t.lower in words("portfolio") for t in tokens)


def no_actor(tokens: list[Token], person: bool) -> bool:
    """Whether a name of several words ends like that of a place, a law, a storm; what may be a surname is spared."""
    last = tokens[-1].lower
    return len(tokens) > 1 and _is_thing(tokens) and not (person and last in words("surname"))


def is_media_name(tokens: list[Token]) -> bool:
    """Whether a name of several words begins or ends like that of an agency or a paper ("Radio Nord")."""
    media = words("media_name")
    return len(tokens) > 1 and (tokens[0].lower in media or tokens[-1].lower in media)


def is_body_name(tokens: list[Token]) -> bool:
    """Whether a name ends like that of a body ("Services Administration"), so that no title makes a person of it."""
    return tokens[-1].lower in words("body_noun")


def is_personal(tokens: list[Token]) -> bool:
    """Whether the words may be a person's name: capitalised, few, no noun of bodies, places or offices."""
    if not 0 < len(tokens) < 5 or tokens[0].lower in SUFFIXES:
        return False
    capital = all(t.text[:1].isupper() or t.lower in words("particle") or t.text == "-" for t in tokens)
    return capital and not is_body_name(tokens) and not any(is_office(t) for t in tokens) and not _is_thing(tokens)


def _is_thing(tokens: list[Token]) -> bool:
    return tokens[-1].lower in words("place_noun") or tokens[-1].lower in words("thing_noun")

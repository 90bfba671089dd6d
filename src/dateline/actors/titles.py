"""Which words are titles and offices."""

from __future__ import annotations

from functools import cache

from dateline.actors.lexicon import rows, words
from dateline.language import Token


@cache
def offices() -> dict[str, tuple[str, str]]:
    """Sector and kind of each noun that names an office."""
    return {row[0]: (row[1], row[2]) for row in rows("offices")}


@cache
def short_titles() -> dict[str, tuple[str, str | None]]:
    """Full office and state of titles that are shortened or belong to one state."""
    told = ((row[0], row[1], row[2] if len(row) > 2 else "") for row in rows("titles"))
    return {title: (full, state if state and not state.endswith("?") else None) for title, full, state in told}


@cache
def abbreviations() -> dict[str, tuple[str, str | None]]:
    """Those of the short titles that are letters or end in a point ("gov.", "pm")."""
    return {short: full for short, full in short_titles().items() if short.endswith(".") or len(short) < 4}


@cache
def likely_states() -> dict[str, str]:
    """The state that is mostly meant by an office told without one."""
    return {row[1].lower(): row[2].rstrip("?") for row in rows("titles") if len(row) > 2 and row[2].endswith("?")}


@cache
def lacking() -> dict[str, frozenset[str]]:
    """By state the offices that it does not have."""
    return {row[0]: frozenset(row[1].split("|")) for row in rows("lacks")}


def singular(token: Token) -> str:
    """The token's lower-case singular."""
    word = token.lower
    if token.tag in ("NNS", "NNPS") or word.endswith("s"):
        if word.endswith("men"):
            return word[:-3] + "man"
        if word.endswith("ies") and len(word) > 4:
            return word[:-3] + "y"
        if word.endswith("s") and not word.endswith("ss"):
            return word[:-1]
    return word


def is_office(token: Token) -> bool:
    """Whether the token names an office, a rank or a role ("Minister", "spokesman")."""
    return token.lower in offices() or token.lower in short_titles() or singular(token) in offices()


def is_title(token: Token) -> bool:
    """Whether the token may stand before a name as part of a title."""
    return token.lower in words("honorific") or is_office(token)

"""One key for an office under all its titles: "Minister of External Affairs" and "foreign minister" are one."""

from __future__ import annotations

import re
from functools import cache

from dateline.actors.lexicon import words as actor_words
from dateline.actors.titles import offices, short_titles
from dateline.offices.lists import rows, words

DEPARTMENT = re.compile(r"(?:(.+) )?(minister|secretary)(?: (?:of|for|in charge of) (?:the )?(.+))?")
JOINED = re.compile(r"(?:, | and | & |, and )")
POINTED = re.compile(r"(?<=[a-z])\.")


@cache
def office_keys(title: str, country: str | None) -> tuple[str, ...]:
    """The offices that a title names, mostly one: `("foreign minister",)`; of "foreign and trade minister" both.

    `country` (ISO3) decides what differs between states: a secretary of state is foreign minister in one of them only.
    """
    said = _plain(title)
    known = _known(said, country)
    if known:
        return (known,)
    parts = said.split(" and ")
    if len(parts) > 1 and all(part.split()[-1:] and part.split()[-1] in words("noun") for part in parts):
        return tuple(dict.fromkeys(key for part in parts for key in office_keys(part, country)))
    return _ministries(said, country) or ((said,) if said else ())


def is_sole(key: str, of_state: bool) -> bool:
    """Whether one person at a time holds this office in a state (or, with `of_state` false, in a body)."""
    where = _chairs().get(key)
    if where is not None:
        return where in ("both", "state" if of_state else "body")
    first, _, rest = key.partition(" ")
    return of_state and rest.endswith("minister") and first not in words("under")


def sector_of(key: str) -> str:
    """PLOVER's sector of who holds the office, by its last noun; GOV for one that is not known."""
    last = key.split(" of ")[0].rsplit(" ", 1)[-1]
    if key in ("army chief", "military chief", "navy chief", "air force chief"):
        return "MIL"
    return offices().get(last, ("GOV", ""))[0]


def is_under(title: str) -> bool:
    """Whether the title is a deputy's or an assistant's."""
    return any(word in words("under") for word in _plain(title).split()[:-1])


def _plain(title: str) -> str:
    """A title in lower case and British spelling, without points, hyphens, articles and what tells its status."""
    spelling = _spelling()
    unsaid = actor_words("article") | actor_words("acting") | actor_words("former") | actor_words("incoming")
    unsaid |= {"own", "country's", "outgoing", "'s", "longtime", "veteran"}
    text = POINTED.sub("", title.casefold().replace("’", "'"))
    said = [spelling.get(word, word) for word in re.split(r"[\s]+|(?<=\w)-(?=\w)", text)]
    while said and (said[0] in unsaid or not said[0]):
        said.pop(0)
    said = [word for i, word in enumerate(said) if word and (word != "the" or i)]
    plain = " ".join(" ".join(said).split())
    short = short_titles().get(plain)
    return _plain(short[0]) if short and short[0].casefold() != title.casefold() and "." not in plain else plain


@cache
def _spelling() -> dict[str, str]:
    return dict(pair.split("=") for pair in words("spelling"))


@cache
def _chairs() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("chairs")}


@cache
def _titles() -> dict[str, list[tuple[str, bool, frozenset[str]]]]:
    """By title the offices that it may name: key, whether only in the states told (else: all but those), states."""
    found: dict[str, list[tuple[str, bool, frozenset[str]]]] = {}
    for row in rows("titles"):
        told = row[2] if len(row) > 2 else ""
        states = frozenset(told.removeprefix("!").split("|")) if told else frozenset()
        for title in row[1].split("|"):
            found.setdefault(title, []).append((row[0], bool(told) and not told.startswith("!"), states))
    return found


def _known(said: str, country: str | None) -> str | None:
    for key, only, states in _titles().get(said, ()):
        if (country in states) if only else (country not in states):
            return key
    return None


@cache
def _portfolios() -> dict[str, str]:
    return {name: row[0] for row in rows("portfolios") for name in row[1].split("|")}


def _ministries(said: str, country: str | None) -> tuple[str, ...]:
    """The departments of a minister: "minister of foreign affairs and trade" heads two."""
    told = DEPARTMENT.fullmatch(said)
    if told is None:
        return ()
    before, noun, after = told.groups()
    if noun == "secretary" and country not in words("secretary_states"):
        return ()
    lesser: list[str] = []
    left = (before or "").split()
    while left and left[0] in words("under"):
        lesser.append(left.pop(0))
    whole = after or " ".join(left)
    if not whole or (after and left):
        return ()
    portfolios = _portfolios()
    parts = [whole] if whole in portfolios else JOINED.split(whole)
    return tuple(dict.fromkeys(" ".join((*lesser, portfolios.get(part, part), "minister")) for part in parts if part))

"""Whether two events have the same participants."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.join.rules import MUTUAL, POINTS, STATE
from dateline.join.told import NAME, PERSON, Told

Keys = frozenset[str]
Agreement = tuple[float, str]


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of one event: its keys, its codes, and the codes of everyone in the report."""

    keys: Keys
    codes: Keys
    setting: Keys


def compare_sides(a: Told, b: Told) -> Agreement | None:
    """Points and reason; None where the events have other doers, or the sides are swapped."""
    if _joint(a, b):
        one, other = (_Side(told.actors | told.recipients, told.codes, told.setting) for told in (a, b))
        agreed = _compare(one, other)
        return None if agreed is None else (agreed, _names(a.codes & b.codes))
    actors = _compare(*(_Side(told.actors, told.actor_codes, told.setting) for told in (a, b)))
    if actors is None:
        return None
    recipients = _compare(*(_Side(told.recipients, told.recipient_codes, told.setting) for told in (a, b)))
    if recipients is None:
        recipients = POINTS["other_recipients"]
    return actors + recipients, _names((a.actor_codes & b.actor_codes) | (a.recipient_codes & b.recipient_codes))


def _joint(a: Told, b: Told) -> bool:
    """Whether the sides of at least one event are one: a mutual type, or a clash with both among its actors."""
    if a.type in MUTUAL and b.type in MUTUAL:
        return True
    return any(len(told.actor_codes) > 1 and not told.recipients for told in (a, b)) and len(a.codes & b.codes) > 1


def _compare(one: _Side, other: _Side) -> float | None:
    """Points of one side; None if both are known and have nothing in common."""
    if not one.keys and not other.keys:
        return 0.0
    shared = one.codes & other.codes
    names = _names_alike(one.keys, other.keys)
    if not shared:
        if names:
            return POINTS["same_name"]
        return None if _known(one.codes, other.codes) else _unknown(one, other)
    points = POINTS["same_code"] * len(shared) / len(one.codes | other.codes) ** 0.5
    if names is not None:
        points += POINTS["same_person"] if names else POINTS["other_person"]
    return points + (POINTS["other_sector"] if _crowd_and_state(one.keys, other.keys, shared) else 0.0)


def _unknown(one: _Side, other: _Side) -> float:
    """One report leaves the side open: does it speak of those whom the other names?"""
    open_side, told = (other, one) if one.codes else (one, other)
    if not told.codes or not open_side.setting:
        return POINTS["unknown_side"]
    share = len(told.codes & open_side.setting) / len(told.codes)
    return POINTS["in_setting"] * share + POINTS["not_in_setting"] * (1 - share)


def _known(one: Keys, other: Keys) -> bool:
    """Whether both sides are told so well that nothing in common means others: states, or named bodies on both."""
    if not one or not other:
        return False
    return {code.startswith(NAME) for code in one} == {code.startswith(NAME) for code in other}


def _names_alike(one: Keys, other: Keys) -> bool | None:
    """Whether one name, or a part of it ("Ishida", "Naoto Ishida"), stands on both sides; None where one has no persons."""
    mine, theirs = _named(one), _named(other)
    if any(a <= b or b <= a for _, a in mine for _, b in theirs):
        return True
    persons = all(any(person for person, _ in names) for names in (mine, theirs))
    return False if persons else None


def _named(keys: Keys) -> list[tuple[bool, set[str]]]:
    """The names of a side: whether it is a person's, and its parts."""
    named = (key.partition(":") for key in keys if key.startswith((NAME, PERSON)))
    return [(f"{kind}:" == PERSON, set(name.split())) for kind, _, name in named if name]


def _crowd_and_state(one: Keys, other: Keys, shared: Keys) -> bool:
    """Whether one report names a state's organs and the other its crowds, parties or firms, all of one country."""
    return len(shared) == 1 and {True, False} == {_of_state(one, shared), _of_state(other, shared)}


def _of_state(keys: Keys, codes: Keys) -> bool:
    """Whether a side has the state itself or a part of it."""
    return any(
        (parts := key.split(" "))[0] in codes and (len(parts) == 1 or parts[1] in STATE)
        for key in keys
        if ":" not in key
    )


def _names(shared: Keys) -> str:
    """Whom both name, in words."""
    return "both name " + ", ".join(sorted(code.partition(":")[2] or code for code in shared)) if shared else ""

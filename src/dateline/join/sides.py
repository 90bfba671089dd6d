"""Whether two events have the same participants."""

from __future__ import annotations

from dateline.join.rules import MUTUAL, POINTS, STATE
from dateline.join.told import NAME, PERSON, Told

Keys = frozenset[str]
Agreement = tuple[float, str]


def compare_sides(a: Told, b: Told) -> Agreement | None:
    """Points and reason; None where the events have other doers, or the sides are swapped."""
    if _joint(a, b):
        agreed = _side(a.actors | a.recipients, b.actors | b.recipients, a.codes, b.codes)
        return None if agreed is None else (agreed, _names(a.codes & b.codes, a, b))
    actors = _side(a.actors, b.actors, a.actor_codes, b.actor_codes)
    if actors is None:
        return None
    recipients = _side(a.recipients, b.recipients, a.recipient_codes, b.recipient_codes)
    if recipients is None:
        recipients = POINTS["other_recipients"]
    shared = (a.actor_codes & b.actor_codes) | (a.recipient_codes & b.recipient_codes)
    return actors + recipients, _names(shared, a, b)


def _joint(a: Told, b: Told) -> bool:
    """Whether the sides of at least one event are one: a mutual type, or a clash with both among its actors."""
    if a.type in MUTUAL and b.type in MUTUAL:
        return True
    return any(len(told.actor_codes) > 1 and not told.recipients for told in (a, b)) and len(a.codes & b.codes) > 1


def _side(one: Keys, other: Keys, one_codes: Keys, other_codes: Keys) -> float | None:
    """Points of one side; None if both are known and have nothing in common."""
    if not one or not other:
        return POINTS["unknown_side"] if one or other else 0.0
    shared = one_codes & other_codes
    names = _names_alike(one, other)
    if not shared:
        if names:
            return POINTS["same_name"]
        return None if _known(one_codes, other_codes) else POINTS["unknown_side"]
    points = POINTS["same_code"] * len(shared) / len(one_codes | other_codes) ** 0.5
    if names is not None:
        points += POINTS["same_person"] if names else POINTS["other_person"]
    return points + (POINTS["other_sector"] if _crowd_and_state(one, other, shared) else 0.0)


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
    named = (key.partition(":") for key in keys if ":" in key)
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


def _names(shared: Keys, a: Told, b: Told) -> str:
    """Whom both name, in words."""
    if not shared:
        return ""
    told = ", ".join(sorted(code.partition(":")[2] or code for code in shared))
    return f"both name {told}"

"""Whether two events have the same participants."""

from __future__ import annotations

import math

from dateline.join.rules import MUTUAL, POINTS, STATE
from dateline.join.told import NAME, PERSON, Told

Keys = frozenset[str]
Agreement = tuple[float, Keys]


class Side:
    """One side of one event: its keys, its codes, the codes of everyone in the report, and its names and states."""

    __slots__ = ("codes", "crowds", "keys", "names", "persons", "setting", "states")

    def __init__(self, keys: Keys, codes: Keys, setting: Keys) -> None:
        self.keys, self.codes, self.setting = keys, codes, setting
        named = [key.partition(":") for key in sorted(keys) if key.startswith((NAME, PERSON))]
        self.names = [set(name.split()) for _, _, name in named if name]
        self.persons = any(f"{kind}:" == PERSON for kind, _, _ in named)
        parts = [key.split(" ") for key in keys if ":" not in key]
        self.states = {part[0] for part in parts if len(part) == 1 or part[1] in STATE}
        self.crowds = {part[0] for part in parts} - self.states


class Sides:
    """The sides of one event, and both as one."""

    __slots__ = ("actors", "both", "recipients", "told")

    def __init__(self, told: Told) -> None:
        self.told = told
        self.actors = Side(told.actors, told.actor_codes, told.setting)
        self.recipients = Side(told.recipients, told.recipient_codes, told.setting)
        self.both = Side(told.actors | told.recipients, told.codes, told.setting)


def compare_sides(a: Sides, b: Sides) -> Agreement | None:
    """Points and the codes in common; None where the events have other doers, or the sides are swapped."""
    if _joint(a, b):
        agreed = _compare(a.both, b.both)
        return None if agreed is None else (agreed, a.both.codes & b.both.codes)
    actors = _compare(a.actors, b.actors)
    if actors is None:
        return None
    recipients = _compare(a.recipients, b.recipients)
    if recipients is None:
        recipients = POINTS["other_recipients"]
    return actors + recipients, (a.actors.codes & b.actors.codes) | (a.recipients.codes & b.recipients.codes)


def _joint(a: Sides, b: Sides) -> bool:
    """Whether the sides of at least one event are one: a mutual type, or a clash with both among its actors."""
    if a.told.type in MUTUAL and b.told.type in MUTUAL:
        return True
    if not any(len(sides.actors.codes) > 1 and not sides.recipients.keys for sides in (a, b)):
        return False
    return len(a.both.codes & b.both.codes) > 1


def _compare(one: Side, other: Side) -> float | None:
    """Points of one side; None if both are known and have nothing in common."""
    if not one.keys and not other.keys:
        return 0.0
    shared = one.codes & other.codes
    alike = _names_alike(one, other)
    if not shared:
        if alike:
            return POINTS["same_name"]
        return None if _known(one.codes, other.codes) else _unknown(one, other)
    points = POINTS["same_code"] * len(shared) / math.sqrt(len(one.codes | other.codes))
    if alike is not None:
        points += POINTS["same_person"] if alike else POINTS["other_person"]
    return points + (POINTS["other_sector"] if _crowd_and_state(one, other, shared) else 0.0)


def _unknown(one: Side, other: Side) -> float:
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


def _names_alike(one: Side, other: Side) -> bool | None:
    """Whether one name or a part of it ("Ishida") stands on both sides; None where one has no persons."""
    if any(a <= b or b <= a for a in one.names for b in other.names):
        return True
    return False if one.persons and other.persons else None


def _crowd_and_state(one: Side, other: Side, shared: Keys) -> bool:
    """Whether one report names a state's organs and the other its crowds, parties or firms, all of one country."""
    if len(shared) != 1:
        return False
    return (shared <= one.states and shared <= other.crowds) or (shared <= other.states and shared <= one.crowds)

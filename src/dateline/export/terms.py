"""An act in the terms of PLOVER and CAMEO: future acts folded; what has no place there left out, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import permutations, product

from dateline.errors import InputError, UsageError
from dateline.export.coded import Coded, Party
from dateline.ontology import CAMEO, Plover, cameo_of, fold_future, plover_of
from dateline.store.dyads import MUTUAL


class LeftOut(Exception):
    """An event that a format has no place for; its text says why, as the export's log counts it."""


@dataclass(frozen=True, slots=True)
class Act:
    """An act that happened in PLOVER's own terms, and the day that other people's single date column holds."""

    coded: Coded
    type: str
    mode: str | None
    day: date

    @property
    def cameo(self) -> str:
        """The CAMEO code that stands for type and mode."""
        return cameo_of(self.type, self.mode)


def act_of(coded: Coded) -> Act:
    """An event in PLOVER's terms: a planned visit is an agreement of the day on which it is told.

    Raises `LeftOut` for possible, denied and unfoldable planned acts, and for what has neither type nor day.
    """
    if coded.type is None:
        raise LeftOut("no PLOVER type")
    folded = fold_future(coded.type, coded.status)
    if folded is None:
        raise LeftOut(coded.status)
    if coded.status == "planned":
        # A mode belongs to its type; PLOVER tells no mode of what is yet to come.
        return Act(replace(coded, when=None), folded, None, _day(coded.story.date))
    return Act(coded, folded, coded.mode, _day(coded.when.start if coded.when else None))


def _day(day: date | None) -> date:
    if day is None:
        raise LeftOut("no date")
    return day


def dyads(coded: Coded, *, twice: bool) -> Iterator[tuple[Party | None, Party | None]]:
    """Who did it to whom, one pair for each actor and recipient; None where nobody is told.

    Of those who did a thing to each other (`MUTUAL`) each stands with each: in both directions if `twice`, else in the
    order told. Who acted side by side stands alone.
    """
    if coded.type in MUTUAL and len(coded.actors) > 1 and not coded.recipients:
        pairs = permutations(range(len(coded.actors)), 2)
        yield from ((coded.actors[a], coded.actors[b]) for a, b in pairs if twice or a < b)
    else:
        yield from product(coded.actors or (None,), coded.recipients or (None,))


def told_by(code: str) -> Plover | None:
    """What a CAMEO code says in PLOVER; spreadsheets drop its first zero. Raises `InputError` for no code."""
    padded = code if code in CAMEO else f"0{code}"
    try:
        return plover_of(padded)
    except UsageError as error:
        raise InputError(str(error)) from None

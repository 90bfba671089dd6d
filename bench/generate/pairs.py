"""The table of dyads: `store/dyads.py`'s rules, for all events of a month at once (tests compare the two)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bench.generate.acts import ALONE, DIRECTED, SUFFERED, TOGETHER
from bench.generate.columns import Ints, chosen, lists, table, where
from bench.generate.month import Month
from bench.generate.world import SECTORS
from dateline.store.schema import UNDATED

DIRECTIONS: Final = ("ab", "ba", "mutual", "alone")
AB, BA, MUTUAL, BY_ITSELF = range(len(DIRECTIONS))

# By form: the slots of both sides, and the direction; None where the codes tell it.
ROWS: Final = (
    *((DIRECTED, doer, recipient, None) for doer in (0, 2) for recipient in (1, 3)),
    *((TOGETHER, one, other, MUTUAL) for one, other in ((0, 1), (0, 2), (1, 2))),
    *((ALONE, doer, None, BY_ITSELF) for doer in (0, 2)),
    (SUFFERED, 0, None, BA),
)
NAMES: Final = sorted({sector for sector in SECTORS if sector})
NUMBERS: Final = np.array([NAMES.index(sector) if sector else -1 for sector in SECTORS])


def dyads(month: Month, joins: dict[str, Any]) -> pa.Table:
    """The rows of a month's events; `joins` has the columns `act`, `main` and `reports`, one element an event."""
    acts, act = month.telling.acts, month.telling.act
    event, a, b, direction = (
        np.concatenate(parts) for parts in zip(*_sides(acts.code[act], acts.form[act]), strict=True)
    )
    code, sectors = acts.code[act], sectors_of(acts.code[act], acts.role[act])
    taken = pa.array(event)
    names = [chosen(month.world.codes, np.where(side < 0, -1, code[event, side])) for side in (a, b)]
    second = pc.fill_null(names[1], "")
    told = {name: column.take(taken) for name, column in month.kind.items()}
    killed = acts.killed[act][event]
    return table(
        "dyads",
        len(event),
        dyad=pc.binary_join_element_wise(names[0], second, "-"),
        month=pc.fill_null(pc.strftime(told["start"], "%Y-%m"), UNDATED),
        event=month.event.take(taken),
        document=month.of(month.telling.document[event]),
        **{
            name: pa.array(column).take(taken) if name != "act" else column.take(taken)
            for name, column in joins.items()
        },
        a=names[0],
        b=second,
        direction=chosen(DIRECTIONS, direction),
        a_sectors=of_side(sectors, event, a),
        b_sectors=of_side(sectors, event, b),
        killed=where(killed > 0, pa.array(killed.astype(float))),
        **told,
    )


def _sides(code: Ints, form: Ints) -> Iterator[tuple[Ints, Ints, Ints, Ints]]:
    """Events, the slots of a and b (-1 for nobody), and directions; codes are numbered in order of the alphabet."""
    for wanted, one, other, direction in ROWS:
        there = (form == wanted) & (code[:, one] >= 0)
        if other is None:
            event = np.flatnonzero(there)
            yield event, np.full_like(event, one), np.full_like(event, -1), np.full_like(event, direction or 0)
            continue
        there &= code[:, other] >= 0
        if (one, other) == (1, 2):
            # Two of one country and a third are one pair with it.
            there &= code[:, 0] != code[:, 1]
        event = np.flatnonzero(there)
        turned = code[event, one] > code[event, other]
        a, b = np.where(turned, other, one), np.where(turned, one, other)
        yield event, a, b, np.where(turned, BA, AB) if direction is None else np.full_like(event, direction)


def sectors_of(code: Ints, role: Ints) -> Ints:
    """(events, 4, 2): the sectors of all participants that have a slot's code, in order; -1 for none."""
    own = NUMBERS[role]
    found = np.stack([own, np.full_like(own, -1)], axis=2)
    # Only the first two can be of one code.
    same = (code[:, 0] == code[:, 1]) & (code[:, 0] >= 0)
    both = np.sort(own[same, :2], axis=1)
    both[both[:, 0] == both[:, 1], 0] = -1
    found[same, 0] = found[same, 1] = both
    return found


def of_side(sectors: Ints, event: Ints, slot: Ints) -> Any:
    """Lists of the sectors of a slot's code."""
    numbers = np.where(slot[:, None] < 0, -1, sectors[event, slot])
    there = numbers >= 0
    return lists(chosen(NAMES, numbers[there]), there.sum(axis=1))

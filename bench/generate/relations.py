"""The table of relations: `store/relations.py`'s rules, for all records of a month at once (tests compare the two)."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bench.generate.behind import Behind
from bench.generate.columns import Ints, Truths, chosen, lists, table
from bench.generate.month import ORIGIN, Month
from bench.generate.pairs import AB, BA, BY_ITSELF, DIRECTIONS, MUTUAL, of_side, sectors_of

SHARED: Final = (
    "dyad", "month", "a", "b", "direction", "a_sectors", "b_sectors", "origin", "document", "start", "end",
    "granularity", "type", "mode", "status", "focus", "quad", "score", "reports", "confidence",
)  # fmt: skip
"""Columns that an act takes from its row of `dyads`."""
OWN: Final = ("place", "place_country", "words")


def relations(
    month: Month, told: dict[str, pa.Table], marks: dict[str, Truths], derived: dict[str, pa.Table], copied: Ints
) -> pa.Table:
    """The rows of a month's acts and words: `told` and `derived` are its tables, `marks` whose events have which."""
    behind = Behind.documents(month, told["documents"], copied)
    acts = _acts(month, told, derived, Behind.acts(month, told["documents"], copied))
    statements = _statements(month, told["statements"], np.flatnonzero(marks["statements"]), behind)
    return pa.concat_tables([acts, statements, _agreements(month, told["agreements"], marks["agreements"], behind)])


def _acts(month: Month, told: dict[str, pa.Table], derived: dict[str, pa.Table], behind: Behind) -> pa.Table:
    telling = month.telling
    seen = derived["dyads"].filter(derived["dyads"]["main"])
    event = np.asarray(pc.index_in(seen["event"].combine_chunks(), month.event))
    act, slot = telling.act[event], month.cast.slot[event]
    own = told["events"].select(OWN).take(pa.array(event))
    return table(
        "relations",
        len(event),
        **{name: seen[name].combine_chunks() for name in SHARED},
        **{name: own[name].combine_chunks() for name in OWN},
        **_side(month, "actor", np.where(telling.acts.doers[act], slot, -1)),
        **_side(month, "recipient", np.where(telling.acts.recipients[act], slot, -1)),
        **behind.of(act),
        kind="event",
        id=seen["act"].combine_chunks(),
        record=seen["event"].combine_chunks(),
    )


def _statements(month: Month, rows: pa.Table, event: Ints, behind: Behind) -> pa.Table:
    slot = month.cast.slot[event]
    sides = np.column_stack([month.cast.speaker[event], np.where(slot[:, 1] >= 0, slot[:, 1], slot[:, 0])])
    code = _codes(month, sides)
    # Whose code nobody knows is no side of a pair.
    unknown = code[:, 0] < 0
    turned = unknown | (code[:, 0] > code[:, 1])
    a, b = np.where(turned, 1, 0), np.where(unknown, -1, np.where(turned, 0, 1))
    pairs = (np.arange(len(event)), a, b, np.where(turned, BA, AB))
    told = {**_side(month, "actor", sides[:, :1]), **_side(month, "recipient", sides[:, 1:])}
    return _in_words(month, "statement", rows, event, behind, sides, pairs, told)


def _agreements(month: Month, rows: pa.Table, agrees: Truths, behind: Behind) -> pa.Table:
    event = np.flatnonzero(agrees)
    acts, act = month.telling.acts, month.telling.act[event]
    sides = np.where(acts.doers[act] | acts.recipients[act], month.cast.slot[event], -1)
    code = _codes(month, sides)
    found = [_together(code, one, other) for one in range(3) for other in range(one + 1, 4)]
    alone = np.flatnonzero((code >= 0).sum(axis=1) == 1)
    found.append((alone, np.argmax(code[alone] >= 0, axis=1), np.full_like(alone, -1), np.full_like(alone, BY_ITSELF)))
    row, a, b, direction = (np.concatenate(parts) for parts in zip(*found, strict=True))
    told = {name: rows[name].combine_chunks() for name in ("name", "stage", "start", "end", "granularity")}
    told |= _side(month, "actor", sides)
    return _in_words(month, "agreement", rows, event, behind, sides, (row, a, b, direction), told)


def _together(code: Ints, one: int, other: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Rows with a party in both slots, the slots of a and b, and the direction."""
    there = (code[:, one] >= 0) & (code[:, other] >= 0)
    if one == 1:
        # Two of one country and a third are one pair with it.
        there &= code[:, 0] != code[:, 1]
    row = np.flatnonzero(there)
    turned = code[row, one] > code[row, other]
    return row, np.where(turned, other, one), np.where(turned, one, other), np.full_like(row, MUTUAL)


def _in_words(
    month: Month,
    kind: str,
    rows: pa.Table,
    event: Ints,
    behind: Behind,
    sides: Ints,
    pairs: tuple[Ints, Ints, Ints, Ints],
    told: dict[str, Any],
) -> pa.Table:
    """What is told in words: `rows` of its table, one for each of some events, in `pairs` of the slots of `sides`."""
    row, a, b, direction = pairs
    code, role = _codes(month, sides), month.cast.role[sides]
    names = [chosen(month.world.codes, np.where(side < 0, -1, code[row, side])) for side in (a, b)]
    second = pc.fill_null(names[1], "")
    reports = behind.of(month.telling.document[event])
    day = reports["reported"]
    own = told.pop("start", pa.nulls(len(event), pa.date32())).cast(pa.date32())
    own_end, own_granularity = (told.pop(name, pa.nulls(len(event), type)) for name, type in ENDS)
    times = {
        "start": pc.coalesce(own, day),
        "end": pc.if_else(pc.is_valid(own), own_end, day),
        "granularity": pc.if_else(pc.is_valid(own), own_granularity, "day"),
    }
    of_row = {
        **{name: rows[name].combine_chunks() for name in ("document", "id", "words", "confidence")},
        **told,
        **reports,
        **times,
        "record": rows["id"].combine_chunks(),
        "reports": pc.list_value_length(reports["documents"]),
        "month": pc.strftime(day, "%Y-%m"),
    }
    sectors = sectors_of(code, role)
    taken = pa.array(row)
    return table(
        "relations",
        len(row),
        **{name: column.take(taken) for name, column in of_row.items()},
        dyad=pc.binary_join_element_wise(names[0], second, "-"),
        a=names[0],
        b=second,
        direction=chosen(DIRECTIONS, direction),
        a_sectors=of_side(sectors, row, a),
        b_sectors=of_side(sectors, row, b),
        origin=ORIGIN,
        kind=kind,
    )


ENDS: Final = (("end", pa.date32()), ("granularity", pa.string()))


def _codes(month: Month, sides: Ints) -> Ints:
    """The code of each actor, -1 for nobody and for those who belong nowhere."""
    code = np.where(sides < 0, -1, month.cast.code[sides])
    return np.where(code == len(month.world.codes), -1, code)


def _side(month: Month, name: str, side: Ints) -> dict[str, Any]:
    """Names of the actors of a side (rows, slots), and their codes, each once."""
    there = side >= 0
    code = _codes(month, side)
    for slot in range(1, side.shape[1]):
        code[(code[:, :slot] == code[:, slot, None]).any(axis=1), slot] = -1
    known = code >= 0
    return {
        f"{name}s": lists(month.cast.names(side[there]), there.sum(axis=1)),
        f"{name}_codes": lists(chosen(month.world.codes, code[known]), known.sum(axis=1)),
    }

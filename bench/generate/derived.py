"""What settling would find in a month: who the open actors are, which events are one act, what became of plans."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bench.generate.acts import KINDS, STATUSES
from bench.generate.columns import Floats, Ints, among, chosen, lists, table
from bench.generate.month import Month
from bench.generate.pairs import dyads
from bench.generate.world import OFFICES
from dateline.store.derived import ORDER

FOLLOWED = 0.4
"""Share of the plans and threats between two that act in this month as well, of which is told what became of them."""
OUTCOMES = ("kept", "moved", "cancelled", "broken", "withdrawn")
OUTCOME_SHARES = (6, 1, 1, 1, 1)
REASONS = ("the same day or the next", "the same participants")
HAPPENED, PLANNED = (list(STATUSES).index(status) for status in ("happened", "planned"))
THREAT = KINDS.index("THREATEN")


def derived_tables(rng: np.random.Generator, month: Month, copied: Ints) -> dict[str, pa.Table]:
    """The derived tables of a month; `copied` are the documents that stand for a near-duplicate, once for each.

    The dyads are of all months that the events lie in, and in no order yet.
    """
    telling = month.telling
    weight = 1 + np.bincount(copied, minlength=len(month.document))
    reports = np.bincount(telling.act, weights=weight[telling.document]).astype(np.int64)
    main = np.zeros(len(telling.act), bool)
    main[_best(month, -telling.confidence)] = True
    act = _acts(month)
    joins = {"act": act.take(pa.array(telling.act)), "main": main, "reports": reports[telling.act]}
    tables = {
        "resolutions": _resolutions(month),
        "joins": _joins(month, joins),
        "outcomes": _outcomes(rng, month, act),
    }
    return {**{name: in_order(name, rows) for name, rows in tables.items()}, "dyads": dyads(month, joins)}


def in_order(name: str, rows: pa.Table) -> pa.Table:
    """The rows of a derived table as settling sorts them."""
    return rows.sort_by([(column, "ascending") for column in ORDER[name]])


def _best(month: Month, by: Floats) -> Ints:
    """The event of each act with the lowest value; of equals that of the earliest report."""
    telling = month.telling
    document = np.asarray(month.document.cast(pa.binary(16))).astype("S16")[telling.document]
    order = np.lexsort((document, telling.reported[telling.document], by, telling.act))
    return order[np.unique(telling.act[order], return_index=True)[1]]


def _acts(month: Month) -> Any:
    """The id of each act: that of its earliest event."""
    earliest = month.event.take(pa.array(_best(month, np.zeros(len(month.telling.act)))))
    return pc.binary_join_element_wise("act", pc.utf8_slice_codeunits(earliest, len("ev")), "")


def _joins(month: Month, joins: dict[str, Any]) -> pa.Table:
    telling = month.telling
    count = len(telling.act)
    several = (telling.acts.reports > 1)[telling.act]
    return table(
        "joins",
        count,
        event=month.event,
        document=month.of(telling.document),
        month=month.name,
        **joins,
        joined_by="rule",
        reasons=lists(pa.array(REASONS * int(several.sum()), pa.string()), len(REASONS) * several),
    )


def _resolutions(month: Month) -> pa.Table:
    cast, world = month.cast, month.world
    open = cast.open
    code, role = cast.code[open], cast.role[open]
    is_body = world.is_body[code] > 0
    name = cast.name.filter(pa.array(open))
    return table(
        "resolutions",
        int(open.sum()),
        actor=cast.id.filter(pa.array(open)),
        document=month.of(cast.document[open]),
        month=month.name,
        person=pc.utf8_lower(name),
        name=name,
        country=chosen(world.codes, np.where(is_body, -1, code)),
        base=chosen(world.codes, np.where(is_body, code, -1)),
        office=chosen(OFFICES, role),
        reasons=lists(pa.repeat("its tenure in other reports", len(code)), np.ones(len(code), np.int64)),
    )


def _outcomes(rng: np.random.Generator, month: Month, act: Any) -> pa.Table:
    """What became of some plans and threats: an act that happened between the same two."""
    acts, codes = month.telling.acts, len(month.world.codes)
    pair = (acts.code[:, 0] + 1) * (codes + 1) + acts.code[:, 1] + 1
    happened = np.flatnonzero(acts.status == HAPPENED)
    happened = happened[np.argsort(pair[happened], kind="stable")]
    plans = np.flatnonzero((acts.status == PLANNED) | ((acts.type == THREAT) & (acts.status == HAPPENED)))
    place = np.searchsorted(pair[happened], pair[plans]).clip(max=len(happened) - 1)
    found = happened[place]
    known = (pair[found] == pair[plans]) & (found != plans) & (rng.random(len(plans)) < FOLLOWED)
    plans, found = plans[known], found[known]
    return table(
        "outcomes",
        len(plans),
        plan=act.take(pa.array(plans)),
        month=month.name,
        outcome=chosen(OUTCOMES, among(OUTCOME_SHARES, rng.random(len(plans)))),
        act=act.take(pa.array(found)),
        day=acts.start[found],
        reasons=lists(pa.repeat(REASONS[1], len(plans)), np.ones(len(plans), np.int64)),
    )

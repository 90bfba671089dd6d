"""A month of acts, and which documents tell of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.generate.columns import Days, Floats, Ints, Truths, among, within
from bench.generate.world import ROLES, World
from dateline.ontology import TYPES
from dateline.store.dyads import MUTUAL

# Shares in a hundred, or nearly: round numbers of our own.
TYPE_SHARES = {
    "CONSULT": 22, "ASSAULT": 14, "ACCUSE": 13, "SUPPORT": 9, "AGREE": 8, "COOPERATE": 6, "PROTEST": 6, "REQUEST": 5,
    "COERCE": 5, "THREATEN": 4, "AID": 3, "REJECT": 3, "MOBILIZE": 3, "SANCTION": 3, "CONCEDE": 2, "RETREAT": 2,
}  # fmt: skip
KINDS = tuple(TYPE_SHARES)
MODE_SHARE = 0.5
STATUSES = {"happened": 78, "planned": 13, "possible": 5, "denied": 4}
GRANULARITIES = {"day": 72, "week": 3, "month": 8, "year": 5}
UNTIMED = 0.12
BACKGROUND = 0.2
REPORTS = (80, 10, 4, 3, 2, 1)
"""Of a hundred acts, those told in 1, 2, … reports."""
ROLE_SHARES = (40, 25, 8, 7, 5, 5, 5, 5)
SECOND_DOER, SECOND_RECIPIENT, DOMESTIC = 0.15, 0.08, 0.2
EVENTS_A_DOCUMENT = 3.5

DIRECTED, TOGETHER, ALONE, SUFFERED = range(4)
"""Who takes part: the first slot acts on the second; both act on each other; the first acts on nobody; nobody on it."""
FORMS = {True: (45, 35, 15, 5), False: (72, 0, 22, 6)}
"""Shares of the forms by whether the type is mutual."""
DOERS = np.array([[1, 0, 1, 0], [1, 1, 1, 0], [1, 0, 1, 0], [0, 0, 0, 0]], bool)
RECIPIENTS = np.array([[0, 1, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0], [1, 0, 0, 0]], bool)
"""By form, which of the four slots do it, and to which it is done."""


@dataclass(frozen=True, slots=True)
class Acts:
    """Acts of a month. `code` and `role` are (acts, 4): who takes part in each slot; a code of -1 is an empty one.

    `mode` is a place in the type's modes, or -1; `granularity` -1 is an act without a time. `reported` is the day of
    the first report.
    """

    form: Ints
    code: Ints
    role: Ints
    type: Ints
    mode: Ints
    status: Ints
    background: Truths
    granularity: Ints
    start: Days
    end: Days
    reported: Days
    reports: Ints
    killed: Ints

    @property
    def doers(self) -> Truths:
        """(acts, 4): the slots of those who did it."""
        return DOERS[self.form] & (self.code >= 0)

    @property
    def recipients(self) -> Truths:
        """(acts, 4): the slots of those to whom it was done."""
        return RECIPIENTS[self.form] & (self.code >= 0)


@dataclass(frozen=True, slots=True)
class Telling:
    """The events of a month, in the order of their documents: which act each tells of, and in which document."""

    acts: Acts
    act: Ints
    document: Ints
    confidence: Floats
    reported: Days
    """Of each document."""


def tell(world: World, rng: np.random.Generator, month: np.datetime64, events: int) -> Telling:
    """So many events of a month."""
    acts = _acts(world, rng, month, events)
    act = np.repeat(np.arange(len(acts.form)), acts.reports)
    layer = within(act)
    last = (month + 1).astype("datetime64[D]") - 1
    day = np.minimum(acts.reported[act] + rng.integers(0, 2, events) * layer, last)
    # Neighbours in this order share a document: those of a day and of the same states. An act's reports are apart.
    order = np.lexsort((acts.code[act, 1], acts.code[act, 0], day, layer))
    act, layer, day = act[order], layer[order], day[order]
    begins = rng.random(events) < 1 / EVENTS_A_DOCUMENT
    begins[0] = True
    begins[1:] |= (day[1:] != day[:-1]) | (layer[1:] != layer[:-1])
    document = np.cumsum(begins) - 1
    return Telling(acts, act, document, np.round(rng.beta(6, 2, events), 3), day[begins])


def _acts(world: World, rng: np.random.Generator, month: np.datetime64, events: int) -> Acts:
    reports = _reports(rng, events)
    n = len(reports)
    type = among(TYPE_SHARES.values(), rng.random(n))
    mutual = np.array([kind in MUTUAL for kind in KINDS])[type]
    draws = rng.random(n)
    form = np.where(mutual, among(FORMS[True], draws), among(FORMS[False], draws))
    code, role = _sides(world, rng, form, mutual)
    status = among(STATUSES.values(), rng.random(n))
    background = (status == 0) & (rng.random(n) < BACKGROUND)
    first = month.astype("datetime64[D]")
    days = ((month + 1).astype("datetime64[D]") - first).astype(int)
    reported = first + rng.integers(0, days, n)
    granularity = among(GRANULARITIES.values(), rng.random(n))
    granularity[rng.random(n) < UNTIMED] = -1
    start, end = _times(rng, reported, granularity, status, background)
    modes = np.array([len(TYPES[kind].modes) for kind in KINDS])[type]
    mode = np.where((modes > 0) & (rng.random(n) < MODE_SHARE), (rng.random(n) * modes).astype(np.int64), -1)
    violent = np.isin(type, [KINDS.index("ASSAULT"), KINDS.index("COERCE")]) & (status == 0) & (rng.random(n) < 0.4)
    killed = np.where(violent, rng.zipf(1.8, n).clip(max=400), 0)
    return Acts(
        form, code, role, type, mode, status, background, granularity, start, end, reported, reports, killed
    )  # fmt: skip


def _reports(rng: np.random.Generator, events: int) -> Ints:
    """How many reports tell of each act; in all, as many as there are to be events."""
    drawn = 1 + among(REPORTS, rng.random(events))
    until = np.cumsum(drawn)
    acts = int(np.searchsorted(until, events)) + 1
    drawn[acts - 1] -= until[acts - 1] - events
    return drawn[:acts]


def _sides(world: World, rng: np.random.Generator, form: Ints, mutual: Truths) -> tuple[Ints, Ints]:
    n = len(form)
    a, b = world.pairs_for(rng.random(n))
    b = np.where(rng.random(n) < DOMESTIC, a, b)
    c, d = world.codes_for(rng.random(n)), world.codes_for(rng.random(n))
    c = np.where((rng.random(n) < SECOND_DOER) & (c != a) & (c != b), c, -1)
    d = np.where((rng.random(n) < SECOND_RECIPIENT) & (d != a) & (d != b) & (d != c), d, -1)
    code = np.stack([a, b, c, d], axis=1)
    code[~(DOERS | RECIPIENTS)[form]] = -1
    # Two who do what takes two are not alone.
    code[(form == ALONE) & mutual, 2] = -1
    role = among(ROLE_SHARES, rng.random((n, 4)))
    # Two of one country are two participants.
    role[:, 1] = np.where((a == b) & (role[:, 0] == role[:, 1]), (role[:, 0] + 1) % ROLES, role[:, 1])
    return code, role


def _times(
    rng: np.random.Generator, reported: Days, granularity: Ints, status: Ints, background: Truths
) -> tuple[Days, Days]:
    """First and last days: lately, ahead for what has not happened, for background long ago; NaT where untimed."""
    n = len(reported)
    shift = -rng.integers(0, 3, n)
    shift = np.where(background, -rng.geometric(1 / 400, n).clip(max=20_000), shift)
    shift = np.where(np.isin(status, [1, 2]), rng.geometric(1 / 30, n).clip(max=900), shift)
    day = reported + shift
    month, year = day.astype("datetime64[M]"), day.astype("datetime64[Y]")
    start, end = day.copy(), day.copy()
    for place, (first, last) in enumerate(
        [(day, day), (day, day + 6), (_day(month), _day(month + 1) - 1), (_day(year), _day(year + 1) - 1)]
    ):
        start = np.where(granularity == place, first, start)
        end = np.where(granularity == place, last, end)
    nothing = np.datetime64("NaT")
    return np.where(granularity < 0, nothing, start), np.where(granularity < 0, nothing, end)


def _day(period: Days) -> Days:
    return period.astype("datetime64[D]")

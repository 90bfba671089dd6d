"""What became of plans, promises and threats: the later act that kept, moved, cancelled, broke or withdrew each."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from dateline.join.acts import Act
from dateline.join.rules import ABOUT, ALIKE, FOLLOWS, Follows
from dateline.join.words import Rarity, content, likeness, terms

# What likeness of words, agreement of participants and nearness in time count against one another: participants decide
# between acts with like words, words between acts of the same participants, time between what is left.
WORDS, SIDES, WEEKS = 3.0, 1.0, 0.25
# The share of participants that agree, where one report leaves them open.
OPEN = 0.3
# … and the least likeness of words that must make up for it.
LIKE_OPEN = 0.1
SAME = "same"
# A day told from another time zone, or the report's own day for the day before.
SLACK = timedelta(days=1)
# Words told in a reason.
SHOWN = 4
# How long after a planned day a report may tell without a day that it was kept.
UNDATED = 30


_ABOUT = {name: content(words) for name, words in ABOUT.items()}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a plan: `plan` and `act` are act ids, `day` the first day of that act, if known."""

    plan: str
    outcome: str
    act: str
    day: date | None
    reasons: tuple[str, ...]


def find_outcomes(acts: Iterable[Act], plans: Container[str] | None = None) -> list[Outcome]:
    """The best outcome of each plan, promise and threat that has one, in order of the plans' ids.

    `plans` are the acts (ids) to be looked at; else all are.
    A plan whose day is past without any such act has none: that nothing is known of it is for the reader to conclude.
    """
    known = sorted((_Known(act) for act in acts), key=lambda known: known.act.id)
    rarity = Rarity(act.words for act in known)
    later = _Later(known)
    found = (_best(plan, later, rarity) for plan in known if plans is None or plan.act.id in plans)
    return [outcome for outcome in found if outcome is not None]


class _Known:
    """An act with what its reports tell together."""

    def __init__(self, act: Act) -> None:
        self.act = act
        self.main = act.main
        self.told = act.told
        self.words = frozenset().union(*(content(told.words, told.names) for told in self.told))

    # What only few of many acts are asked for is made when it is.

    @cached_property
    def terms(self) -> dict[str, str]:
        """Each of the words with a form that was told for it: the main event's, if it has one."""
        return {term: word for told in (*self.told, self.main) for term, word in terms(told.words, told.names)}

    @cached_property
    def context(self) -> frozenset[str]:
        """The words, and those around them."""
        return self.words.union(*(content(told.context, told.names) for told in self.told))

    @cached_property
    def actors(self) -> frozenset[str]:
        return frozenset().union(*(told.actor_codes for told in self.told))

    @cached_property
    def recipients(self) -> frozenset[str]:
        return frozenset().union(*(told.recipient_codes for told in self.told))

    @cached_property
    def codes(self) -> frozenset[str]:
        return self.actors | self.recipients

    @cached_property
    def setting(self) -> frozenset[str]:
        """The codes of everyone in the reports: who may be meant where no doer with a code is told."""
        return frozenset().union(*(told.setting for told in self.told))

    @cached_property
    def reported(self) -> date | None:
        """The day of the first report."""
        return min((told.reported for told in self.told if told.reported is not None), default=None)

    @cached_property
    def days(self) -> tuple[date, date] | None:
        """First and last day, by the report that tells it best: a told day, then a day."""
        dated = [(t.start, t.end or t.start, t) for t in self.told if t.start is not None]
        if not dated:
            return None
        first, last, _ = min(dated, key=lambda d: (d[2].by_report, d[1] - d[0], d[2] is not self.main, d[2].order))
        return first, last


class _Later:
    """Acts by type and participant, sorted by their first day, to look up what came after."""

    def __init__(self, acts: Iterable[_Known]) -> None:
        self._acts: dict[tuple[str, str], list[_Known]] = defaultdict(list)
        for act in acts:
            for code in sorted(act.codes or act.setting):
                self._acts[act.main.type, code].append(act)

    def after(self, plan: _Known, types: Iterable[str]) -> Iterator[_Known]:
        """Acts of these types with a participant of the plan, each once."""
        seen = {plan.act.id}
        for type in sorted(types):
            for code in sorted(plan.codes or plan.setting):
                for act in self._acts[type, code]:
                    if act.act.id not in seen:
                        seen.add(act.act.id)
                        yield act


def _best(plan: _Known, later: _Later, rarity: Rarity) -> Outcome | None:
    """The outcome with most points; of equals, by the earlier rule, then the earlier act."""
    best: tuple[tuple[float, int, date, str], Outcome] | None = None
    for number, rule in enumerate(FOLLOWS):
        if not _is_plan(rule, plan):
            continue
        for act in later.after(plan, _types(rule, plan.main.type)):
            judged = _follows(rule, plan, act, rarity)
            if judged is None:
                continue
            points, reasons = judged
            first = act.days[0] if act.days else None
            rank = (-points, number, first or date.max, act.act.id)
            if best is None or rank < best[0]:
                best = rank, Outcome(plan.act.id, rule.outcome, act.act.id, first, tuple(reasons))
    return best[1] if best else None


def _is_plan(rule: Follows, plan: _Known) -> bool:
    main = plan.main
    return (
        main.type in rule.plan_types
        and main.status in rule.plan_status
        and (not rule.plan_modes or not main.mode or main.mode in rule.plan_modes)
        and (not rule.plan_about or main.mode == rule.plan_about or not _ABOUT[rule.plan_about].isdisjoint(plan.words))
    )


def _types(rule: Follows, plan: str) -> frozenset[str]:
    if SAME not in rule.act_types:
        return rule.act_types
    return frozenset({plan}).union(*(pair for pair in ALIKE if plan in pair))


def _follows(rule: Follows, plan: _Known, act: _Known, rarity: Rarity) -> tuple[float, list[str]] | None:
    """Points and reasons for an act as the outcome of a plan by one rule; None if it can't be."""
    main = act.main
    if main.status not in rule.act_status or (rule.act_modes and main.mode and main.mode not in rule.act_modes):
        return None
    sides = _sides(rule.sides, plan, act)
    weeks = _weeks(rule, plan, act) if sides is not None else None
    if sides is None or weeks is None:
        return None
    shared = plan.words & act.words
    like = likeness(*(rarity.total(sorted(words)) for words in (shared, plan.words, act.words)))
    if sides == OPEN and like < LIKE_OPEN:
        return None
    if like < rule.words and (rule.always or not _one_dyad(plan, act) or plan.context.isdisjoint(act.context)):
        return None
    points = SIDES * sides + WORDS * like - WEEKS * math.log2(1 + weeks) + rule.points
    if main.type != plan.main.type and SAME in rule.act_types:
        points -= 1
    return points, list(_reasons(rule, plan, act, shared))


def _one_dyad(plan: _Known, act: _Known) -> bool:
    """Whether both tell the same two or more participants: then words beside the acts may tell of the same thing."""
    return len(plan.codes) > 1 and plan.codes == act.codes


def _sides(how: str, plan: _Known, act: _Known) -> float | None:
    """The share of participants that agree; None if they don't as the rule asks."""
    share = len(plan.codes & act.codes) / max(1, len(plan.codes | act.codes))
    if how == "between":
        struck = act.recipients & plan.codes
        both = bool(act.actors & plan.codes and struck) or (not act.recipients and len(act.actors & plan.codes) > 1)
        return share if both else None
    if not act.actors or not plan.actors:
        # The doer is told by a name without a state, or not at all: the reports must at least speak of the same ones.
        meant = (plan.codes or plan.setting) & (act.codes or act.setting)
        return OPEN if meant else None
    if how == "party":
        return share if act.actors & plan.codes else None
    if how == "doer" and plan.recipients and act.recipients and not plan.codes & act.recipients:
        return None
    return share if plan.actors & act.actors else None


def _weeks(rule: Follows, plan: _Known, act: _Known) -> float | None:
    """Weeks between plan and act; None if the act does not come when the rule asks."""
    told_plan, told_act = plan.reported, act.reported
    if act.days is None:
        return _weeks_undated(rule, plan, told_act)
    first, last = act.days
    if told_plan is not None and (last + SLACK < told_plan or (told_act is not None and told_act < told_plan)):
        return None
    if plan.main.status == "happened" or plan.days is None:
        since = plan.days[0] if plan.days else told_plan
        if since is None or rule.time == "off":
            return None
        days = (first - since).days
        return days / 7 if 0 <= days <= rule.days else None
    return _weeks_of_day(rule, plan.days, act.days)


def _weeks_undated(rule: Follows, plan: _Known, reported: date | None) -> float | None:
    """For an act told without a day: it happened before its report, so the order of the reports must do."""
    since = plan.days[0] if plan.days else plan.reported
    if since is None or reported is None or rule.time == "off":
        return None
    days = (reported - since).days
    return days / 7 if 0 <= days <= (UNDATED if rule.time == "on" and plan.days else rule.days) else None


def _weeks_of_day(rule: Follows, planned: tuple[date, date], days: tuple[date, date]) -> float | None:
    """For a plan with a day: whether the act is on it, off it, or not long after it."""
    (plan_first, plan_last), (first, last) = planned, days
    on = first <= plan_last + SLACK and plan_first - SLACK <= last
    away = max((first - plan_last).days, (plan_first - last).days, 0)
    if (rule.time == "on" and not on) or (rule.time == "off" and on):
        return None
    return away / 7 if away <= rule.days or first < plan_first else None


def _reasons(rule: Follows, plan: _Known, act: _Known, shared: Iterable[str]) -> Iterator[str]:
    yield f"{rule.because} ({plan.main.type} {plan.main.status}, then {act.main.type} {act.main.status})"
    if both := plan.codes & act.codes:
        yield "both name " + ", ".join(sorted(code.partition(":")[2] or code for code in both))
    if plan.main.status == "planned" and plan.days:
        yield f"planned for {_span(plan.days)}"
    if act.days:
        yield f"{act.main.status} {_span(act.days)}"
    if shared:
        yield "words shared: " + ", ".join(plan.terms[term] for term in sorted(shared)[:SHOWN])


def _span(days: tuple[date, date]) -> str:
    return str(days[0]) if days[0] == days[1] else f"{days[0]} to {days[1]}"

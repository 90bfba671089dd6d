"""What is new, unusual or gone quiet in a span, against each dyad's own past."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import exp
from statistics import fmean
from typing import Any, Final

import pyarrow as pa

from dateline.analyse.acts import telling
from dateline.analyse.calendar import newest
from dateline.analyse.curve import COOPERATION
from dateline.analyse.novelties import new_holders, new_stages
from dateline.analyse.periods import WEEK
from dateline.analyse.scope import OURS, Condition, Day, Scope, day
from dateline.analyse.surprise import Past, score_tail, surprise
from dateline.errors import UsageError
from dateline.store.snapshot import Snapshot

CHANGES: Final = pa.schema(
    [
        ("kind", pa.string()),
        ("a", pa.string()),
        ("b", pa.string()),
        ("what", pa.string()),
        ("observed", pa.float64()),
        ("expected", pa.float64()),
        ("surprise", pa.float64()),
        ("start", pa.date32()),
        ("words", pa.string()),
        ("record", pa.string()),
        ("documents", pa.list_(pa.string())),
    ]
)

PAST: Final = 52
"""Weeks of past that a span is compared with: a year, so that yearly rounds of summits fall into it once."""

LEAST_PAST: Final = 8
"""Weeks of reports before the span without which nothing can be called unusual."""

LEAST_SCORES: Final = 3
"""Acts in the span without which a mean score says nothing; and three times as many in the past."""

LEAST_SURPRISE: Final = 2.0
"""One in a hundred. Of a hundred dyads one is listed by chance: a list to be read, not a test."""


@dataclass(slots=True)
class Dyad:
    """A dyad's acts in the span, and its past: the weeks of its acts of cooperation and conflict, types and scores."""

    acts: list[dict[str, Any]] = field(default_factory=list)
    cooperation: Counter[int] = field(default_factory=Counter)
    conflict: Counter[int] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    scores: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Span:
    """The span, the weeks of its past, and how many of these weeks its own reports are worth, by their number."""

    since: date
    until: date
    weeks: int
    exposure: float

    @property
    def past(self) -> date:
        """The first day of the past."""
        return self.since - self.weeks * WEEK


def changes(snap: Snapshot, since: Day, until: Day = None, *, origin: str = OURS) -> pa.Table:
    """What changed from `since` to `until` (by default the newest report's day), in the schema `CHANGES`.

    `kind` is, for a dyad `a` and `b` (`b` empty where nobody else took part), by acts that happened, at their own day:

    - `new`: its first act of a type (`what`) within the past; `observed` counts, `expected` is the dyad's rate of acts
      times the type's share in all dyads.
    - `unusual`: more acts of cooperation or conflict (`what`) than its past lets expect, or another mean `score`.
    - `quiet`: none where its past lets expect some.

    The past is up to `PAST` weeks before `since`, `LEAST_PAST` at least. Counts are compared with a negative binomial
    of the past's weekly mean and variance, for as many weeks as the span's reports are worth: twice as many papers
    make no crisis, and no papers no quiet. Scores are compared by the Mann-Whitney test. `surprise` is minus the
    decimal logarithm of the probability; rows are sorted by it, and of `unusual` and `quiet` only those from
    `LEAST_SURPRISE` on are listed.

    Then follow, without it, `holder` (a new holder of an office of `a`) and `agreement` (a pact between `a` and `b`, or
    its new stage). Raises `UsageError` for a span without a sufficient past.
    """
    first, last = day(since), day(until) or newest(snap)
    if first is None or last is None:
        raise UsageError("changes need a first day, and a store with reports")
    scope = Scope.of(since=first, until=last, origin=origin)
    span = _span(snap, first, last, scope.origin)
    dyads, shares = _dyads(snap, span, scope.origin)
    rows = [row for (a, b), dyad in sorted(dyads.items()) for row in _rows(a, b, dyad, span, shares)]
    rows.sort(key=lambda row: (-row["surprise"], row["a"], row["b"], row["kind"], row["what"]))
    _quote(snap, rows)
    rows += [*new_holders(snap, scope), *new_stages(snap, scope)]
    return pa.Table.from_pylist(rows, CHANGES)


def _span(snap: Snapshot, since: date, until: date, origin: str) -> Span:
    query = "SELECT date, count(*) AS reports FROM documents WHERE origin = ? AND date <= ? GROUP BY date"
    read = {row["date"]: row["reports"] for row in snap.sql(query, [origin, until]).to_pylist()}
    weeks = min(PAST, (since - min(read, default=since)).days // 7)
    if weeks < LEAST_PAST:
        raise UsageError(
            f"the store has {max(weeks, 0)} weeks of reports before {since}; to tell what is unusual takes {LEAST_PAST}"
        )
    now = sum(count for day, count in read.items() if day >= since)
    past = sum(count for day, count in read.items() if since - weeks * WEEK <= day < since)
    return Span(since, until, weeks, now * weeks / past if past else 0.0)


def _dyads(snap: Snapshot, span: Span, origin: str) -> tuple[dict[tuple[str, str], Dyad], dict[str, float]]:
    """The dyads with their acts and past, and each type's share in the past of all."""
    exact = Condition("(granularity IS NULL OR granularity IN ('day', 'week'))", [])
    past = Scope.of(since=span.past, until=span.since - timedelta(days=1), status=("happened",), origin=origin)
    now = Scope.of(since=span.since, until=span.until, status=("happened",), origin=origin)
    dyads: dict[tuple[str, str], Dyad] = defaultdict(Dyad)
    where = past.condition() & exact
    query = f"""
        SELECT a, b, list(week) FILTER (quad <= 2) AS cooperation, list(week) FILTER (quad > 2) AS conflict,
            list(type) AS types, list(score) AS scores
        FROM (SELECT *, (start - ?::DATE) // 7 AS week FROM dyads WHERE {where.sql}) GROUP BY a, b ORDER BY a, b"""
    for row in snap.sql(query, [span.past, *where.values]).to_pylist():
        weeks = (Counter(row["cooperation"]), Counter(row["conflict"]))
        dyads[row["a"], row["b"]] = Dyad([], *weeks, Counter(row["types"]), row["scores"])
    types = sum((dyad.types for dyad in dyads.values()), Counter[str]())
    where = now.condition() & exact
    columns = "a, b, act, event, document, reports, start, type, quad, score"
    for row in snap.sql(f"SELECT {columns} FROM dyads WHERE {where.sql} ORDER BY a, b, act", where.values).to_pylist():
        dyads[row["a"], row["b"]].acts.append(row)
    return dyads, {type: count / types.total() for type, count in types.items()}


def _rows(a: str, b: str, dyad: Dyad, span: Span, shares: dict[str, float]) -> Iterator[dict[str, Any]]:
    past = {
        "cooperation": [dyad.cooperation[week] for week in range(span.weeks)],
        "conflict": [dyad.conflict[week] for week in range(span.weeks)],
    }
    both = [one + other for one, other in zip(*past.values(), strict=True)]
    rate = Past.of(both, span.exposure).mean
    for type in sorted({act["type"] for act in dyad.acts} - set(dyad.types)):
        acts = [act for act in dyad.acts if act["type"] == type]
        # A type that no dyad had is as rare as one act in all.
        expected = rate * shares.get(type, min(shares.values(), default=1.0))
        yield _row("new", a, b, type, len(acts), expected, 1 - exp(-expected), acts)
    for what, weeks in past.items():
        acts = [act for act in dyad.acts if (act["quad"] in COOPERATION) == (what == "cooperation")]
        usual = Past.of(weeks, span.exposure)
        if len(acts) > usual.mean:
            yield from _listed(_row("unusual", a, b, what, len(acts), usual.mean, usual.at_least(len(acts)), acts))
    if not dyad.acts:
        yield from _listed(_row("quiet", a, b, "acts", 0, rate, Past.of(both, span.exposure).none(), []))
    scores = [act["score"] for act in dyad.acts]
    if len(scores) >= LEAST_SCORES and len(dyad.scores) >= 3 * LEAST_SCORES:
        tail = score_tail(scores, dyad.scores)
        yield from _listed(_row("unusual", a, b, "score", fmean(scores), fmean(dyad.scores), tail, dyad.acts))


def _row(
    kind: str, a: str, b: str, what: str, observed: float, expected: float, tail: float, acts: list[dict[str, Any]]
) -> dict[str, Any]:
    # The act that most reports tell of stands for all.
    main = max(acts, key=lambda act: (act["reports"], abs(act["score"]), act["act"]), default=None)
    told = {"main": main, "start": main["start"] if main else None, "record": main["act"] if main else None}
    numbers = {"observed": float(observed), "expected": expected, "surprise": surprise(tail)}
    return {"kind": kind, "a": a, "b": b, "what": what, **numbers, **told}


def _listed(row: dict[str, Any]) -> list[dict[str, Any]]:
    return [row] if row["surprise"] >= LEAST_SURPRISE else []


def _quote(snap: Snapshot, rows: list[dict[str, Any]]) -> None:
    """Add the words and documents of the act that stands for each row."""
    known = telling(snap, [row["main"] for row in rows if row["main"]])
    for row in rows:
        act = row.pop("main")
        if act and act["act"] in known.events:
            row["words"] = known.events[act["act"]]["words"]
            row["documents"] = sorted(known.documents[act["act"]])

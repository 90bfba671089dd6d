"""The curve of cooperation and conflict with the acts on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final, Literal

import altair as alt

from dateline.analyse.periods import FITS, following, period_of
from dateline.analyse.scope import Condition
from dateline.serve.charts import COLOURS, colour, in_page_colours
from dateline.serve.corpus import Corpus
from dateline.serve.cursor import cursor_of
from dateline.serve.relation.asked import Asked, Pair
from dateline.serve.telling import act_in_words, side_of, time_in_words
from dateline.serve.words import place_name
from dateline.store import Snapshot

By = Literal["week", "month", "year"]
Row = dict[str, Any]

WEEKS: Final = timedelta(days=250)
MONTHS: Final = timedelta(days=12 * 365)
"""Up to these spans the curve counts by week, and by month: bars must be wide enough to be seen on a phone."""

END: Final = date(9998, 12, 31)
"""The last day that has a year after it."""

POINTS: Final = 150
"""Acts that get a point, those of the most weight: score times reports. More would hide each other."""

LEAST: Final[dict[By, timedelta]] = {"week": timedelta(weeks=11), "month": timedelta(0), "year": timedelta(0)}
"""What the curve shows before its last period at least: one week alone would be a wall and not a bar."""

HEIGHT: Final = 260
FEW: Final = 10
"""Acts, up and down, up to which each has a tick of its own."""

FORMATS: Final = {"week": "%-d %b %Y", "month": "%b %Y", "year": "%Y"}

CURVE: Final = """
    WITH acts AS MATERIALIZED (
        SELECT DISTINCT ON (act) act, a, b, direction, start, "end", type, mode, status, quad, score, reports
        FROM dyads WHERE {where} ORDER BY act, document, event
    ),
    points AS (
        SELECT * FROM acts
        ORDER BY abs(score) * reports DESC, start DESC, act LIMIT ?
    )
    SELECT
        (SELECT list({{'period': period, 'cooperation': c, 'conflict': n - c}} ORDER BY period)
            FROM (SELECT date_trunc('{by}', start)::DATE AS period, count(*) AS n, count(*) FILTER (quad <= 2) AS c
                FROM acts GROUP BY ALL)) AS periods,
        (SELECT list(points ORDER BY start, act) FROM points) AS points"""


def span_of(asked: Asked, corpus: Corpus) -> tuple[date, date] | None:
    """The first and last day of the curve: as asked, else those of the reports; background may go back a century."""
    first, last = asked.scope.since or corpus.first, asked.scope.until or corpus.last
    return (min(first, END), min(max(first, last), END)) if first and last else None


def by_of(span: tuple[date, date] | None) -> By:
    """What the curve counts by."""
    length = span[1] - span[0] if span else WEEKS
    return "week" if length <= WEEKS else "month" if length <= MONTHS else "year"


def counted(asked: Asked, by: By, span: tuple[date, date] | None) -> Condition:
    """The acts that the curve counts: those that happened, if no other status is asked for, at a time exact enough."""
    # Reports of a day tell of the days before it: the first period is counted from its own first day.
    first, last = (_period(span[0], by), span[1]) if span else (date.max, date.max)
    found = Condition(
        "month BETWEEN ? AND ? AND start BETWEEN ? AND ?", [f"{first:%Y-%m}", f"{last:%Y-%m}", first, last]
    )
    found &= Condition(FITS.format(by=by), [])
    return found if asked.scope.status else found & Condition("status = 'happened'", [])


def curve_of(snap: Snapshot, pair: Pair, asked: Asked, by: By, where: Condition) -> tuple[list[Row], list[Row]]:
    """The acts that the curve counts by period, and those that get a point."""
    where = pair.condition() & asked.condition() & where
    row = snap.sql(CURVE.format(where=where.sql, by=by), [*where.values, POINTS]).to_pylist()[0]
    return row["periods"] or [], row["points"] or []


def chart(
    periods: Sequence[Row], acts: Sequence[Row], by: By, span: tuple[date, date], pair: Pair, asked: Asked
) -> Row:
    """The Vega-Lite specification: cooperation above the line, conflict below, a point for each of the `acts`."""
    bars = [_bar(row, side, by) for row in periods for side in ("cooperation", "conflict") if row[side]]
    counts = {(row["period"], side): row[side] for row in periods for side in ("cooperation", "conflict")}
    points = list(_points(acts, counts, by, pair, asked))
    # In UTC, since a day without a time is one there: elsewhere bars would begin on the evening before.
    last = _period(span[1], by)
    first = min(_period(span[0], by), last - min(LEAST[by], last - date.min))
    limits = {"domainMin": _utc(first), "domainMax": _utc(_following(last, by))}
    dates = alt.Axis(grid=False, labelOverlap=True, format=FORMATS[by], tickCount={"interval": by, "step": 1})
    x = alt.X("from:T", title=None, scale=alt.Scale(type="utc", **limits), axis=dates)
    # Both sides are there, though all may be of one; and ticks are whole acts.
    low, high = (max([1, *(row[side] for row in periods)]) for side in ("conflict", "cooperation"))
    whole = list(range(-low, high + 1)) if low + high <= FEW else alt.Undefined
    axis = alt.Axis(title=f"conflict · acts a {by} · cooperation", labelExpr="abs(datum.value)", values=whole)
    y = alt.Y("value:Q", axis=axis, scale=alt.Scale(domain=[-low, high], nice=True))
    sides = alt.Scale(domain=["cooperation", "conflict"], range=[colour("cooperation"), colour("conflict")])
    side = alt.Color("side:N", scale=sides, legend=None)
    told = [
        alt.Tooltip("label:N", title="Period"),
        alt.Tooltip("side:N", title="Kind"),
        alt.Tooltip("count:Q", title="Acts"),
    ]
    base = alt.Chart(alt.NamedData("bars"))
    bar = base.mark_bar(opacity=0.35, binSpacing=1).encode(x=x, x2="to:T", y=y, y2="zero:Q", color=side, tooltip=told)
    zero = alt.Chart(alt.NamedData("zero")).mark_rule().encode(y="value:Q")
    point = (
        alt.Chart(alt.NamedData("points"))
        .mark_circle(opacity=1, stroke=colour("card"), strokeWidth=1, cursor="pointer")
        .encode(
            x="at:T",
            y="value:Q",
            color=side,
            size=alt.Size(
                "reports:Q", scale=alt.Scale(type="sqrt", domain=[1, 20], range=[45, 300], clamp=True), legend=None
            ),
            tooltip=[
                alt.Tooltip("text:N", title="What"),
                alt.Tooltip("when:N", title="When"),
                alt.Tooltip("reports:Q", title="Reports"),
            ],
        )
    )
    spec = in_page_colours(alt.layer(bar, zero, point).properties(height=HEIGHT), *COLOURS)
    # Altair would look at each row for its schema's sake, which takes longer than all the rest.
    return {**spec, "datasets": {"bars": bars, "zero": [{"value": 0}], "points": points}}


def _bar(row: Row, side: str, by: By) -> Row:
    first: date = row["period"]
    label = {"week": f"week from {first.day} {first:%b %Y}", "month": f"{first:%B %Y}", "year": f"{first.year}"}[by]
    value = row[side] if side == "cooperation" else -row[side]
    return {
        "from": f"{first}", "to": f"{_following(first, by)}",
        "label": label, "side": side, "count": row[side], "value": value, "zero": 0,
    }  # fmt: skip


def _points(
    acts: Iterable[Row], counts: dict[tuple[date, str], int], by: By, pair: Pair, asked: Asked
) -> Iterable[Row]:
    """Points spread over the height of their bar: where each act has one, they are its units."""
    groups: dict[tuple[date, str], list[Row]] = defaultdict(list)
    for act in acts:
        groups[_period(act["start"], by), side_of(act["quad"])].append(act)
    for place, group in sorted(groups.items()):
        height = counts.get(place, len(group)) * (1 if place[1] == "cooperation" else -1)
        for number, act in enumerate(group):
            yield {
                "at": f"{act['start'] + (act['end'] - act['start']) / 2 if act['end'] else act['start']}",
                "value": round(height * (number + 0.5) / len(group), 2),
                "side": place[1],
                "reports": act["reports"],
                "text": _text(act),
                "when": time_in_words(act["start"], act["end"]),
                "entry": f"act-{act['act']}",
                "address": asked.address(pair.address, cursor_of(act["start"], act["act"])) + f"#act-{act['act']}",
            }


def _utc(day: date) -> alt.ExprRef:
    return alt.ExprRef(f"utc({day.year}, {day.month - 1}, {day.day})")


def _text(act: Row) -> str:
    """Who did what, by the codes of the dyad's two."""
    a, b = place_name(act["a"]), place_name(act["b"]) if act["b"] else ""
    actors, recipients = {"ab": ([a], [b]), "ba": ([b], [a]), "mutual": ([a, b], []), "alone": ([a], [])}[
        act["direction"]
    ]
    return act_in_words([name for name in actors if name], recipients, act["type"], act["mode"], act["status"])


def _period(day: date, by: By) -> date:
    return day.replace(month=1, day=1) if by == "year" else period_of(day, by)


def _following(period: date, by: By) -> date:
    return period.replace(year=period.year + 1) if by == "year" else following(period, by)

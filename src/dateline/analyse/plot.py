"""The curve as a picture: cooperation above the axis, conflict below, the weightiest acts numbered and told beneath."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import altair as alt
import pyarrow as pa
import vl_convert

from dateline.analyse.periods import following, period_of
from dateline.errors import UsageError
from dateline.render.words import one_line

# Okabe and Ito's blue and vermilion, told apart by readers of every kind of colour vision.
COLOURS: Final = {"cooperation": "#0072B2", "conflict": "#D55E00"}
KINDS: Final = tuple(COLOURS)
INK, GREY = "#222222", "#6b6b6b"

WIDTH, HEIGHT, LINE = 860, 300, 18
"""Pixels of the chart, and of a line of text beneath it."""

MOST_LABELS: Final = 4
"""Of cooperation, and as many of conflict."""
WORDS: Final = 90
"""Characters of an act's words: what fits on a line of the chart's width beside its day and type."""

PNG_SCALE: Final = 2.0
SUFFIXES: Final = (".svg", ".png")


def plot(curve: pa.Table, timeline: pa.Table, path: Path, *, title: str, by: str, per_1000: bool = False) -> None:
    """Write the picture of a `curve` by week or month as SVG or PNG; `timeline` has the acts to label.

    Bars count acts, or acts per thousand reports. The acts of the most weight (PLOVER score times reports, both ways)
    get a number at their period, and a line beneath. Works offline. Raises `UsageError` for another suffix, an empty
    curve, or a file that can't be written.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(f"can't plot to {path}: the name must end with {' or '.join(SUFFIXES)}")
    if not curve.num_rows:
        raise UsageError("there is nothing to plot: no report lies in the span")
    spec = _chart(curve, timeline, title, by, per_1000).to_dict()
    try:
        if path.suffix.lower() == ".svg":
            path.write_text(vl_convert.vegalite_to_svg(spec), encoding="utf-8")
        else:
            path.write_bytes(vl_convert.vegalite_to_png(spec, scale=PNG_SCALE))
    except OSError as error:
        raise UsageError(f"can't write {path}: {error.strerror}") from error


def _chart(curve: pa.Table, timeline: pa.Table, title: str, by: str, per_1000: bool) -> alt.VConcatChart:
    suffix = "_per_1000" if per_1000 else ""
    bars = [_bar(row, kind, suffix, by) for row in curve.to_pylist() for kind in KINDS]
    tops = {(bar["period"], bar["kind"]): bar["value"] for bar in bars}
    labels = _labels(timeline, tops, by)
    parts: list[Any] = [_bars(bars, labels, per_1000, by)]
    if labels:
        parts.append(_legend(labels))
    chart = alt.vconcat(*parts, spacing=12).properties(title=alt.TitleParams(title, anchor="start", fontSize=16))
    styled: alt.VConcatChart = chart.configure(
        font="sans-serif", background="white", view=alt.ViewConfig(strokeWidth=0)
    )
    return styled


def _bar(row: Mapping[str, Any], kind: str, suffix: str, by: str) -> dict[str, Any]:
    value = (row[kind + suffix] or 0.0) * (1 if kind == "cooperation" else -1)
    period: date = row["period"]
    return {"period": f"{period}", "next": f"{following(period, by)}", "kind": kind, "value": value, "zero": 0}


def _labels(timeline: pa.Table, tops: Mapping[tuple[str, str], float], by: str) -> list[dict[str, Any]]:
    """The acts of the most weight whose period stands in the curve, numbered in order of time."""
    acts = []
    for row in timeline.to_pylist():
        if row["kind"] != "event" or row["start"] is None:
            continue
        place = (f"{period_of(row['start'], by)}", "cooperation" if row["quad"] <= 2 else "conflict")
        if tops.get(place):
            acts.append({**row, "place": place, "weight": abs(row["score"]) * row["reports"]})
    acts.sort(key=lambda act: (-act["weight"], act["start"], act["id"]))
    chosen = [act for kind in KINDS for act in [act for act in acts if act["place"][1] == kind][:MOST_LABELS]]
    chosen.sort(key=lambda act: (act["start"], act["id"]))
    numbers: dict[tuple[str, str], list[str]] = {}
    for number, act in enumerate(chosen, start=1):
        numbers.setdefault(act["place"], []).append(str(number))
    return [
        {
            "period": act["place"][0],
            "next": f"{following(date.fromisoformat(act['place'][0]), by)}",
            "kind": act["place"][1],
            "value": tops[act["place"]],
            # Acts of one period share a label.
            "label": ", ".join(numbers[act["place"]]),
            "line": number,
            "text": _line(number + 1, act),
        }
        for number, act in enumerate(chosen)
    ]


def _line(number: int, act: Mapping[str, Any]) -> str:
    what = " ".join(filter(None, (act["type"], act["mode"])))
    words = one_line(act["words"] or "")
    words = words if len(words) <= WORDS else words[: WORDS - 1].rstrip() + "…"
    return f"{number} · {act['start']} · {what} · {words}"


def _bars(
    bars: list[dict[str, Any]], labels: list[dict[str, Any]], per_1000: bool, by: str
) -> alt.LayerChart | alt.FacetChart:
    what = "acts per 1,000 reports" if per_1000 else "acts"
    dates = alt.Axis(grid=False, labelColor=GREY, tickColor=GREY, domain=False, format="%b %Y", tickCount=10)
    x = alt.X("period:T", title=None, axis=dates)
    # The sign only puts conflict below; numbers count upwards on both sides.
    axis = alt.Axis(labelExpr="abs(datum.value)", labelColor=GREY, titleColor=INK, gridColor="#e8e8e8", domain=False)
    y = alt.Y("value:Q", title=f"{what} per {by}", axis=axis)
    colour = alt.Color(
        "kind:N",
        title=None,
        scale=alt.Scale(domain=list(KINDS), range=list(COLOURS.values())),
        legend=alt.Legend(orient="top", labelFontSize=12, labelColor=INK),
    )
    base = _of(bars).mark_bar(binSpacing=1).encode(x=x, x2="next:T", y=y, y2="zero:Q", color=colour)
    zero = _of([{"value": 0}]).mark_rule(color=INK).encode(y="value:Q")
    layers: list[Any] = [base, zero]
    unique = {(label["period"], label["kind"]): label for label in labels}
    for kind, shift in (("cooperation", -8), ("conflict", 9)):
        shown = [label for (_, of), label in unique.items() if of == kind]
        text = _of(shown).mark_text(dy=shift, fontWeight="bold", fontSize=11, color=INK)
        middle = "(toNumber(toDate(datum.period)) + toNumber(toDate(datum.next))) / 2"
        layers.append(text.transform_calculate(middle=middle).encode(x="middle:T", y="value:Q", text="label:N"))
    return alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)


def _of(rows: list[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=rows))


def _legend(labels: list[dict[str, Any]]) -> alt.Chart:
    lines = [{"line": label["line"], "text": label["text"]} for label in labels]
    place = alt.Y("line:O", axis=None, sort="ascending")
    text = _of(lines).mark_text(align="left", fontSize=11.5, color=INK)
    legend: alt.Chart = text.encode(y=place, x=alt.value(0), text="text:N").properties(
        width=WIDTH, height=LINE * len(lines)
    )
    return legend

"""Memory and handles against time, as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import altair as alt
import vl_convert

from bench.soak.watched import Sample

SERIES = {"rss": "memory, MiB", "peak": "memory at most, MiB", "handles": "open files", "threads": "threads"}


def draw(samples: Sequence[Sample], path: Path) -> None:
    """Write an SVG, or a PNG if the path ends so."""
    rows = [
        {"minute": row["second"] / 60, "value": row[name], "what": what, "panel": name in ("rss", "peak")}
        for row in map(asdict, samples)
        for name, what in SERIES.items()
    ]
    charts = [
        alt.Chart(alt.InlineData(values=[row for row in rows if row["panel"] is memory]))
        .mark_line()
        .encode(
            x=alt.X("minute:Q", title="minutes"),
            y=alt.Y("value:Q", title="MiB" if memory else "count"),
            color=alt.Color("what:N", title=None),
        )
        .properties(width=720, height=200)
        for memory in (True, False)
    ]
    spec = alt.vconcat(*charts).resolve_scale(color="independent").to_dict()
    if path.suffix == ".png":
        path.write_bytes(vl_convert.vegalite_to_png(spec, scale=2))
    else:
        path.write_text(vl_convert.vegalite_to_svg(spec), encoding="utf-8")

"""Calibrate the confidence of events on the held-out examples: `python -m training.calibrate`.

The whole coder reads each held-out example. An event is right if type, actors, recipients and status are those marked.
A logistic curve through (what the typer is sure of, right or not) is fitted on one half, and the expected calibration
error is measured on the other; the curve shipped is fitted on both. It goes into the model's `labels.json`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dateline import Coder
from dateline.events import LearnedTyper
from dateline.events.network import EventNetwork
from dateline.records import Document, Event, Report
from training.marks import Act, Example, Span, read_examples
from training.split import held_out
from training.train import OUT

BINS = 10
STEPS, RATE = 20_000, 0.1  # enough to converge: the loss is convex and has two weights
Array = npt.NDArray[np.float64]


def judged(coder: Coder, examples: Sequence[Example]) -> list[tuple[float, bool]]:
    """(confidence, all right) of each event that the coder finds in the examples."""
    documents = (Document(id=e.source, text=e.text, language="en") for e in examples)
    found = []
    for example, report in zip(examples, coder.code_all(documents), strict=True):
        found += [(event.confidence, _right(event, report, example.acts)) for event in report.events]
    return found


def _right(event: Event, report: Report, acts: list[Act]) -> bool:
    act = next((a for a in acts if a.trigger[0] <= event.trigger[0] < a.trigger[1]), None)
    if act is None or act.type != event.type or act.status != event.status:
        return False
    mentions = {actor.id: actor.mentions for actor in report.actors}
    return all(
        _same(marked, [mentions[actor] for actor in told])
        for marked, told in ((act.actors, event.actors), (act.recipients, event.recipients))
    )


def _same(marked: list[Span], told: list[list[Span]]) -> bool:
    """Whether each marked phrase is a mention of one of the actors told, and each of these is marked."""
    each = all(any(_meet(span, m) for mentions in told for m in mentions) for span in marked)
    return each and all(any(_meet(span, m) for m in mentions for span in marked) for mentions in told)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def fit(confidence: Array, right: Array) -> tuple[float, float]:
    """Slope and shift of the logistic curve from the logit of the confidence: gradient descent on the log loss."""
    x = np.stack([_logit(confidence), np.ones_like(confidence)], 1)
    weights = np.array([1.0, 0.0])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        weights = weights + RATE * x.T @ (right - p) / len(right)
    return float(weights[0]), float(weights[1])


def apply(confidence: Array, curve: tuple[float, float]) -> Array:
    """The calibrated confidence."""
    return 1 / (1 + np.exp(-(curve[0] * _logit(confidence) + curve[1])))


def _logit(p: Array) -> Array:
    clipped = np.clip(p, 1e-3, 1 - 1e-3)
    return np.log(clipped / (1 - clipped))


def expected_error(confidence: Array, right: Array) -> float:
    """Expected calibration error over `BINS` equal bins."""
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    error = 0.0
    for b in range(BINS):
        inside = bins == b
        if inside.any():
            error += inside.mean() * abs(confidence[inside].mean() - right[inside].mean())
    return error


def main() -> None:
    """Fit, measure, and write the curve into the model's folder."""
    network = EventNetwork(OUT)
    network.curve = (1.0, 0.0)
    examples = [e for e in read_examples() if held_out(e)]
    rows = judged(Coder(typer=LearnedTyper(network)), examples)
    confidence = np.array([c for c, _ in rows])
    right = np.array([float(r) for _, r in rows])
    half = np.arange(len(rows)) % 2 == 0
    curve = fit(confidence[half], right[half])
    told = {
        "events": len(rows),
        "all_right": round(float(right.mean()), 3),
        "error_before": round(expected_error(confidence[~half], right[~half]), 3),
        "error_after": round(expected_error(apply(confidence[~half], curve), right[~half]), 3),
    }
    path = Path(OUT) / "labels.json"
    labels = json.loads(path.read_text(encoding="utf-8"))
    labels["curve"] = [round(value, 4) for value in fit(confidence, right)]
    labels["calibration"] = told
    path.write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(told))


if __name__ == "__main__":
    main()

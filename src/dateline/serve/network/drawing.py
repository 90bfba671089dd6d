"""Nodes and ties as they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Final

from dateline.serve.narrowing import side_of_acts
from dateline.serve.network.layout import layout
from dateline.serve.network.model import HEIGHT, WIDTH, Label, Node, Tie
from dateline.serve.network.ties import Row
from dateline.serve.words import place_name, segment

LEAST: Final = 6.0
MOST: Final = 26.0
"""Radii of nodes, the latter for most acts: seen and hit with a finger, and not so large that they cover the ties."""

FEW: Final = 30
"""Acts up to which even the largest node stays below `MOST`: a handful is not drawn like a thousand."""

GAP: Final = 14.0
"""Between rims: room for a line of a name."""

LETTER: Final = 7.6
LINE: Final = 16.0
"""Width of a letter and height of a line at 15 units, the size of names in pages.css."""

CHIEF: Final = 10
"""Nodes named on a phone, at most."""

LARGER: Final = 28 / 15
"""How much larger names are there, in units of the picture, as in pages.css."""

STRONG: Final = 5.0
"""Mean score from which a tie has its full colour: few acts of PLOVER's are further from 0 than 8."""

Box = tuple[float, float, float, float]


def draw(nodes: Sequence[Row], ties: Sequence[Row]) -> tuple[list[Node], list[Tie]]:
    """Nodes and ties with their places; `nodes` are in the order of their acts, and each tie's ends are among them."""
    number = {node["code"]: at for at, node in enumerate(nodes)}
    most = max([FEW, *(node["acts"] for node in nodes)])
    heaviest = max((tie["acts"] for tie in ties), default=1)
    radii = [max(LEAST, MOST * sqrt(node["acts"] / most)) for node in nodes]
    springs = [(number[tie["a"]], number[tie["b"]], sqrt(tie["acts"] / heaviest)) for tie in ties]
    places = layout(radii, springs, WIDTH, HEIGHT, GAP)
    names = [place_name(node["code"]) for node in nodes]
    labels, chiefs = _labels(names, places, radii)
    drawn = [
        Node(
            **{name: node[name] for name in ("code", "acts", "conflict")},
            name=names[at],
            side=side_of_acts(node["acts"], node["conflict"]),
            x=places[at][0],
            y=places[at][1],
            r=round(radii[at], 1),
            label=labels[at],
            chief=at in chiefs,
            address=f"/actor/{segment(node['code'])}",
        )
        for at, node in enumerate(nodes)
    ]
    return drawn, [_tie(tie, places[number[tie["a"]]], places[number[tie["b"]]], heaviest) for tie in ties]


def _tie(tie: Row, start: tuple[float, float], end: tuple[float, float], heaviest: int) -> Tie:
    score = round(tie["score"], 2)
    return Tie(
        **{name: tie[name] for name in ("a", "b", "acts", "conflict")},
        score=score,
        side="cooperation" if score > 0 else "conflict" if score < 0 else "even",
        x1=start[0],
        y1=start[1],
        x2=end[0],
        y2=end[1],
        width=round(1 + 7 * sqrt(tie["acts"] / heaviest), 1),
        opacity=round(0.3 + 0.6 * min(abs(score) / STRONG, 1), 2),
        address=f"/relation/{segment(tie['a'])}/{segment(tie['b'])}",
    )


def _labels(
    names: Sequence[str], places: Sequence[tuple[float, float]], radii: Sequence[float]
) -> tuple[list[Label], set[int]]:
    """A place for each name beside its node: the one that covers the least of nodes, and of names put before it.

    And whose names can be read on a phone: of the first ones, those that cover no other name there.
    """
    nodes: list[Box] = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(places, radii, strict=True)]
    taken = list(nodes)
    labels: list[Label] = []
    chiefs: set[int] = set()
    for at, (name, (x, y), r) in enumerate(zip(names, places, radii, strict=True)):
        scale = LARGER if at < CHIEF else 1.0
        choices = [
            Label(x=x, y=y + r + LINE - 2, anchor="middle"),
            Label(x=x, y=y - r - 5, anchor="middle"),
            Label(x=x + r + 4, y=y + 5, anchor="start"),
            Label(x=x - r - 4, y=y + 5, anchor="end"),
        ]
        box, best = min(
            ((_box(label, name, scale), label) for label in choices), key=lambda choice: _covered(choice[0], taken)
        )
        if at < CHIEF and not _covered(box, taken[len(nodes) :]):
            chiefs.add(at)
        else:
            box = _box(best, name)
        taken.append(box)
        labels.append(Label(x=round(best.x, 1), y=round(best.y, 1), anchor=best.anchor))
    return labels, chiefs


def _box(label: Label, name: str, scale: float = 1.0) -> Box:
    wide, high = len(name) * LETTER * scale, LINE * scale
    left = label.x - {"start": 0, "middle": wide / 2, "end": wide}[label.anchor]
    return left, label.y - high + 3, left + wide, label.y + 3


def _covered(box: Box, taken: Sequence[Box]) -> float:
    """The area that a box shares with others or has outside of the picture."""
    left, top, right, bottom = box
    inside = max(0.0, min(right, WIDTH) - max(left, 0)) * max(0.0, min(bottom, HEIGHT) - max(top, 0))
    outside = (right - left) * (bottom - top) - inside
    shared = sum(
        max(0.0, min(right, r) - max(left, x)) * max(0.0, min(bottom, b) - max(top, y)) for x, y, r, b in taken
    )
    return 10 * outside + shared

"""Where the nodes of a graph stand: springs between tied nodes, repulsion between all (Fruchterman and Reingold 1991).

The same graph gets the same picture: nothing is random. Nodes begin on a circle, each beside those that it is tied to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

ROUNDS: Final = 300
"""With fewer, graphs of 60 nodes still move; each round of these takes some tenths of a millisecond."""

PULL: Final = 0.6
"""Pull towards the middle, in units of the ideal distance: it keeps parts that are not tied to each other in sight."""

APART: Final = 60
"""Rounds in which nodes that cover each other are pushed apart."""

CROWD: Final = 12
"""Nodes from which the whole box is used: two at its far ends are a line, and not a picture of how near they are."""

Points = NDArray[np.float64]


def layout(
    radii: Sequence[float], ties: Sequence[tuple[int, int, float]], width: float, height: float, gap: float
) -> list[tuple[float, float]]:
    """Places of nodes of some radii within a box, at least `gap` from each other's rim where the box has room.

    `ties` are pairs of nodes by number, with a weight from 0 to 1; the same unit of length everywhere.
    """
    if not radii:
        return []
    size = np.asarray(radii, dtype=np.float64)
    points = _spread(len(size), ties) if len(size) > 1 else np.zeros((1, 2))
    margin = size[:, None] + gap
    points = _fitted(points, margin, width, height)
    return [(round(float(x), 1), round(float(y), 1)) for x, y in _parted(points, size, gap, margin, width, height)]


def _spread(count: int, ties: Sequence[tuple[int, int, float]]) -> Points:
    """Places around the middle, in units in which an ideal distance is 1."""
    turn = np.empty(count)
    turn[_tied_in_a_row(count, ties)] = 2 * np.pi * np.arange(count) / count
    ring = np.sqrt(count) / 2
    points: Points = np.column_stack((np.cos(turn), np.sin(turn))) * ring
    pull = np.zeros((count, count))
    for one, other, weight in ties:
        pull[one, other] = pull[other, one] = 0.3 + 0.7 * weight
    for heat in np.linspace(ring / 2, 0.01, ROUNDS):
        apart = points[:, None, :] - points[None, :, :]
        distance = np.maximum(np.linalg.norm(apart, axis=2), 1e-3)
        force = 1 / distance**2 - pull * distance
        moved = (apart * force[:, :, None]).sum(axis=1) - PULL * points
        length = np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
        points = points + moved / length * np.minimum(length, heat)
    return points


def _tied_in_a_row(count: int, ties: Sequence[tuple[int, int, float]]) -> list[int]:
    """The nodes in an order in which those tied to each other are near: each is followed by its own, depth first."""
    tied: dict[int, list[int]] = {node: [] for node in range(count)}
    for one, other, _ in ties:
        tied[one].append(other)
        tied[other].append(one)
    order: dict[int, None] = {}
    waiting = list(reversed(range(count)))
    while waiting:
        node = waiting.pop()
        if node not in order:
            order[node] = None
            waiting += sorted((other for other in tied[node] if other not in order), reverse=True)
    return list(order)


def _fitted(points: Points, margin: Points, width: float, height: float) -> Points:
    """Points stretched over the box, over its middle where they are few; each node with its margin is inside."""
    low, high = points.min(axis=0), points.max(axis=0)
    span = np.where(high - low > 1e-9, high - low, 1)
    share = np.where(high - low > 1e-9, (points - low) / span - 0.5, 0) * min(1, np.sqrt(len(points) / CROWD)) + 0.5
    box = np.array([width, height])
    fitted: Points = margin + share * (box - 2 * margin)
    return fitted


def _parted(points: Points, size: Points, gap: float, margin: Points, width: float, height: float) -> Points:
    """Points moved so that no two nodes cover each other."""
    wanted = size[:, None] + size[None, :] + gap
    np.fill_diagonal(wanted, 0)
    box = np.array([width, height])
    # Nodes at the very same place part in the order of their numbers.
    nudge = 1e-3 * np.column_stack((np.arange(len(size)), -np.arange(len(size))))
    points = points + nudge
    for _ in range(APART):
        apart = points[:, None, :] - points[None, :, :]
        distance = np.maximum(np.linalg.norm(apart, axis=2), 1e-6)
        lacking = np.maximum(wanted - distance, 0)
        if not lacking.any():
            break
        points = points + (apart / distance[:, :, None] * lacking[:, :, None]).sum(axis=1) / 2
        points = np.clip(points, margin, box - margin)
    return points

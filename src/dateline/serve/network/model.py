"""What the network says, as its JSON twin has it; lengths are in units of the picture, `WIDTH` by `HEIGHT`."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import BaseModel, Field

from dateline.serve.narrowing import Filters, Span

WIDTH: Final = 1000
HEIGHT: Final = 620


class Label(BaseModel):
    """Where the name of a node stands."""

    x: float
    y: float
    anchor: Literal["start", "middle", "end"]


class Node(BaseModel):
    """A state or body; its area tells the number of its acts with others."""

    code: str
    name: str
    acts: int
    conflict: int
    side: str
    x: float
    y: float
    r: float
    label: Label
    chief: bool = Field(description="One of the few that are named where there is little room.")
    address: str


class Tie(BaseModel):
    """Two that deal with each other; the width tells the number of acts, the strength of colour the mean score."""

    a: str
    b: str
    acts: int
    conflict: int
    score: float = Field(description="Mean of PLOVER's scores, -10 to +10.")
    side: str = Field(description="cooperation or conflict, by the sign of the mean score; else even")
    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    opacity: float
    address: str


class Network(BaseModel):
    """Who deals with whom: of `nodes_total` states and bodies those with most acts, and the ties between them."""

    version: int
    filters: Filters
    spans: list[Span]
    top: int
    width: int = WIDTH
    height: int = HEIGHT
    nodes: list[Node]
    ties: list[Tie]
    nodes_total: int
    ties_total: int = Field(description="Ties between the states and bodies with most acts, drawn or not.")

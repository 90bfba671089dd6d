"""The event ontology as data: PLOVER's types and modes, and CAMEO both ways."""

from dateline.ontology.cameo import CAMEO, Plover, plover_of
from dateline.ontology.plover import (
    CONTEXTS,
    QUADS,
    SECTORS,
    TYPES,
    EventType,
    Mode,
    cameo_of,
    fold_future,
    is_mode,
    quad_of,
    score_of,
)

__all__ = [
    "CAMEO",
    "CONTEXTS",
    "QUADS",
    "SECTORS",
    "TYPES",
    "EventType",
    "Mode",
    "Plover",
    "cameo_of",
    "fold_future",
    "is_mode",
    "plover_of",
    "quad_of",
    "score_of",
]

"""A month in the making: what the tables are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from bench.generate.acts import GRANULARITIES, KINDS, STATUSES, Telling, tell
from bench.generate.cast import Cast, cast_of
from bench.generate.columns import Ints, chosen, ids
from bench.generate.text import Words, words_of
from bench.generate.world import World
from dateline.ontology import TYPES, quad_of, score_of

ORIGIN = "dateline"
MODES = [(kind, mode) for kind in KINDS for mode in (*TYPES[kind].modes, None)]
FIRST_MODE = np.array([MODES.index((kind, next(iter(TYPES[kind].modes), None))) for kind in KINDS])
NO_MODE = np.array([MODES.index((kind, None)) for kind in KINDS])
QUADS = pa.array([quad_of(kind) for kind in KINDS], pa.int8())
SCORES = pa.array([score_of(kind, mode) for kind, mode in MODES])

# More than a month has records of a kind, or a store months.
ROOM = 2**30


@dataclass(frozen=True, slots=True)
class Month:
    """A month's acts, events, actors and words; `document` and `event` are ids. Records are numbered from `first`."""

    name: str
    world: World
    telling: Telling
    cast: Cast
    words: Words
    document: Any
    event: Any
    first: int

    def ids(self, prefix: str, count: int) -> Any:
        """Ids of this month's records of a kind."""
        return ids(prefix, self.first + np.arange(count), 12)

    def of(self, documents: Ints) -> Any:
        """The ids of some documents."""
        return self.document.take(pa.array(documents))

    @property
    def kind(self) -> dict[str, Any]:
        """The columns that `events` and `dyads` share, one element an event."""
        acts, act = self.telling.acts, self.telling.act
        mode = np.where(acts.mode < 0, NO_MODE[acts.type], FIRST_MODE[acts.type] + acts.mode)[act]
        return {
            "type": chosen(KINDS, acts.type[act]),
            "mode": pa.array([mode for _, mode in MODES], pa.string()).take(pa.array(mode)),
            "status": chosen(list(STATUSES), acts.status[act]),
            "focus": chosen(["news", "background"], acts.background[act].astype(np.int64)),
            "quad": QUADS.take(pa.array(acts.type[act])),
            "score": SCORES.take(pa.array(mode)),
            "start": pa.array(acts.start[act]),
            "end": pa.array(acts.end[act]),
            "granularity": chosen(list(GRANULARITIES), acts.granularity[act]),
            "confidence": pa.array(self.telling.confidence),
            "origin": pa.repeat(ORIGIN, len(act)),
        }


def month_of(world: World, rng: np.random.Generator, day: np.datetime64, place: int, events: int) -> Month:
    """A month of so many events, the `place`th of its store."""
    first = place * ROOM
    telling = tell(world, rng, day, events)
    cast = cast_of(world, rng, telling, first)
    words = words_of(rng, telling, cast)
    document = ids("", first + np.arange(len(telling.reported)), 16)
    event = ids("ev", first + np.arange(events), 12)
    return Month(str(day), world, telling, cast, words, document, event, first)

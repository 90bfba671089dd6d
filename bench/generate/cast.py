"""The actors of a month's documents: whoever takes part in an event, and who comments on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from bench.generate.acts import Telling
from bench.generate.columns import Ints, Truths, chosen, ids
from bench.generate.world import PERSON, PERSONS, ROLES, World

COMMENTED = 0.55
OWN_SPEAKER = 0.6
OPEN = 0.1
"""Share of the persons whose report does not tell their country; the office table does."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Actors, sorted by document. `slot` (events, 4) and `speaker` (events) are places among them, -1 for nobody.

    `code` is the number of the code, that after the last one for those who belong nowhere; `open` tells whose country
    only the office table knows. `name` is as in the text.
    """

    document: Ints
    code: Ints
    role: Ints
    slot: Ints
    speaker: Ints
    open: Truths
    id: Any
    name: Any

    def names(self, places: Ints) -> Any:
        """The names of actors; null for nobody."""
        return chosen(self.name, places)


def cast_of(world: World, rng: np.random.Generator, telling: Telling, first: int) -> Cast:
    """The actors of events; `first` is the number of the first one's id."""
    acts, nobody = telling.acts, len(world.codes)
    code, role = acts.code[telling.act], acts.role[telling.act]
    events = len(telling.act)
    own = rng.random(events) < OWN_SPEAKER
    speaker_code = np.where(own, code[:, 0], world.codes_for(rng.random(events)))
    speaker_code[rng.random(events) < 0.1] = nobody
    speaker_role = PERSON + rng.integers(0, PERSONS, events)
    comments = rng.random(events) < COMMENTED
    document = np.repeat(telling.document[:, None], 5, axis=1)
    codes = np.column_stack([code, np.where(comments, speaker_code, -1)])
    roles = np.column_stack([role, speaker_role])
    # The same participant in two events of a document is one actor.
    keys = (document * (nobody + 1) + codes) * ROLES + roles
    present = codes >= 0
    unique, places = np.unique(keys[present], return_inverse=True)
    slots = np.full(keys.shape, -1, np.int64)
    slots[present] = places
    whose, role_ = np.divmod(unique, ROLES)
    document_, code_ = np.divmod(whose, nobody + 1)
    open = (role_ >= PERSON) & (code_ < nobody) & (rng.random(len(unique)) < OPEN)
    name = world.name.take(code_ * ROLES + role_)
    id = ids("ac", first + np.arange(len(unique)), 12)
    return Cast(document_, code_, role_, slots[:, :4], slots[:, 4], open, id, name)

"""Which examples are held out of training, for measuring and for calibrating."""

from __future__ import annotations

from training.marks import Example

# Every twelfth block of twenty lines: neighbouring lines may be minimal pairs or one story, so they stay together.
BLOCK = 20
EVERY = 12


def held_out(example: Example) -> bool:
    """Whether an example is held out, by its place in its file."""
    line = int(example.source.rpartition(":")[2])
    return (line // BLOCK) % EVERY == EVERY // 2

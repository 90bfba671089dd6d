"""The network: one encoder read once a sentence, small heads over words, pairs of words and the sentence."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from dateline.events.labels import CONTEXTS, MODES, ROLES, STATUSES, TYPES

HIDDEN = 384


def mlp(width: int, middle: int, out: int, dropout: float) -> nn.Sequential:
    """A head: one hidden layer."""
    return nn.Sequential(
        nn.Dropout(dropout), nn.Linear(width, middle), nn.GELU(), nn.Dropout(dropout), nn.Linear(middle, out)
    )


class EventNet(nn.Module):
    """Heads take means of the wordpieces of a word (w) and of the whole sentence (s), each of width 384.

    act (the type), mode, status: [w; s] · role: [trigger; nominal; product] · pair: [source; target; product; s] ·
    context: [s].
    """

    def __init__(self, encoder: Any, dropout: float = 0.2) -> None:
        super().__init__()
        self.encoder = encoder
        self.heads = nn.ModuleDict(
            {
                "act": mlp(2 * HIDDEN, 256, len(TYPES), dropout),
                "mode": mlp(2 * HIDDEN, 256, len(MODES), dropout),
                "status": mlp(2 * HIDDEN, 128, len(STATUSES), dropout),
                "role": mlp(3 * HIDDEN, 192, len(ROLES), dropout),
                "pair": mlp(4 * HIDDEN, 256, len(TYPES), dropout),
                "context": mlp(HIDDEN, 128, len(CONTEXTS), dropout),
            }
        )

    def encode(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Hidden states [batch, pieces, 384]."""
        hidden: Tensor = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return hidden


def sentence_mean(hidden: Tensor, mask: Tensor) -> Tensor:
    """Mean over the pieces of each sentence: [batch, 384]."""
    weights = mask.unsqueeze(-1).to(hidden.dtype)
    return (hidden * weights).sum(1) / weights.sum(1)


def span_means(hidden: Tensor, rows: Tensor, spans: Tensor) -> Tensor:
    """Means over piece spans: `rows` [n] names the sentence, `spans` [n, 2] its pieces `[first, last)`; [n, 384]."""
    sums = torch.cat([torch.zeros_like(hidden[:, :1]), hidden.cumsum(1)], 1)
    total = sums[rows, spans[:, 1]] - sums[rows, spans[:, 0]]
    return total / (spans[:, 1] - spans[:, 0]).unsqueeze(-1).to(hidden.dtype)


def features(hidden: Tensor, sentence: Tensor, rows: Tensor, one: Tensor, two: Tensor | None, whole: bool) -> Tensor:
    """The input of a head: one span, or two and their product, and with `whole` the sentence."""
    parts = [span_means(hidden, rows, one)]
    if two is not None:
        other = span_means(hidden, rows, two)
        parts += [other, parts[0] * other]
    if whole:
        parts.append(sentence[rows])
    return torch.cat(parts, -1)

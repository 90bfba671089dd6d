"""Write a trained network as the files that the package runs: int8 ONNX encoder, heads, tokenizer, labels."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from dateline.events.labels import CONTEXTS, MODES, ROLES, STATUSES, TYPES
from training.network import EventNet


class _Encoder(nn.Module):
    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, mask: Tensor) -> Any:
        return self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state


def export(net: EventNet, tokenizer: Path, out: Path, measures: dict[str, float]) -> None:
    """Write `encoder.onnx`, `heads.npz`, `tokenizer.json` and `labels.json`, which holds the measures, into `out`."""
    net.eval()
    out.mkdir(parents=True, exist_ok=True)
    sample = torch.ones(2, 8, dtype=torch.long)
    axes = {0: "batch", 1: "pieces"}
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "encoder.onnx"
        torch.onnx.export(
            _Encoder(net.encoder),
            (sample, sample),
            str(full),
            input_names=["ids", "mask"],
            output_names=["hidden"],
            dynamic_axes={"ids": axes, "mask": axes, "hidden": axes},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(str(full), str(out / "encoder.onnx"), weight_type=QuantType.QInt8, per_channel=True)
    weights = {
        f"{name}.{layer}.{kind}": getattr(head[at], kind).detach().numpy().astype(np.float16)
        for name, head in net.heads.items()
        for layer, at in (("in", 1), ("out", 4))
        for kind in ("weight", "bias")
    }
    np.savez(out / "heads.npz", **weights)
    shutil.copyfile(tokenizer, out / "tokenizer.json")
    labels = {
        "types": TYPES,
        "modes": MODES,
        "statuses": STATUSES,
        "roles": ROLES,
        "contexts": CONTEXTS,
        "measures": measures,
    }
    (out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")

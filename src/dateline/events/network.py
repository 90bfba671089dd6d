"""The event network at run time: an int8 ONNX encoder that reads each sentence once, and small heads in NumPy."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from threadpoolctl import ThreadpoolController
from tokenizers import Encoding, Tokenizer

from dateline.errors import SetupError
from dateline.events.labels import CONTEXTS, MODES, ROLES, STATUSES, TYPES
from dateline.language import Token

Array = npt.NDArray[np.float32]
Pieces = tuple[int, int]

LONGEST = 160  # wordpieces that are read of a sentence; the rest of a longer one holds no act for the model
BATCH = 8  # sentences read at a time: of like length, so that little is padded


@dataclass(slots=True, frozen=True)
class Reading:
    """One sentence as the network reads it: hidden states [pieces, 384], their mean, and each token's pieces."""

    hidden: Array
    mean: Array
    pieces: dict[int, Pieces]

    def word(self, token: int) -> Array:
        """Mean hidden state of a token [384]; the sentence's own where the token was cut off."""
        first, last = self.pieces.get(token, (0, 0))
        if last - first == 1:
            return np.asarray(self.hidden[first])  # most words are one piece
        return np.asarray(self.hidden[first:last].mean(0) if last else self.mean, dtype=np.float32)


class EventNetwork:
    """The trained network. Raises `SetupError` where its files are missing or were made for other labels."""

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or Path(str(files("dateline.events").joinpath("model")))
        try:
            labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            with np.load(folder / "heads.npz", allow_pickle=False) as heads:
                self._heads: dict[str, Array] = {name: heads[name].astype(np.float32) for name in heads.files}
        except OSError as error:
            raise SetupError(f"the event model is not in {folder}: reinstall dateline ({error})") from error
        known = {"types": TYPES, "modes": MODES, "statuses": STATUSES, "roles": ROLES, "contexts": CONTEXTS}
        if any(tuple(labels[name]) != tuple(own) for name, own in known.items()):
            raise SetupError(f"the event model in {folder} was trained for other labels: train it again")
        slope, shift = labels.get("curve", (1.0, 0.0))
        self.curve: tuple[float, float] = (float(slope), float(shift))
        digest = hashlib.sha256((folder / "encoder.onnx").read_bytes()).hexdigest()
        self.name = f"dateline-events-{digest[:8]}"
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # an arena keeps the largest batch ever read; without it memory stays flat
        self._encoder = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._blas = ThreadpoolController().select(user_api="blas")

    def one_thread(self) -> AbstractContextManager[object]:
        """Within it NumPy multiplies with one thread: the heads are so small that a second one is only waited for.

        On a busy machine such a wait takes many times as long as the multiplication.
        """
        limited: AbstractContextManager[object] = self._blas.limit(limits=1)
        return limited

    def read(self, sentences: Sequence[tuple[str, int, Sequence[Token]]]) -> list[Reading]:
        """Read sentences: (text, offset of its first character, its tokens) each.

        Batches hold sentences of one call only: dynamic quantisation scales a batch as a whole, so a report's result
        must not depend on its neighbours.
        """
        encoded = self._encode([text for text, _, _ in sentences])
        order = sorted(range(len(encoded)), key=lambda i: (len(encoded[i].ids), i))
        readings: list[Reading | None] = [None] * len(encoded)
        for at in range(0, len(order), BATCH):
            group = order[at : at + BATCH]
            hidden = self._run([encoded[i].ids for i in group])
            for row, i in enumerate(group):
                own = hidden[row, : len(encoded[i].ids)]
                _, offset, tokens = sentences[i]
                readings[i] = Reading(own, own.mean(0), pieces_of(encoded[i].offsets, tokens, offset))
        return [reading for reading in readings if reading is not None]

    def _encode(self, texts: list[str]) -> list[Encoding]:
        """The wordpieces of each text."""
        return [self._tokenizer.encode(text) for text in texts]

    def _run(self, pieces: list[list[int]]) -> Array:
        """Hidden states of some sentences, given by their wordpieces, as one batch: [sentences, pieces, 384]."""
        ids = np.zeros((len(pieces), max(map(len, pieces))), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, own in enumerate(pieces):
            ids[row, : len(own)] = own
            mask[row, : len(own)] = 1
        hidden: Array = self._encoder.run(None, {"ids": ids, "mask": mask})[0]
        return hidden

    def words(self, head: str, reading: Reading, tokens: Sequence[int]) -> Array:
        """Probabilities of a head over words (act, mode, status): [tokens, labels]."""
        whole = np.broadcast_to(reading.mean, (len(tokens), len(reading.mean)))
        return self._softmax(head, np.concatenate([np.stack([reading.word(t) for t in tokens]), whole], 1))

    def roles(self, reading: Reading, trigger: int, nominals: Sequence[int]) -> Array:
        """Probabilities of each nominal's role for a trigger: [nominals, none/actor/recipient]."""
        others = np.stack([reading.word(t) for t in nominals])
        own = np.broadcast_to(reading.word(trigger), others.shape)
        return self._softmax("role", np.concatenate([own, others, own * others], 1))

    def pair(self, reading: Reading, source: Array, target: Array) -> Array:
        """Probabilities of the type that joins two phrases, given as mean hidden states: [types]."""
        both = np.concatenate([source, target, source * target, reading.mean])
        return np.asarray(self._softmax("pair", both[None])[0], dtype=np.float32)

    def contexts(self, reading: Reading) -> Array:
        """Probability of each context for a sentence: [contexts]."""
        probabilities: Array = 1 / (1 + np.exp(-self._logits("context", reading.mean[None])[0]))
        return probabilities

    def calibrated(self, confidence: float) -> float:
        """The share of events of this confidence that are all right, by the curve of `training/calibrate.py`."""
        p = min(max(confidence, 1e-3), 1 - 1e-3)
        return 1 / (1 + math.exp(-(self.curve[0] * math.log(p / (1 - p)) + self.curve[1])))

    def _logits(self, head: str, inputs: Array) -> Array:
        heads = self._heads
        middle = inputs @ heads[f"{head}.in.weight"].T + heads[f"{head}.in.bias"]
        logits: Array = _gelu(middle) @ heads[f"{head}.out.weight"].T + heads[f"{head}.out.bias"]
        return logits

    def _softmax(self, head: str, inputs: Array) -> Array:
        logits = self._logits(head, inputs)
        powers = np.exp(logits - logits.max(-1, keepdims=True))
        return np.asarray(powers / powers.sum(-1, keepdims=True), dtype=np.float32)


def _gelu(x: Array) -> Array:
    """GELU by its tanh form, within 0.001 of the exact one that the heads were trained with."""
    y: Array = 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3)))
    return y


def pieces_of(offsets: Sequence[Pieces], tokens: Sequence[Token], shift: int = 0) -> dict[int, Pieces]:
    """For each token index its wordpieces `[first, last)`; tokens that were truncated away are missing.

    `offsets` are those of the tokenizer (special pieces have none), `shift` the offset of the sentence in the text.
    """
    found: dict[int, Pieces] = {}
    real = [(i, start + shift, end + shift) for i, (start, end) in enumerate(offsets) if end > start]
    at = 0
    for token in tokens:
        while at < len(real) and real[at][2] <= token.start:
            at += 1
        last = at
        while last < len(real) and real[last][1] < token.end:
            last += 1
        if last > at:
            found[token.i] = (real[at][0], real[last - 1][0] + 1)
    return found

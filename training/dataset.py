"""From written examples to tensors' worth of indices: words, wordpieces, labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tokenizers import Tokenizer

from dateline.events.labels import CONTEXTS, MODES, ROLES, STATUSES, TYPES, nominal, predicate
from dateline.events.network import LONGEST, pieces_of
from dateline.language import Engine, Parsed, Token, plain
from training.marks import Act, Example, Span


@dataclass(slots=True)
class Row:
    """One example, ready for training. Words are indices into the parsed tokens; pieces `[first, last)` each.

    `words`: (first piece, last piece, type label) of each predicate word (`none` = 0). `acts`: (word's pieces, mode
    label or -1, status label). `roles`: (predicate pieces, nominal pieces, role label). `pairs`: (source pieces, target
    pieces, type label).
    """

    pieces: list[int]
    words: list[tuple[Span, int]] = field(default_factory=list)
    acts: list[tuple[Span, int, int]] = field(default_factory=list)
    roles: list[tuple[Span, Span, int]] = field(default_factory=list)
    pairs: list[tuple[Span, Span, int]] = field(default_factory=list)
    contexts: list[int] = field(default_factory=list)
    source: str = ""


def head_of(tokens: Sequence[Token], span: Span) -> Token | None:
    """The syntactic head of a marked phrase: its token whose own head lies outside."""
    inside = [t for t in tokens if span[0] <= t.start and t.end <= span[1] and t.pos not in ("PUNCT", "SPACE")]
    within = {t.i for t in inside}
    heads = [t for t in inside if t.head.i not in within or t.head is t]
    nouns = [t for t in heads if nominal(t)]
    return (nouns or heads or inside or [None])[0]


class Builder:
    """Turns examples into rows with one engine and one tokenizer."""

    def __init__(self, engine: Engine, tokenizer: Tokenizer) -> None:
        self.engine = engine
        self.tokenizer = tokenizer
        tokenizer.no_padding()
        tokenizer.enable_truncation(LONGEST)

    def rows(self, examples: Sequence[Example]) -> list[Row]:
        """Rows of all examples, in order."""
        parsed = self.engine.parse_all(e.text for e in examples)
        return [self._row(e, p) for e, p in zip(examples, parsed, strict=True)]

    def _row(self, example: Example, parsed: Parsed) -> Row:
        encoded = self.tokenizer.encode(plain(example.text))
        pieces = pieces_of(encoded.offsets, parsed.tokens)
        row = Row(encoded.ids, source=example.source)
        triggers = {}
        for act in example.acts:
            token = head_of(parsed.tokens, act.trigger)
            if token is not None and token.i in pieces:
                triggers[token.i] = act
        for token in parsed.tokens:
            if token.i in pieces and (token.i in triggers or predicate(token)):
                act = triggers.get(token.i)
                row.words.append((pieces[token.i], TYPES.index(act.type) if act else 0))
        for i, act in triggers.items():
            self._act(row, act, pieces[i], parsed, pieces, i)
        row.contexts = [CONTEXTS.index(c) for c in example.contexts if c in CONTEXTS]
        return row

    def _act(
        self, row: Row, act: Act, trigger: Span, parsed: Parsed, pieces: dict[int, Span], trigger_index: int
    ) -> None:
        mode = MODES.index(f"{act.type}.{act.mode}") if act.mode else -1
        row.acts.append((trigger, mode, STATUSES.index(act.status)))
        actors = [h for h in (head_of(parsed.tokens, s) for s in act.actors) if h and h.i in pieces]
        recipients = [h for h in (head_of(parsed.tokens, s) for s in act.recipients) if h and h.i in pieces]
        label = {h.i: ROLES.index("recipient") for h in recipients} | {h.i: ROLES.index("actor") for h in actors}
        for token in parsed.tokens:
            if token.i in pieces and token.i != trigger_index and (token.i in label or nominal(token)):
                row.roles.append((trigger, pieces[token.i], label.get(token.i, 0)))
        kind = TYPES.index(act.type)
        row.pairs.extend((pieces[a.i], pieces[r.i], kind) for a in actors for r in recipients)
        if not recipients:
            row.pairs.extend((pieces[a.i], pieces[b.i], kind) for a in actors for b in actors if a is not b)

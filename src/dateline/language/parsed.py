"""A parsed document in plain types of our own: tokens in a dependency tree, sentences, entities, quotations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.language.quotations import Quotation


class Token:
    """One token. `dep` and `tag` are spaCy's (ClearNLP labels, Penn tags); `start`/`end` are offsets in the text.

    `head` is the token itself for a root. `children` are in text order. `space` tells a whitespace token: such
    tokens are never children of others, nor in `Sentence.tokens`.
    """

    __slots__ = ("children", "dep", "end", "ent", "head", "i", "lemma", "lower", "pos", "sent", "start", "tag", "text")

    def __init__(
        self, i: int, text: str, lemma: str, pos: str, tag: str, dep: str, start: int, sent: int, ent: str
    ) -> None:
        self.i = i
        self.text = text
        self.lower = text.lower()
        self.lemma = lemma
        self.pos = pos
        self.tag = tag
        self.dep = dep
        self.start = start
        self.end = start + len(text)
        self.sent = sent
        self.ent = ent
        self.head: Token = self
        self.children: list[Token] = []

    def __repr__(self) -> str:
        return f"{self.text}/{self.tag}/{self.dep}"

    def child(self, *deps: str) -> Token | None:
        """The first child with one of these dependency labels, or None."""
        for child in self.children:
            if child.dep in deps:
                return child
        return None

    def all(self, *deps: str) -> list[Token]:
        """All children with one of these dependency labels, in text order."""
        return [child for child in self.children if child.dep in deps]

    def subtree(self) -> list[Token]:
        """The token and all below it, in text order."""
        found = [self]
        for token in found:
            found.extend(token.children)
        found.sort(key=lambda t: t.i)
        return found

    def ancestors(self) -> Iterator[Token]:
        """The heads above, nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def conjuncts(self) -> list[Token]:
        """The token and what is coordinated below it ("Japan", "Korea" of "Japan and Korea"), in text order."""
        found = [self]
        for token in found:
            found.extend(child for child in token.children if child.dep == "conj")
        return sorted(found, key=lambda t: t.i)


@dataclass(slots=True)
class Sentence:
    """One sentence: `index` in the document, its tokens without white space, its paragraph's index, its root."""

    index: int
    paragraph: int
    tokens: list[Token]

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.tokens[-1].end

    @property
    def root(self) -> Token:
        """The head of the sentence."""
        return next((t for t in self.tokens if t.head is t), self.tokens[0])


@dataclass(slots=True, frozen=True)
class Entity:
    """A named entity found by the engine: token indices `[first, last)`, and OntoNotes label (PERSON, GPE, ORG…)."""

    first: int
    last: int
    label: str


@dataclass(slots=True)
class Parsed:
    """A whole document, parsed once. `tokens[i].i == i`; white space is in `tokens` but in no sentence."""

    text: str
    tokens: list[Token]
    sentences: list[Sentence]
    entities: list[Entity]
    quotations: list[Quotation]
    _quoted: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self._quoted = bytearray(len(self.text) + 1)
        for quotation in self.quotations:
            for at in range(quotation.start, quotation.end):
                self._quoted[at] = 1

    def slice(self, first: int, last: int) -> str:
        """The text of tokens `[first, last)`."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def quoted(self, token: Token) -> bool:
        """Whether a token stands inside quotation marks."""
        return bool(self._quoted[token.start])

    def sentence_of(self, token: Token) -> Sentence:
        """The sentence that a token is in."""
        return self.sentences[token.sent]

"""Lemmas and parts of speech by spaCy's own rules, asked once for each word in each role.

spaCy's attribute ruler and its lemmatizer see no more of a word than its letters, its tag and its dependency label, but
for a few pairs of words ("gon na"); yet they try all their patterns on each token again. Here what they said is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

RULER: Final = "attribute_ruler"
LEMMATIZER: Final = "lemmatizer"
READ: Final[list[int | str]] = ["ORTH", "TAG", "DEP"]
TOLD: Final[list[int | str]] = ["LEMMA", "POS", "TAG", "DEP"]
OWN: Final = frozenset({"ORTH", "TEXT", "LOWER", "IS_SPACE", "TAG", "DEP"})
"""What a pattern may ask of a token for its answer to depend on `READ` alone."""

KEPT: Final = 50_000
"""Words kept; some 15 MB. A long stream of news would bring ever new ones."""

Word = tuple[int, int, int]
"""spaCy's keys of the letters, the tag and the dependency label."""

Told = tuple[str, str, str, str]
"""Lemma, part of speech, tag, and dependency label."""


class Words:
    """Tells what a pipeline's rules say of the words of parsed documents; made by `take_over`."""

    def __init__(self, nlp: Language, ruler: Any, lemmatizer: Any) -> None:
        from spacy.matcher import Matcher

        self._vocab = nlp.vocab
        self._steps = (ruler, lemmatizer)
        self._known: dict[Word, Told] = {}
        self._longer = Matcher(nlp.vocab)
        for number, rule in enumerate(ruler.patterns):
            if patterns := [pattern for pattern in rule["patterns"] if len(pattern) > 1]:
                self._longer.add(str(number), patterns)

    @classmethod
    def take_over(cls, nlp: Language) -> Words | None:
        """Disable a pipeline's ruler and lemmatizer and stand in for them; None if they are of another kind."""
        from spacy.pipeline import AttributeRuler, Lemmatizer

        if nlp.pipe_names[-2:] != [RULER, LEMMATIZER]:
            return None
        ruler, lemmatizer = nlp.get_pipe(RULER), nlp.get_pipe(LEMMATIZER)
        if not isinstance(ruler, AttributeRuler) or not isinstance(lemmatizer, Lemmatizer) or lemmatizer.mode != "rule":
            return None
        rules: Any = ruler.patterns
        tokens = chain.from_iterable(pattern for rule in rules for pattern in rule["patterns"])
        if not all(OWN.issuperset(token) for token in tokens):
            return None
        nlp.disable_pipes(RULER, LEMMATIZER)
        return cls(nlp, ruler, lemmatizer)

    def tell(self, doc: Doc) -> list[Told]:
        """What the rules say of each token."""
        if len(self._known) > KEPT:
            self._known.clear()
        words: list[Word] = [tuple(row) for row in doc.to_array(READ).tolist()]
        known = self._known
        if unknown := [word for word in dict.fromkeys(words) if word not in known]:
            known.update(zip(unknown, self._alone(unknown), strict=True))
        found = [known[word] for word in words]
        for first, last in self._runs(doc):
            found[first:last] = self._said(self._made(words[first:last]))
        return found

    def _runs(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """Token indices `[first, last)` of words of which a rule speaks together; those that overlap are one."""
        first = last = 0
        for _, start, end in sorted(self._longer(doc, allow_missing=True), key=lambda match: match[1:]):
            if start >= last:
                if last:
                    yield first, last
                first = start
            last = max(last, end)
        if last:
            yield first, last

    def _alone(self, words: list[Word]) -> list[Told]:
        """What spaCy says of words, each by itself."""
        doc = self._made(words)
        if self._longer(doc, allow_missing=True):
            add = self._vocab.strings.add
            stop = (add("."), add("."), add("punct"))
            return self._said(self._made([one for word in words for one in (word, stop)]))[::2]
        return self._said(doc)

    def _made(self, words: list[Word]) -> Doc:
        """A document of these words and no others."""
        from spacy.tokens import Doc

        doc = Doc(self._vocab, words=[self._vocab.strings[word[0]] for word in words])
        roles: Any = np.array([word[1:] for word in words], dtype="uint64")
        return doc.from_array(READ[1:], roles)

    def _said(self, doc: Doc) -> list[Told]:
        for step in self._steps:
            doc = step(doc)
        return told_of(doc)


def told_of(doc: Doc) -> list[Told]:
    """What is written in a document of each token."""
    strings = doc.vocab.strings
    return [tuple(strings[key] for key in row) for row in doc.to_array(TOLD).tolist()]

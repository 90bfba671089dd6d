"""Lemmas and parts of speech by spaCy's own rules, asked once for each word in each role.

spaCy's attribute ruler tries all its patterns on each token again, though they name few words: of all others only the
tag and the dependency label count. Its lemmatizer sees no more than the letters and what the ruler said. So what they
said is kept; only of a few pairs of words ("gon na") they are asked each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

RULER: Final = "attribute_ruler"
LEMMATIZER: Final = "lemmatizer"

READ: Final[list[int | str]] = ["ORTH", "TAG", "DEP"]
RULED: Final[list[int | str]] = ["LEMMA", "POS", "MORPH"]
TOLD: Final[list[int | str]] = ["LEMMA", "POS", "TAG", "DEP"]
OWN: Final = frozenset({"LOWER", "IS_SPACE", "TAG", "DEP"})
"""What the ruler's patterns may ask of a token for its answer to be kept by `Role`."""

KEPT: Final = 50_000
"""Words kept, some 10 MB: a stream of news never ceases to bring new ones."""

Role = tuple[int, int, int]
"""spaCy's keys of a word that the rules name, else 0, of its tag and of its dependency label."""

Form = tuple[int, int, int]
"""spaCy's keys of what the lemmatizer goes by: a lemma that the ruler gave, or 0, part of speech, and morphology."""

Use = tuple[int, int]
"""spaCy's key of a word, and the number of its form."""

Told = tuple[str, str, str, str]
"""Lemma, part of speech, tag, and dependency label."""


class Words:
    """Tells what a pipeline's rules say of the words of parsed documents; made by `take_over`."""

    def __init__(self, nlp: Language, ruler: Any, lemmatizer: Any) -> None:
        from spacy.matcher import Matcher

        self._vocab = nlp.vocab
        self._ruler, self._lemmatizer = ruler, lemmatizer
        self._named = _named(ruler.patterns)
        self._pairs = Matcher(nlp.vocab)
        for number, rule in enumerate(ruler.patterns):
            if patterns := [pattern for pattern in rule["patterns"] if len(pattern) > 1]:
                self._pairs.add(str(number), patterns)
        self._letters: dict[int, int] = {}
        self._forms: dict[Form, int] = {}
        self._ruled: dict[Role, tuple[int, str, str, str]] = {}
        self._lemmas: dict[Use, str] = {}

    @classmethod
    def take_over(cls, nlp: Language) -> Words | None:
        """Disable a pipeline's ruler and lemmatizer and stand in for them; None if they are of another kind."""
        from spacy.lang.en.lemmatizer import EnglishLemmatizer
        from spacy.pipeline import AttributeRuler

        if nlp.pipe_names[-2:] != [RULER, LEMMATIZER]:
            return None
        ruler, lemmatizer = nlp.get_pipe(RULER), nlp.get_pipe(LEMMATIZER)
        if not isinstance(ruler, AttributeRuler) or not isinstance(lemmatizer, EnglishLemmatizer):
            return None
        if lemmatizer.mode != "rule" or not all(OWN.issuperset(token) for token in _tokens(ruler.patterns)):
            return None
        known = lemmatizer.lookups.get_table("lemma_index", {})
        for part in known:
            known[part] = frozenset(
                known[part]
            )  # lists of thousands of words, which are looked through for each new one
        nlp.disable_pipe(RULER)
        nlp.disable_pipe(LEMMATIZER)
        return cls(nlp, ruler, lemmatizer)

    def tell(self, doc: Doc) -> list[Told]:
        """What the rules say of each token."""
        if len(self._lemmas) > KEPT:
            self._lemmas.clear()
            self._letters.clear()
        words: list[list[int]] = doc.to_array(READ).tolist()
        roles: list[Role] = [(self._letter(word), tag, dep) for word, tag, dep in words]
        if new := {role: word for role, word in zip(roles, words, strict=True) if role not in self._ruled}:
            self._ask_ruler(new)
        ruled = [self._ruled[role] for role in roles]
        uses: list[Use] = [(word[0], rule[0]) for word, rule in zip(words, ruled, strict=True)]
        if unknown := [use for use in dict.fromkeys(uses) if use not in self._lemmas]:
            self._ask_lemmatizer(unknown)
        told = [(self._lemmas[use], pos, tag, dep) for use, (_, pos, tag, dep) in zip(uses, ruled, strict=True)]
        for first, last in self._runs(doc):
            told[first:last] = told_of(self._lemmatizer(self._ruler(self._made(READ[1:], words[first:last]))))
        return told

    def _letter(self, word: int) -> int:
        """The word itself if a pattern may tell it from others, by its letters or as white space; else 0."""
        found = self._letters.get(word)
        if found is None:
            text = self._vocab.strings[word]
            found = self._letters[word] = word if text.isspace() or self._named.fullmatch(text.lower()) else 0
        return found

    def _runs(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """Token indices `[first, last)` of words of which a rule speaks together; those that overlap are one."""
        first = last = 0
        for _, start, end in sorted(self._pairs(doc, allow_missing=True), key=lambda match: match[1:]):
            if start >= last:
                if last:
                    yield first, last
                first = start
            last = max(last, end)
        if last:
            yield first, last

    def _ask_ruler(self, words: dict[Role, list[int]]) -> None:
        """Learn what the ruler says of words that stand for their roles, each by itself."""
        add = self._vocab.strings.add
        stop = (add("."), add("."), add("punct"))  # keeps two words apart of which a rule would speak together
        doc = self._ruler(self._made(READ[1:], [each for word in words.values() for each in (word, stop)]))
        forms = doc.to_array(RULED).tolist()[::2]
        for role, form, (_, pos, tag, dep) in zip(words, forms, told_of(doc)[::2], strict=True):
            self._ruled[role] = (self._forms.setdefault(tuple(form), len(self._forms)), pos, tag, dep)

    def _ask_lemmatizer(self, uses: Sequence[Use]) -> None:
        forms = list(self._forms)
        doc = self._lemmatizer(self._made(RULED, [(word, *forms[number]) for word, number in uses]))
        self._lemmas.update((use, told[0]) for use, told in zip(uses, told_of(doc), strict=True))

    def _made(self, attributes: list[int | str], words: Sequence[Sequence[int]]) -> Doc:
        """A document of these words and no others, each given by its key and those of its attributes."""
        from spacy.tokens import Doc

        doc = Doc(self._vocab, words=[self._vocab.strings[word[0]] for word in words])
        values: Any = np.array([word[1:] for word in words], dtype="uint64")
        return doc.from_array(attributes, values)


def told_of(doc: Doc) -> list[Told]:
    """What is written in a document of each token."""
    strings = doc.vocab.strings
    return [tuple(strings[key] for key in row) for row in doc.to_array(TOLD).tolist()]


def _tokens(rules: Any) -> Iterable[dict[str, Any]]:
    return chain.from_iterable(pattern for rule in rules for pattern in rule["patterns"])


def _named(rules: Any) -> re.Pattern[str]:
    """A pattern of all words, in lower case, that the ruler's patterns name in whatever way."""
    named: set[str] = set()
    for token in _tokens(rules):
        asked = token.get("LOWER", ())
        if isinstance(asked, str):
            named.add(re.escape(asked))
            continue
        for way, value in dict(asked).items():
            named.update([f".*(?:{value}).*"] if way == "REGEX" else map(re.escape, value))
    return re.compile("|".join(sorted(named)), re.DOTALL)
